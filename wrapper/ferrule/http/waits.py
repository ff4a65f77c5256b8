"""Moments that numbers stand for, and the waits until then."""

from __future__ import annotations

from typing import NamedTuple

_EPOCH_FROM = 1e9  # no wait lasts thirty years: a number from here on is a moment
_SECONDS_BELOW = 1e11  # the year 5138, or 1973 in milliseconds


class Wait(NamedTuple):
    """What a server asks for.

    Attributes:
        seconds: how long.
        field: the header field that says so, as it is known.
        moment: it was named as a moment, at which all who were told it would come back together.
    """

    seconds: float
    field: str
    moment: bool = False


def is_moment(number: float) -> bool:
    """True for a number too large for a wait: it can only be a time stamp."""
    return number >= _EPOCH_FROM


def moment_of(number: float) -> float:
    """Seconds since the epoch of a time stamp in seconds, ms, µs or ns, told apart by its size."""
    while number >= _SECONDS_BELOW:
        number /= 1000
    return number


def spread(seconds: float) -> float:
    """Seconds over which those return who were told the same moment: a tenth of the wait, from 1 s to 10 s."""
    return min(max(1.0, seconds / 10), 10.0)


def in_words(seconds: float) -> str:
    """A wait for people: `1.5 s`, `20 min`, `3 days`."""
    if seconds < 1000:
        return f"{seconds:.3g} s"
    for unit, length, most in (("min", 60, 120), ("h", 3600, 48), ("days", 86_400, 1000), ("years", 31_557_600, 1000)):
        if seconds < length * most:
            return f"{seconds / length:.0f} {unit}"
    return "more than 1000 years"
