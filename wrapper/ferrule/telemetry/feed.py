"""Snapshots of this process for all that look at it: the socket, and the page."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import msgspec

from ferrule.runtime.forks import reset_in_child
from ferrule.telemetry.process import Process, look

PACE = 1.0
"""Seconds between two snapshots."""

_SHARE = 20  # a snapshot may take a twentieth of the time of one thread


class Feed:
    """The snapshot of now, in one line of JSON: one for all who look, and no more of them than cost little.

    Args:
        source: what is read (default: the clients of this process).
        clock: monotonic seconds.
    """

    def __init__(self, source: Callable[[], Process] = look, clock: Callable[[], float] = time.monotonic) -> None:
        self._source = source
        self._clock = clock
        self.after_fork()
        reset_in_child(self)

    def after_fork(self) -> None:
        self._lock = threading.Lock()
        self._latest = b""
        self._due = 0.0

    def latest(self) -> bytes:
        """The snapshot of now, or one of less than a second ago; of longer ago where making one takes long."""
        with self._lock:
            began = self._clock()
            if not self._latest or began >= self._due:
                self._latest = msgspec.json.encode(self._source())
                ended = self._clock()
                self._due = ended + max(0.9 * PACE, _SHARE * (ended - began))
            return self._latest
