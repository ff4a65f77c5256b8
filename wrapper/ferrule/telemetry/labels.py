"""Labels of metrics: few, whatever servers and users come up with."""

from __future__ import annotations

import threading

from ferrule.runtime.forks import reset_in_child

OTHER = "other"


class Bounded:
    """The first values as they are, and `other` for all beyond.

    Args:
        most: how many are told apart.
    """

    def __init__(self, most: int = 100) -> None:
        self._most = most
        self._known: set[str] = set()
        self.after_fork()
        reset_in_child(self)

    def after_fork(self) -> None:
        self._lock = threading.Lock()

    def __call__(self, value: str) -> str:
        """What stands for a value."""
        if value in self._known:
            return value
        with self._lock:
            if len(self._known) >= self._most:
                return OTHER
            self._known.add(value)
        return value
