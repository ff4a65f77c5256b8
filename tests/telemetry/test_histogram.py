"""Durations in buckets: percentiles near the exact ones, and merging that loses nothing."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ferrule.telemetry.histogram import NONE_AT_ALL, add, bucket_of, middle, percentiles, upper

SECONDS = st.floats(1e-9, 1e6)


def counted(samples: list[float]) -> dict[int, int]:
    """Samples in buckets."""
    buckets: dict[int, int] = {}
    for seconds in samples:
        bucket = bucket_of(seconds)
        buckets[bucket] = buckets.get(bucket, 0) + 1
    return buckets


@pytest.mark.parametrize(
    "draw", [lambda r: r.lognormvariate(-3, 1.5), lambda r: r.random(), lambda r: r.paretovariate(1.2)]
)
def test_percentiles_of_a_million_are_within_one_and_a_half_percent(draw) -> None:
    """Of whatever distribution: the error is that of the buckets, 1.1 %."""
    source = random.Random(7)
    samples = [draw(source) for _ in range(1_000_000)]
    found = percentiles(counted(samples), (0.5, 0.95, 0.99, 0.999))
    samples.sort()
    for share, seconds in zip((0.5, 0.95, 0.99, 0.999), found, strict=True):
        exact = samples[math.ceil(share * len(samples)) - 1]
        assert seconds == pytest.approx(exact, rel=0.015)


@given(SECONDS)
def test_a_duration_lies_in_its_bucket(seconds: float) -> None:
    """Above what the bucket before holds, and not above its own end; its middle is near."""
    bucket = bucket_of(seconds)
    assert upper(bucket - 1) * (1 - 1e-9) < seconds <= upper(bucket) * (1 + 1e-9)
    assert middle(bucket) == pytest.approx(seconds, rel=0.011)


@given(st.lists(SECONDS), st.lists(SECONDS))
def test_merging_is_adding(some: list[float], others: list[float]) -> None:
    """Two that are merged are one that counted all."""
    merged = counted(some)
    add(merged, counted(others))
    assert merged == counted([*some, *others])


@given(st.lists(SECONDS, min_size=1), st.floats(0.001, 1.0))
def test_a_percentile_is_near_that_of_the_samples(samples: list[float], share: float) -> None:
    """By nearest rank, of few as of many."""
    (found,) = percentiles(counted(samples), (share,))
    assert found == pytest.approx(sorted(samples)[math.ceil(share * len(samples)) - 1], rel=0.011)


def test_nothing_has_no_percentiles_and_no_time_has_its_own_bucket() -> None:
    """What took no time is told as 0, and what was never counted as nothing."""
    assert percentiles({}, (0.5, 0.99)) == [None, None]
    assert bucket_of(0.0) == bucket_of(1e-12) == NONE_AT_ALL < bucket_of(1e-9)
    assert percentiles({NONE_AT_ALL: 3}, (0.5,)) == [0.0]
