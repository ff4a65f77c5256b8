"""Timeouts of asyncio tasks, many to one timer.

Most calls end long before their time, and then cost the loop nothing.
"""

from __future__ import annotations

import asyncio
import math
from asyncio import CancelledError
from collections.abc import Callable

# Seconds. A timer may be this early, and it is set anew no sooner than this after it fired. So ten thousand calls
# that time out one by one are not looked through ten thousand times.
_RESOLUTION = 0.001


class Timeouts:
    """The timeouts in force in one event loop, and one timer for the earliest of them.

    Args:
        loop: the loop.
        now: monotonic seconds.
    """

    __slots__ = ("_now", "_pending", "_timer", "_when", "loop")

    def __init__(self, loop: asyncio.AbstractEventLoop, now: Callable[[], float]) -> None:
        self.loop = loop
        self._now = now
        self._pending: dict[Timeout, None] = {}
        self._when = math.inf
        self._timer: asyncio.TimerHandle | None = None

    def add(self, timeout: Timeout) -> None:
        """Keep an eye on it."""
        self._pending[timeout] = None
        if timeout.at < self._when:
            self._set(timeout.at, max(timeout.at - self._now(), 0.0))

    def discard(self, timeout: Timeout) -> None:
        """It is over. The timer stays: it serves those that come after."""
        self._pending.pop(timeout, None)

    def _set(self, at: float, seconds: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._when, self._timer = at, self.loop.call_later(seconds, self._fire)

    def _fire(self) -> None:
        self._when, self._timer = math.inf, None
        soon = self._now() + _RESOLUTION
        for timeout in [one for one in self._pending if one.at <= soon]:
            del self._pending[timeout]
            timeout.expire()
        if self._pending:
            earliest = min(one.at for one in self._pending)
            self._set(earliest, earliest - soon + _RESOLUTION)


class Timeout:
    """As `asyncio.Timeout`: it interrupts by cancelling, and converts only a cancellation that is its own.

    Attributes:
        at: monotonic seconds when its time is over.
        expired: its time is over, and the task was interrupted.
    """

    __slots__ = ("_before", "_task", "_timeouts", "at", "expired")

    def __init__(self, timeouts: Timeouts, at: float) -> None:
        self._timeouts = timeouts
        self.expired = False
        self.at = at

    def __enter__(self) -> None:
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("a timeout needs a task to interrupt")
        self._task = task
        self._before = task.cancelling()
        self._timeouts.add(self)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        if not self.expired:
            self._timeouts.discard(self)
        elif self._task.uncancel() <= self._before and isinstance(error, CancelledError):
            raise TimeoutError from error

    def expire(self) -> None:
        """Its time has come."""
        self.expired = True
        self._task.cancel()
