"""A budget for extra requests, shared by all calls of a client.

Three attempts a call are three times the load, just when the server can bear least. What one call may do for itself,
all calls together must not do. So extra requests are a share of the recent calls.

A reserve lets a client with few calls retry too. It is a loan: the calls that follow pay it off before they earn
again. Calls that succeed fill it up, time does not. So over an outage a client makes `ratio` times its calls as extra
requests, or the reserve, whichever is more. Neither new clients nor slow ones add up to a burst.
"""

from __future__ import annotations

import threading

import attrs

from ferrule.errors.faults import Faults
from ferrule.policies.window import Window
from ferrule.runtime.forks import reset_in_child

_ROUNDING = 1e-9  # ten tenths are one, whatever floating point makes of them


@attrs.frozen(kw_only=True)
class Budget:
    """Settings of a budget for retries, or for hedges.

    Attributes:
        ratio: extra requests for each call of the window (default 0.2: at most 20 % more load).
        reserve: extra requests that may be made ahead of calls (default 5.0). Each call that succeeds at its first
            attempt gives back `ratio` of one.
        window: seconds that calls and extra requests are remembered for (default 10.0).

    Raises:
        ConfigError: a value is out of range; all faults are listed.
    """

    ratio: float = 0.2
    reserve: float = 5.0
    window: float = 10.0

    def __attrs_post_init__(self) -> None:
        faults = Faults("Budget")
        faults.number("ratio", self.ratio, most=1.0)
        faults.number("reserve", self.reserve)
        faults.number("window", self.window, above=True)
        faults.raise_if_any()

    def __str__(self) -> str:
        return f"{self.ratio:.0%} of the calls of the last {self.window:g} s, and a reserve of {self.reserve:g}"


class Account:
    """What is left of a budget. Shared by all calls of a client, from any thread."""

    def __init__(self, settings: Budget) -> None:
        self._settings = settings
        self.after_fork()
        reset_in_child(self)

    def after_fork(self) -> None:
        self._lock = threading.Lock()
        self._window = Window(self._settings.window, kinds=2)  # calls, extra requests
        self._reserve = self._settings.reserve
        self._owed = 0.0

    @property
    def reserve(self) -> float:
        """What is left of the reserve."""
        return self._reserve

    def left(self, now: float) -> float:
        """Extra requests that may be made now."""
        with self._lock:
            self._window.forget(now)
            calls, extra = self._window.totals
            return max(0.0, self._settings.ratio * calls - extra) + self._reserve

    def deposit(self, now: float) -> None:
        """A call begins."""
        with self._lock:
            if self._owed > _ROUNDING:
                self._owed -= self._settings.ratio
            else:
                self._window.count(now)

    def succeed(self) -> None:
        """A call succeeded at its first attempt."""
        if self._reserve < self._settings.reserve:
            with self._lock:
                self._reserve = min(self._settings.reserve, self._reserve + self._settings.ratio)

    def withdraw(self, now: float) -> bool:
        """Take one extra request out, if there is one."""
        with self._lock:
            self._window.forget(now)
            calls, extra = self._window.totals
            if extra + 1 <= self._settings.ratio * calls + _ROUNDING:
                self._window.add(now, 0, 1)
            elif self._reserve >= 1 - _ROUNDING:
                self._reserve = max(0.0, self._reserve - 1)
                self._owed += 1
            else:
                return False
            return True
