"""The sandbox's own time, which a test can move forward."""

from __future__ import annotations

import time
from collections.abc import Callable

_FARTHEST = 100 * 366 * 86_400.0  # seconds


class Clock:
    """Wall-clock time that can be advanced: tokens expire without anyone waiting.

    Args:
        now: where the time comes from, seconds since the epoch.
    """

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        self._now = now
        self._ahead = 0.0

    def now(self) -> float:
        """Seconds since the epoch."""
        return self._now() + self._ahead

    def advance(self, seconds: float) -> None:
        """Move the time forward by `seconds`; a `ValueError` where it would move back, or past a hundred years."""
        if not seconds >= 0:  # NaN is neither
            raise ValueError("a clock only moves forward")
        if seconds > _FARTHEST - self._ahead:
            raise ValueError("a clock moves forward by a hundred years at most: dates beyond cannot be written")
        self._ahead += seconds

    def reset(self) -> None:
        """Back to the time it was made with."""
        self._ahead = 0.0
