"""`Runtime.race`, written once over `spawn` and `event`; and how spawned work is contained."""

from __future__ import annotations

import logging
from asyncio import CancelledError
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, TypeVar

from ferrule.errors import Refused
from ferrule.runtime.base import Runtime

T = TypeVar("T")

_log = logging.getLogger("ferrule")


async def race(runtime: Runtime, works: tuple[Callable[[], Awaitable[T]], ...]) -> tuple[int, T]:
    """See `Runtime.race`."""
    if not works:
        raise ValueError("race needs at least one work")
    decided = runtime.event()
    # Appending to a list is atomic, so work in threads needs no lock here.
    wins: list[tuple[int, T]] = []
    failures: list[BaseException] = []
    ends: list[int] = []

    async def run(index: int, work: Callable[[], Awaitable[T]]) -> None:
        try:
            wins.append((index, await work()))
        except BaseException as error:
            failures.append(error)
            if not isinstance(error, Exception):
                raise

    def ended(index: int) -> None:
        ends.append(index)
        if wins or len(ends) == len(works):
            decided.set()

    tasks = [runtime.spawn(partial(run, index, work), then=partial(ended, index)) for index, work in enumerate(works)]
    try:
        await decided.wait()
    finally:
        for task in tasks:
            task.cancel()
        for task in tasks:
            await task.join()
    if wins:
        return wins[0]
    if not failures or isinstance(failures[-1], CancelledError):
        raise closed()  # nobody else cancels them: who waits here was not
    raise failures[-1]


def closed() -> Refused:
    """What becomes of a call whose work was ended because its client was closed."""
    return Refused("the client was closed while this was under way")


async def contain(work: Callable[[], Awaitable[Any]]) -> None:
    """Run spawned work. Nobody receives its failure, so it is logged. Cancellation passes."""
    try:
        await work()
    except Exception:
        _log.exception("background work failed")
