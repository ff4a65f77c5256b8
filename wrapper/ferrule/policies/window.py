"""Counts what happened in the last seconds, in a few buckets: memory and time do not grow with the number of calls."""

from __future__ import annotations

import math

_BUCKETS = 10


class Window:
    """Totals of several kinds of events within the window, which is exact to a tenth of it. Not locked.

    Args:
        seconds: how long events are remembered.
        kinds: how many kinds are told apart.
    """

    __slots__ = ("_buckets", "_newest", "_slot", "_width", "totals")

    def __init__(self, seconds: float, kinds: int) -> None:
        self._width = seconds / _BUCKETS
        self._buckets: list[tuple[int, list[int]]] = []  # a deque takes 600 bytes, and there are few
        self._slot = -math.inf  # number of the current bucket
        self._newest: list[int] = []  # the current bucket
        self.totals = [0] * kinds

    def count(self, now: float) -> None:
        """Count one event of the first kind alone, which is what nearly all are."""
        if now // self._width != self._slot:
            self.forget(now)
        self._newest[0] += 1
        self.totals[0] += 1

    def add(self, now: float, *amounts: int) -> None:
        """Count events: one amount for each kind."""
        if now // self._width != self._slot:
            self.forget(now)
        newest, totals = self._newest, self.totals
        for kind, amount in enumerate(amounts):
            if amount:
                newest[kind] += amount
                totals[kind] += amount

    def forget(self, now: float) -> None:
        """Leave out what is too old by now."""
        slot = int(now // self._width)
        while self._buckets and self._buckets[0][0] <= slot - _BUCKETS:
            for kind, amount in enumerate(self._buckets.pop(0)[1]):
                self.totals[kind] -= amount
        if slot > self._slot:
            self._slot, self._newest = slot, [0] * len(self.totals)
            self._buckets.append((slot, self._newest))
