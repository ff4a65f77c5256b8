"""What was invalidated while calls were under way: a response that set out before it must not be stored after it."""

from __future__ import annotations

import threading
from collections.abc import Iterable

from ferrule.runtime.forks import reset_in_child

_MOST = 10_000  # tags remembered; beyond, all calls under way are taken to be concerned


class Invalidations:
    """Counts invalidations, and knows which was the latest of each tag."""

    def __init__(self) -> None:
        self.after_fork()
        reset_in_child(self)

    def after_fork(self) -> None:
        self._lock = threading.Lock()
        self._latest: dict[str, int] = {}
        self._latest_of_all = 0
        self.count = 0

    def add(self, tags: Iterable[str]) -> None:
        """These tags were invalidated."""
        with self._lock:
            self.count += 1
            self._latest.update(dict.fromkeys(tags, self.count))
            if len(self._latest) <= _MOST:
                return
        self.add_all()

    def add_all(self) -> None:
        """Everything was."""
        with self._lock:
            self.count += 1
            self._latest_of_all = self.count
            self._latest = {}

    def concern(self, tags: Iterable[str], since: int) -> bool:
        """Was any of these tags invalidated since `count` had this value?"""
        if self.count == since:
            return False
        latest = self._latest
        return self._latest_of_all > since or any(latest.get(tag, 0) > since for tag in tags)
