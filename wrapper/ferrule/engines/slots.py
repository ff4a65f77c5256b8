"""A queue for the connections of a blocking engine.

A deadline or a cancellation ends the wait in it, which httpcore's own queue cannot do.
"""

from __future__ import annotations

import threading

from ferrule.runtime.interrupts import time_left, wakeable


class Slots:
    """A semaphore, first come first served, whose wait ends with the runtime's deadlines and with cancellation.

    Who is inside is known by name: so an exception that a signal handler raises, at whatever line, loses no place.

    Args:
        count: how many may be inside at once.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._inside: set[object] = set()
        self._lock = threading.Lock()
        self._queue: dict[object, threading.Event] = {}

    def acquire(self, who: object) -> None:
        """Go in, as soon as there is room. Whether or not this returns, `release` must follow."""
        with self._lock:
            if len(self._inside) < self._count:
                self._inside.add(who)
                return
            turn = self._queue[who] = threading.Event()
        while not turn.is_set():
            left = time_left()
            with wakeable(by=turn.set):
                turn.wait(None if left is None else min(left, threading.TIMEOUT_MAX))
        time_left()

    def release(self, who: object) -> None:
        """Go out, or leave the queue; the first in it goes in where there is room. Idempotent."""
        with self._lock:
            self._queue.pop(who, None)
            self._inside.discard(who)
            while self._queue and len(self._inside) < self._count:
                first, turn = next(iter(self._queue.items()))
                turn.set()
                self._inside.add(first)
                del self._queue[first]
