"""Counts what happened in the last seconds, in a few buckets: memory and time do not grow with the number of calls."""

from __future__ import annotations

from collections import deque

_BUCKETS = 10


class Window:
    """Totals of several kinds of events, forgotten when they are older than the window, to a tenth of it. Not locked.

    Args:
        seconds: how long events are remembered.
        kinds: how many kinds are told apart.
    """

    __slots__ = ("_buckets", "_width", "totals")

    def __init__(self, seconds: float, kinds: int) -> None:
        self._width = seconds / _BUCKETS
        self._buckets: deque[tuple[int, list[int]]] = deque()
        self.totals = [0] * kinds

    def add(self, now: float, *amounts: int) -> None:
        """Count events: one amount for each kind."""
        self.forget(now)
        slot = int(now // self._width)
        if not self._buckets or self._buckets[-1][0] < slot:
            self._buckets.append((slot, [0] * len(self.totals)))
        newest = self._buckets[-1][1]
        for kind, amount in enumerate(amounts):
            newest[kind] += amount
            self.totals[kind] += amount

    def forget(self, now: float) -> None:
        """Leave out what is too old by now."""
        oldest = int(now // self._width) - _BUCKETS
        while self._buckets and self._buckets[0][0] <= oldest:
            for kind, amount in enumerate(self._buckets.popleft()[1]):
                self.totals[kind] -= amount
