"""Do independent tasks in as many processes as there are cores."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from .errors import CodegenError

T = TypeVar("T")
_PARALLEL_FROM = 200  # fewer modules are written faster than a process is started
_MOST = 8


def in_parallel(tasks: Sequence[Callable[[], T]]) -> list[T]:
    """Do all tasks, and return what each returned, in no order.

    Raises:
        CodegenError: a task failed in another process.
    """
    workers = min(os.cpu_count() or 1, _MOST)
    if workers < 2 or len(tasks) < _PARALLEL_FROM or "fork" not in multiprocessing.get_all_start_methods():
        return [task() for task in tasks]
    # Forked, because the parsed document is large: children read the parent's copy. No thread runs at this point.
    context = multiprocessing.get_context("fork")
    shares = [tasks[start::workers] for start in range(workers)]
    children: list[tuple[BaseProcess, Connection]] = []
    for share in shares[1:]:
        reader, writer = context.Pipe(duplex=False)
        child: BaseProcess = context.Process(target=_do, args=(share, writer))
        child.start()
        writer.close()  # the child's alone, so that its death ends what the parent reads
        children.append((child, reader))
    results = [task() for task in shares[0]]
    for process, reader in children:
        results += _received(reader)
        process.join()
    return results


def _do(tasks: Sequence[Callable[[], T]], writer: Connection) -> None:
    done: list[T] | CodegenError | str
    try:
        done = [task() for task in tasks]
    except CodegenError as error:
        done = error
    except Exception as error:
        done = f"{type(error).__name__}: {error}"
    writer.send(done)


def _received(reader: Connection) -> list[Any]:
    try:
        done: list[Any] | CodegenError | str = reader.recv()
    except EOFError:
        done = "a process ended before its work was done"
    if isinstance(done, CodegenError):
        raise done
    if isinstance(done, str):
        raise CodegenError("templates", done, "This is a defect of Ferrule's templates.")
    return done
