"""Awaits in a blocking thread what an extension in Rust offers to asyncio, with the thread's own deadlines and cancellation.

Such an awaitable asks the running loop for a future, yields it, and calls the loop from a thread of its own when there is
progress. A stand-in that parks the thread is all the loop it needs; dropping the awaitable ends its work.
"""

from __future__ import annotations

import threading
from asyncio import _get_running_loop, _set_running_loop
from collections.abc import Callable, Coroutine, Iterator
from typing import Any, TypeVar

from ferrule.runtime.interrupts import time_left, wakeable

T = TypeVar("T")


def await_parked(work: Coroutine[Any, Any, T]) -> T:
    """The result of the awaitable; it is dropped when the thread's time is over or it is cancelled."""
    loop: Any = _Loop()
    try:
        while True:
            outer = _get_running_loop()  # a blocking client may be used in a loop, though it holds it up
            _set_running_loop(loop)
            try:
                wait = work.send(None)
            except StopIteration as stop:
                result: T = stop.value
                return result
            finally:
                _set_running_loop(outer)
            if wait is None:
                continue  # there was progress already, while it looked: nobody would tell of it again
            left = time_left()
            with wakeable(by=loop.progress.set):
                loop.progress.wait(left)
            time_left()
            loop.progress.clear()
    finally:
        work.close()


class _Loop:
    def __init__(self) -> None:
        self.progress = threading.Event()

    def create_future(self) -> _Future:
        return _Future()

    def call_soon_threadsafe(self, callback: Callable[..., object], *args: Any) -> None:
        callback(*args)
        self.progress.set()


class _Future:
    def __init__(self) -> None:
        self._done = False

    def done(self) -> bool:
        return self._done

    def set_result(self, _: object) -> None:
        self._done = True

    def result(self) -> None:
        return None

    def __iter__(self) -> Iterator[_Future]:
        if not self._done:
            yield self
