"""What was invalidated: a response that was asked for before it must neither be stored nor be served after it."""

from __future__ import annotations

import math
import threading
from collections.abc import Iterable, Sequence

from ferrule.runtime.forks import reset_in_child

_MOST = 10_000  # tags remembered; beyond, all calls under way are taken to be concerned


class Invalidations:
    """Counts invalidations, and knows which was the latest of each tag."""

    def __init__(self) -> None:
        self.after_fork()
        reset_in_child(self)

    def after_fork(self) -> None:
        self._lock = threading.Lock()
        self._latest: dict[str, tuple[int, float]] = {}  # by tag: the count then, and the wall time
        self._latest_of_all = 0, -math.inf
        self.count = 0

    def add(self, tags: Iterable[str], wall: float) -> None:
        """These tags were invalidated, `wall` seconds after the epoch."""
        with self._lock:
            self.count += 1
            self._latest.update(dict.fromkeys(tags, (self.count, wall)))
            if len(self._latest) <= _MOST:
                return
        self.add_all(wall)

    def add_all(self, wall: float) -> None:
        """Everything was."""
        with self._lock:
            self.count += 1
            self._latest_of_all = self.count, wall
            self._latest = {}

    def concern(self, tags: Iterable[str], since: int) -> bool:
        """Was any of these tags invalidated since `count` had this value?"""
        if self.count == since:
            return False
        latest = self._latest
        return self._latest_of_all[0] > since or any(tag in latest and latest[tag][0] > since for tag in tags)

    def outdate(self, tags: Sequence[str], asked: float, since: int) -> bool:
        """Is a response with these tags from before an invalidation?

        Args:
            tags: the response's.
            asked: wall seconds when it was asked for, by whichever client of the store.
            since: `count` when the store was asked for it.
        """
        if not self.count:
            return False
        latest = self._latest
        if asked < self._latest_of_all[1] or any(tag in latest and asked < latest[tag][1] for tag in tags):
            return True
        return self.concern(tags, since)
