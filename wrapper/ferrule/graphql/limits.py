"""Points: what an operation costs, what is left, and when more is there. Pure."""

from __future__ import annotations

import math
import sys
from datetime import UTC, datetime

import attrs

from ferrule.call.operation import GraphQLFact
from ferrule.call.pointers import at
from ferrule.graphql.answer import Answer
from ferrule.http.waits import is_moment, moment_of

_LARGEST = 10**15 - 1  # what structured fields can have (RFC 9651, §3.3.1)


@attrs.frozen
class Limits:
    """What an answer tells of the caller's points; None for what it does not tell.

    Attributes:
        requested: what the operation costs.
        remaining: what is left.
        limit: what there is at most.
        restore: what comes back in a second.
        reset: seconds until all of it is back.
    """

    requested: float | None = None
    remaining: float | None = None
    limit: float | None = None
    restore: float | None = None
    reset: float | None = None

    @property
    def wait(self) -> float | None:
        """Seconds until there is enough for the operation; None where nobody can tell."""
        if self.requested is not None and self.remaining is not None and self.restore:
            return _time(self.requested - self.remaining, self.restore)
        return self.reset

    @property
    def is_beyond(self) -> bool:
        """Whether the operation costs more than there ever is."""
        return self.requested is not None and self.limit is not None and self.requested > self.limit > 0

    @property
    def field(self) -> bytes:
        """The same as a `RateLimit` header field; empty where too little is told."""
        reset = self.reset
        if reset is None and self.limit is not None and self.remaining is not None and self.restore:
            reset = _time(self.limit - self.remaining, self.restore)
        if self.remaining is None or reset is None:
            return b""
        return f'"points";r={_whole(self.remaining)};t={_whole(math.ceil(reset))}'.encode()


def limits_of(answer: Answer, fact: GraphQLFact, wall: float) -> Limits | None:
    """What an answer tells of limits; None for nothing.

    Args:
        answer: the answer.
        fact: where an API tells it.
        wall: seconds since the epoch now.
    """
    if answer.extensions is None:
        return None
    told = {"extensions": answer.extensions}
    numbers = {name: _number(at(told, getattr(fact, name))) for name in ("requested", "remaining", "limit", "restore")}
    reset = _until(at(told, fact.reset), wall) if fact.reset else None
    found = Limits(**numbers, reset=reset)
    return None if found == Limits() else found


def _time(points: float, restore: float) -> float:
    """Seconds until so many points are back, within bounds: a rate may be told that is next to nothing."""
    return min(max(0.0, points / restore), float(_LARGEST))


def _number(value: object) -> float | None:
    """A number of points; what is none says nothing."""
    fits = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= sys.float_info.max
    return float(value) if fits else None  # type: ignore[arg-type]


def _until(value: object, wall: float) -> float | None:
    """Seconds, from a number of them, a time stamp, or a moment as text."""
    if isinstance(value, str):
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            return None
        return max(0.0, moment.replace(tzinfo=moment.tzinfo or UTC).timestamp() - wall)
    seconds = _number(value)
    return max(0.0, moment_of(seconds) - wall) if seconds is not None and is_moment(seconds) else seconds


def _whole(value: float) -> int:
    return min(int(value), _LARGEST)
