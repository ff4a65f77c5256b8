"""How many calls an API bears at once, found by trying: additive increase, multiplicative decrease.

Pure: no clock, no lock.

What counts is whether calls are dropped: by a timeout, a broken connection, 408, 429, 503 or 504. Latency was tried
as a second signal, and did no better (`benchmarks/fleet/adaptive.py`). What latency is usual must be learnt from the
same calls. So the limit either follows the congestion up, or takes noise for congestion and gives most of the
capacity away.
"""

from __future__ import annotations

import math

import attrs

from ferrule.call import Response
from ferrule.errors import ConnectFailed, WireError
from ferrule.errors.faults import Faults


@attrs.frozen(kw_only=True)
class Adaptive:
    """Settings of an adaptive limit; `Concurrency.limit` is the most it may reach.

    Attributes:
        initial: calls on the wire at once to begin with, a whole number (default 20).
        minimum: the least it shrinks to, a whole number, so that there is always something to learn from (default 2).
        backoff: what is left of the limit after a drop, above 0 and below 1 (default 0.7).

    Raises:
        ConfigError: a value is out of range; all faults are listed.
    """

    initial: int = 20
    minimum: int = 2
    backoff: float = 0.7

    def __attrs_post_init__(self) -> None:
        faults = Faults("Adaptive")
        faults.whole("initial", self.initial, least=1)
        faults.whole("minimum", self.minimum, least=1)
        faults.number("backoff", self.backoff, most=0.99, above=True)
        faults.raise_if_any()


class Aimd:
    """The limit. It grows by one for each full round of answers, and shrinks at most once for each round of drops."""

    def __init__(self, settings: Adaptive, most: int) -> None:
        self._settings = settings
        self._most = float(most)
        self._limit = float(min(settings.initial, most))
        self._shrunk = -math.inf

    @property
    def limit(self) -> int:
        """Calls that may be on the wire at once."""
        return int(self._limit)

    def answered(self, active: int) -> None:
        """An answer came while so many calls were on the wire, itself included."""
        if active * 2 >= self._limit:  # otherwise the limit held nobody back, and nothing was learnt about more
            self._limit = min(self._most, self._limit + 1 / self._limit)

    def dropped(self, began: float, now: float) -> None:
        """A call that was sent at `began` was dropped."""
        if began > self._shrunk:  # calls that were on the wire when it last shrank tell nothing new
            self._limit = max(float(self._settings.minimum), self._limit * self._settings.backoff)
            self._shrunk = now


def is_drop(outcome: Response | BaseException) -> bool | None:
    """Was the call dropped for too much load? None when it says nothing either way."""
    if isinstance(outcome, Response):
        return outcome.status_code in (408, 429, 503, 504)
    return True if isinstance(outcome, WireError) and not isinstance(outcome, ConnectFailed) else None
