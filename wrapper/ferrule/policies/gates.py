"""What a call must pass before it is made, and the lines of calls that wait for it.

Not locked: `RateLimitPolicy` holds its lock around each method.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol, TypeVar

from ferrule.policies.limiters import Limiter, TokenBucket
from ferrule.policies.quotas import Permit, Quotas
from ferrule.runtime.base import Event

T_co = TypeVar("T_co", covariant=True)


class Gate(Protocol[T_co]):
    """What a call passes, or waits for."""

    @property
    def what(self) -> str:
        """Its name in errors and traces."""
        ...

    @property
    def told_by(self) -> str:
        """The header field that closed it; empty where none did."""
        ...

    @property
    def spread(self) -> float:
        """Seconds over which the calls that waited return; 0 where they may return together."""
        ...

    @property
    def pace(self) -> float:
        """Seconds that each waiting call of weight 1 adds for those behind it, 0 when that cannot be told."""
        ...

    @property
    def asks(self) -> bool:
        """True while news is on the way by which calls may go before the time that `delay` tells."""
        ...

    def delay(self, weight: float, now: float) -> float:
        """Seconds until a call of this weight may go, 0 for now."""
        ...

    def take(self, weight: float, now: float) -> T_co:
        """Count a call that goes now."""
        ...


class OwnGate:
    """The client's own limit."""

    told_by = ""
    spread = 0.0
    asks = False

    def __init__(self, kept_by: Limiter, rate: float, per: float) -> None:
        self._limiter = kept_by
        self.what = f"the client's own limit of {rate:g} calls in {per:g} s"
        self.pace = per / rate if isinstance(kept_by, TokenBucket) else 0.0

    def delay(self, weight: float, now: float) -> float:
        return self._limiter.delay(weight, now)

    def take(self, weight: float, now: float) -> None:
        self._limiter.take(weight, now)


class ServerGate:
    """The server's quotas for one operation."""

    pace = 0.0

    def __init__(self, quotas: Quotas, operation: str) -> None:
        self._quotas = quotas
        self._operation = operation

    @property
    def what(self) -> str:
        names = ", ".join(quota.name for quota in self._quotas.of(self._operation) if quota.name)
        return f"the server's quota ({names})" if names else "the server's quota"

    @property
    def told_by(self) -> str:
        return self._quotas.told_by(self._operation)

    @property
    def asks(self) -> bool:
        return self._quotas.asks(self._operation)

    @property
    def spread(self) -> float:
        return max((quota.spread for quota in self._quotas.of(self._operation)), default=0.0)

    def delay(self, weight: float, now: float) -> float:
        return self._quotas.delay(self._operation, self._quotas.of(self._operation), weight, now)

    def take(self, weight: float, now: float) -> Permit:
        return self._quotas.take(self._operation, self._quotas.of(self._operation), weight)


class Waiter:
    """A call in a line.

    Attributes:
        weight: what it counts for.
        event: set when it should look again.
        due: monotonic time from which it may go, once that is drawn: who waited for the same moment must not return
            together.
    """

    __slots__ = ("due", "event", "weight")

    def __init__(self, weight: float, event: Event) -> None:
        self.weight = weight
        self.event = event
        self.due: float | None = None


class Lines:
    """The lines of waiting calls, in order of arrival. Only the first of a line looks at its gate: nobody overtakes."""

    def __init__(self) -> None:
        self._lines: dict[object, dict[Waiter, None]] = {}

    def __len__(self) -> int:
        return sum(map(len, self._lines.values()))

    def of(self, key: object) -> Collection[Waiter]:
        """The calls that wait in one line."""
        return self._lines.get(key, ())

    def join(self, key: object, waiter: Waiter) -> None:
        """To the end of the line."""
        self._lines.setdefault(key, {})[waiter] = None

    def is_first(self, key: object, waiter: Waiter) -> bool:
        """True when it is this one's turn to look."""
        return next(iter(self._lines[key])) is waiter

    def leave(self, key: object, waiter: Waiter) -> None:
        """Leave the line from any place in it. The first of those left looks again."""
        line = self._lines[key]
        del line[waiter]
        if line:
            next(iter(line)).event.set()
        else:
            del self._lines[key]

    def wake(self) -> None:
        """Let the first of each line look again, because the server has told something new."""
        for line in self._lines.values():
            next(iter(line)).event.set()
