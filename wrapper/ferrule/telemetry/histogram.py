"""Durations counted in buckets that grow by a factor: percentiles to 1.1 %, and merging is adding.

The buckets are those of OpenTelemetry's exponential histograms at scale 5: bucket `i` holds what is above `2^(i/32)`
and up to `2^((i+1)/32)`. Pure.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

PER_DOUBLING = 32
_LEAST = 1e-9  # seconds: no clock tells less
NONE_AT_ALL = math.ceil(math.log2(_LEAST) * PER_DOUBLING) - 2
"""The bucket of what took no time that a clock could tell."""

_BASE = math.exp2(1 / PER_DOUBLING)


def bucket_of(seconds: float) -> int:
    """The bucket that a duration belongs to."""
    if seconds < _LEAST:
        return NONE_AT_ALL
    return math.ceil(math.log2(seconds) * PER_DOUBLING) - 1


def upper(bucket: int) -> float:
    """The longest duration of a bucket, in seconds."""
    return 0.0 if bucket == NONE_AT_ALL else math.exp2((bucket + 1) / PER_DOUBLING)


def middle(bucket: int) -> float:
    """The duration, in seconds, that is equally far, in proportion, from both ends of a bucket."""
    return 2 * upper(bucket) / (1 + _BASE)


def add(into: dict[int, int], buckets: Mapping[int, int]) -> None:
    """Merge: as if all had been counted in one."""
    for bucket, count in buckets.items():
        into[bucket] = into.get(bucket, 0) + count


def percentiles(buckets: Mapping[int, int], shares: Iterable[float]) -> list[float | None]:
    """The durations that these shares of all do not exceed (nearest rank), within 1.1 %; None where there is nothing.

    Args:
        buckets: how many there are in each.
        shares: above 0 and at most 1, ascending.
    """
    total, seen, found = sum(buckets.values()), 0, list[float | None]()
    left = iter(sorted(buckets))
    bucket = NONE_AT_ALL
    for share in shares:
        rank = math.ceil(share * total)
        while seen < rank:
            bucket = next(left)
            seen += buckets[bucket]
        found.append(middle(bucket) if total else None)
    return found
