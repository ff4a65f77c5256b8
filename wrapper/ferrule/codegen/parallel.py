"""Do independent tasks in as many processes as there are cores."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from typing import Any

from .errors import CodegenError

_PARALLEL_FROM = 200  # fewer modules are written faster than a process is started


def in_parallel(tasks: list[Callable[[], None]]) -> None:
    """Do all tasks; each writes files of its own, so they need no order."""
    workers = min(os.cpu_count() or 1, 8)
    if workers < 2 or len(tasks) < _PARALLEL_FROM or "fork" not in multiprocessing.get_all_start_methods():
        for task in tasks:
            task()
        return
    # Forked, because the parsed document is large: children read the parent's copy. No thread runs at this point.
    context = multiprocessing.get_context("fork")
    shares = [tasks[start::workers] for start in range(workers)]
    queue: Any = context.SimpleQueue()
    children = [context.Process(target=_share, args=(share, queue)) for share in shares[1:]]
    for child in children:
        child.start()
    for task in shares[0]:
        task()
    failures = [queue.get() for _ in children]
    for child in children:
        child.join()
    for failure in failures:
        if failure:
            raise CodegenError("templates", failure, "This is a defect of Ferrule's templates.")


def _share(tasks: list[Callable[[], None]], queue: Any) -> None:
    try:
        for task in tasks:
            task()
    except Exception as error:
        queue.put(f"{type(error).__name__}: {error}")
    else:
        queue.put("")
