"""A queue for the connections of a blocking engine.

A deadline or a cancellation ends the wait in it, which httpcore's own queue cannot do.
"""

from __future__ import annotations

import threading
from collections import deque

from ferrule.runtime.interrupts import time_left, wakeable


class Slots:
    """A semaphore, first come first served, whose wait ends with the runtime's deadlines and with cancellation.

    Args:
        count: how many may be inside at once.
    """

    def __init__(self, count: int) -> None:
        self._free = count
        self._lock = threading.Lock()
        self._queue: deque[threading.Event] = deque()

    def acquire(self) -> None:
        """Go in, as soon as there is room."""
        with self._lock:
            if self._free:
                self._free -= 1
                return
            turn = threading.Event()
            self._queue.append(turn)
        try:
            while not turn.is_set():
                left = time_left()
                with wakeable(by=turn.set):
                    turn.wait(left)
            time_left()
        except BaseException:
            self._leave(turn)
            raise

    def release(self) -> None:
        """Go out, and let the first in the queue in."""
        with self._lock:
            self._pass_on()

    def _leave(self, turn: threading.Event) -> None:
        with self._lock:
            if turn in self._queue:
                self._queue.remove(turn)
            else:  # its turn came in the same moment
                self._pass_on()

    def _pass_on(self) -> None:
        if self._queue:
            self._queue.popleft().set()
        else:
            self._free += 1
