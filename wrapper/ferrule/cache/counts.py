"""How a client's calls were answered."""

from __future__ import annotations

import threading

from ferrule.runtime.forks import reset_in_child


class CallCounts:
    """Counts since the client was made."""

    def __init__(self) -> None:
        self._values: dict[str, int] = dict.fromkeys(
            ("hit", "stale", "validated", "collapsed", "miss", "refused", "stored"), 0
        )
        self.after_fork()
        reset_in_child(self)

    def after_fork(self) -> None:
        self._lock = threading.Lock()

    def add(self, name: str) -> None:
        """Count one."""
        with self._lock:
            self._values[name] += 1

    def read(self) -> dict[str, int]:
        """A copy of all counts."""
        with self._lock:
            return dict(self._values)
