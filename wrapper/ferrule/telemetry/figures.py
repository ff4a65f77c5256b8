"""What statistics say: frozen objects, and the same as JSON data.

Durations are in seconds. What is not known is None.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from enum import Enum
from typing import Any

import attrs

from ferrule.call import Moment
from ferrule.policies.breaker_settings import Change


@attrs.frozen
class Waits:
    """Waits of one kind.

    Attributes:
        count: how many.
        seconds: how long, together.
    """

    count: int
    seconds: float


@attrs.frozen
class WindowStats:
    """What became of the calls that ended in a span of time.

    Attributes:
        seconds: how long the span is.
        calls: calls that ended.
        succeeded: those with a status below 400.
        cancelled: those that their caller gave up. They count for no success rate.
        success_rate: share of success in the others; None without any.
        per_second: calls a second.
        attempts: attempts of all of them; none where the cache answered.
        mean, p50, p95, p99: seconds a call took, waits and retries included; percentiles are within 1.1 %.
        errors: how often calls failed, by status (`503`) or class of the error (`CircuitOpen`).
        retries: further attempts, by what the attempt before came to: status or class of the error.
        cache: how often the cache answered: `hit`, `stale`, `validated`, `collapsed`, `refused`.
        waits: by reason: `retry`, `queue`, `rate-limit`, `token`, `retry-budget`.
    """

    seconds: float
    calls: int
    succeeded: int
    cancelled: int
    success_rate: float | None
    per_second: float
    attempts: int
    mean: float | None
    p50: float | None
    p95: float | None
    p99: float | None
    errors: Mapping[str, int]
    retries: Mapping[str, int]
    cache: Mapping[str, int]
    waits: Mapping[str, Waits]


@attrs.frozen
class Series:
    """Calls of an operation in the last ten minutes, in steps, oldest first; the last step has only begun.

    Attributes:
        step: seconds of one.
        calls: calls that ended in each.
        failed: those of them that failed.
    """

    step: float
    calls: tuple[int, ...]
    failed: tuple[int, ...]


@attrs.frozen
class History:
    """What became of all calls of a client in the last ten minutes, in steps, oldest first.

    Attributes:
        step: seconds of one.
        begun: seconds since the last one began.
        calls: calls that ended in each.
        failed: those that failed.
        refused: those of the failed that a circuit, a limit or a queue held back.
        cancelled: those that their caller gave up.
        cached: those that the cache answered.
        attempts: attempts of all of them.
        p50, p95, p99: seconds they took, None where none ended.
    """

    step: float
    begun: float
    calls: tuple[int, ...]
    failed: tuple[int, ...]
    refused: tuple[int, ...]
    cancelled: tuple[int, ...]
    cached: tuple[int, ...]
    attempts: tuple[int, ...]
    p50: tuple[float | None, ...]
    p95: tuple[float | None, ...]
    p99: tuple[float | None, ...]


@attrs.frozen
class OperationStats:
    """One operation.

    Attributes:
        id: as the description names it; `ready-made` stands for requests that name no operation, `other` for all
            beyond the 2000 that are kept apart.
        name: as users call it (`users.get_by_username`).
        minute: the last minute, to ten seconds.
        ten_minutes: the last ten minutes.
        ever: since the start.
        series: for spark lines.
    """

    id: str
    name: str
    minute: WindowStats
    ten_minutes: WindowStats
    ever: WindowStats
    series: Series


@attrs.frozen
class Failure:
    """One failed call.

    Attributes:
        number: of the failed calls, from 1.
        at: seconds since the epoch when it ended.
        operation: name of the operation.
        kind: status or class of the error.
        explanation: one line: what happened, after which attempts, and what to do; no word of the answer's body.
        duration: seconds the call took.
        timeline: attempts, waits and decisions, in order of time.
    """

    number: int
    at: float
    operation: str
    kind: str
    explanation: str
    duration: float
    timeline: tuple[Moment, ...]


@attrs.frozen
class CircuitChange:
    """A circuit changed its state: as `Change`, `at` in seconds since the epoch."""

    circuit: str
    before: str
    after: str
    at: float
    reason: str

    @classmethod
    def of(cls, change: Change, at: float) -> CircuitChange:
        """The same at another time."""
        return cls(change.circuit, change.before.value, change.after.value, at, change.reason)


@attrs.frozen
class QueueStats:
    """The bulkhead: calls on the wire, calls that wait for a place, and how many may at once."""

    active: int
    queued: int
    limit: int
    queue: int


@attrs.frozen
class LimiterStats:
    """The rate limit.

    Attributes:
        rate: calls allowed in `per` seconds; None without a limit of the client's own.
        per: seconds.
        waiting: calls that wait, for the client's own limit or a quota of the server.
    """

    rate: float | None
    per: float
    waiting: int


@attrs.frozen
class BudgetStats:
    """The retry budget: extra requests that may be made now, and what is left of its reserve."""

    left: float
    reserve: float


def as_json(value: object) -> Any:
    """Figures as JSON data."""
    plain: Any = value
    if fields := fields_of(type(value)):
        return {name: as_json(getattr(value, name)) for name in fields}
    if issubclass(type(value), Mapping):
        return {str(name): as_json(one) for name, one in plain.items()}
    if issubclass(type(value), frozenset):
        return sorted(plain)
    if issubclass(type(value), tuple):
        return [as_json(one) for one in plain]
    if isinstance(value, Enum):
        return value.value
    return None if isinstance(value, float) and not math.isfinite(value) else plain


def fields_of(kind: type[Any]) -> tuple[str, ...]:
    """Names of the fields of a class of attrs or msgspec; none of another."""
    described: Any = getattr(kind, "__attrs_attrs__", ())
    names: tuple[str, ...] = getattr(kind, "__struct_fields__", ())
    return names or tuple(field.name for field in described)
