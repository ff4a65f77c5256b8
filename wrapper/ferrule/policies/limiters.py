"""Two ways to count calls against a rate of the client's own. Pure; no clock, no lock."""

from __future__ import annotations

import math
from collections import deque
from typing import Protocol

_ROUNDING = 1e-9  # weights may be fractions


class Limiter(Protocol):
    """Says when calls may go. Pure; no clock, no lock."""

    def delay(self, weight: float, now: float) -> float:
        """Seconds until so many calls may go, 0 for now. Weights above what ever fits count as what fits."""
        ...

    def take(self, weight: float, now: float) -> None:
        """Count calls that go now."""
        ...


class TokenBucket:
    """Tokens drop in at an even rate, up to a burst; each call takes one."""

    def __init__(self, rate: float, per: float, burst: float) -> None:
        self._a_second = rate / per
        self._burst = max(burst, 1.0)
        self._tokens = self._burst
        self._filled = -math.inf

    def delay(self, weight: float, now: float) -> float:
        self._fill(now)
        return max(0.0, (min(weight, self._burst) - self._tokens) / self._a_second)

    def take(self, weight: float, now: float) -> None:
        self._fill(now)
        self._tokens -= min(weight, self._burst)

    def _fill(self, now: float) -> None:
        self._tokens = min(self._burst, self._tokens + (now - self._filled) * self._a_second)
        self._filled = now


class SlidingWindow:
    """Remembers each call for `per` seconds, so that no window of that length ever holds more than `rate`."""

    def __init__(self, rate: float, per: float) -> None:
        self._rate = rate
        self._per = per
        self._calls: deque[tuple[float, float]] = deque()  # moment, weight
        self._taken = 0.0

    def delay(self, weight: float, now: float) -> float:
        while self._calls and now - self._calls[0][0] >= self._per:
            self._taken -= self._calls.popleft()[1]
        if not self._calls:
            self._taken = 0.0  # what rounding has left
        excess, wait = self._taken + min(weight, self._rate) - self._rate, 0.0
        for moment, taken in self._calls:
            if excess <= _ROUNDING:
                break
            excess -= taken
            wait = moment + self._per - now
        return wait

    def take(self, weight: float, now: float) -> None:
        weight = min(weight, self._rate)
        self._calls.append((now, weight))
        self._taken += weight
