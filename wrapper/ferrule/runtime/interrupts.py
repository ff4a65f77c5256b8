"""Deadlines and cancellation for code that blocks its thread.

A blocking call cannot be interrupted from outside. So each one asks here first how long it may take (`time_left`),
and says how it can be woken (`wakeable`). An interruption is a `CancelledError`. As in asyncio, each cause delivers
it once.
"""

from __future__ import annotations

import math
import threading
from asyncio import CancelledError
from collections.abc import Callable
from contextvars import ContextVar


class TimeoutBlock:
    """`BlockingRuntime.timeout`: a deadline on the stack of the current context.

    Attributes:
        at: monotonic seconds when its time is over.
        expired: its time is over, and the interruption was delivered.
    """

    __slots__ = ("_before", "_now", "_outer", "at", "expired")

    def __init__(self, at: float, now: Callable[[], float]) -> None:
        self.at = at
        self._now = now
        self.expired = False

    def __enter__(self) -> None:
        self._outer = innermost.get()
        self._before = _delivered(self._outer)
        innermost.set(self)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        innermost.set(self._outer)
        # An outer block's interruption that was delivered since is not this block's to convert.
        if self.expired and isinstance(error, CancelledError) and _delivered(self._outer) == self._before:
            raise TimeoutError from error

    def left(self) -> float:
        """Seconds until it interrupts; infinite once it has."""
        return math.inf if self.expired else self.at - self._now()

    @property
    def outer(self) -> TimeoutBlock | None:
        """The block around it."""
        return self._outer


class Cancellation:
    """Whether a thread was asked to stop, and how to wake it from what it is blocked in."""

    __slots__ = ("_lock", "_pending", "_wake", "delivered")

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pending = False
        self._wake: Callable[[], object] | None = None
        self.delivered = 0

    def cancel(self) -> None:
        """Interrupt the thread at its current or next wait."""
        with self._lock:  # also while waking, so that the thread cannot have moved on to another wait
            self._pending = True
            if self._wake is not None:
                self._wake()

    def begin_wait(self, wake: Callable[[], object] | None) -> None:
        """Deliver a pending cancellation, once. Otherwise state what ends the wait that follows."""
        with self._lock:
            pending, self._pending = self._pending, False
            self._wake = None if pending else wake
        if pending:
            self.delivered += 1
            raise CancelledError

    def end_wait(self) -> None:
        """Nothing is left to wake."""
        with self._lock:
            self._wake = None


class SharedCancellation:
    """The same for all threads that work for one request: each of them is interrupted once, at its next wait."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._is_cancelled = False
        self._all: list[Cancellation] = []
        self._here = threading.local()  # by thread: numbers of threads are given again to others

    def cancel(self) -> None:
        """Interrupt the threads at their current or next waits."""
        with self._lock:
            self._is_cancelled = True
            threads = self._all[:]
        for thread in threads:
            thread.cancel()

    def begin_wait(self, wake: Callable[[], object] | None) -> None:
        """As `Cancellation.begin_wait`."""
        self._mine().begin_wait(wake)

    def end_wait(self) -> None:
        """As `Cancellation.end_wait`."""
        self._mine().end_wait()

    @property
    def delivered(self) -> int:
        """How often this thread was interrupted."""
        return self._mine().delivered

    def _mine(self) -> Cancellation:
        mine: Cancellation | None = getattr(self._here, "cancellation", None)
        if mine is None:
            mine = self._here.cancellation = Cancellation()
            with self._lock:
                self._all.append(mine)
                if self._is_cancelled:
                    mine.cancel()
        return mine


innermost: ContextVar[TimeoutBlock | None] = ContextVar("ferrule_timeout", default=None)
"""The deadline that the current context is under, with those around it."""

cancellation: ContextVar[Cancellation | SharedCancellation | None] = ContextVar("ferrule_cancellation", default=None)
"""What interrupts the blocking calls of the current context from outside."""


def start_thread(own: Cancellation) -> None:
    """Begin a thread's context, with a cancellation of its own and no deadline of the thread that started it."""
    cancellation.set(own)
    innermost.set(None)


def time_left() -> float | None:
    """Seconds that a blocking operation may take, None for any; raises `CancelledError` when it must not begin."""
    outside = cancellation.get()
    if outside is not None:
        outside.begin_wait(None)
    shortest = math.inf
    block = expiring = innermost.get()
    while block is not None:
        shortest = min(shortest, block.left())
        block = block.outer
    if shortest <= 0:
        while expiring is not None:  # all that are due at once are one interruption
            expiring.expired = expiring.expired or expiring.left() <= 0
            expiring = expiring.outer
        raise CancelledError
    return None if shortest == math.inf else shortest


class wakeable:  # noqa: N801 - used as a function: `with wakeable(by=...)`
    """Around a blocking operation: `by` is called from another thread to end it early."""

    __slots__ = ("_by", "_cancellation")

    def __init__(self, by: Callable[[], object]) -> None:
        self._by = by
        self._cancellation = cancellation.get()

    def __enter__(self) -> None:
        if self._cancellation is not None:
            self._cancellation.begin_wait(self._by)

    def __exit__(self, *_: object) -> None:
        if self._cancellation is not None:
            self._cancellation.end_wait()


def _delivered(block: TimeoutBlock | None) -> int:
    outside = cancellation.get()
    count = 0 if outside is None else outside.delivered
    while block is not None:
        count += block.expired
        block = block.outer
    return count
