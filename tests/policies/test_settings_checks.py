"""Settings are refused when they cannot work, with every fault named at once."""

import math

import pytest

from ferrule.errors import ConfigError
from ferrule.policies.breaker import Breaker
from ferrule.policies.concurrency import Concurrency
from ferrule.policies.retry import Retry


@pytest.mark.parametrize(
    ("make", "named"),
    [
        (
            lambda: Retry(attempts=0, wait_cap=-1, throttle_scale=math.nan, stop=3, statuses={200}),
            ["attempts", "wait_cap", "throttle_scale", "stop", "statuses"],
        ),
        (
            lambda: Breaker(failure_ratio=0, minimum_calls=0, window=0, jitter=2, probes=True),
            ["failure_ratio", "minimum_calls", "window", "jitter", "probes"],
        ),
        (lambda: Breaker(open_for=10, open_for_cap=5), ["open_for_cap (5 s) must not be below open_for (10 s)"]),
        (lambda: Breaker(listeners=["no callable"]), ["listeners"]),
        (lambda: Concurrency(limit=0, queue=-1, max_wait=0), ["limit", "queue", "max_wait"]),
        (lambda: Concurrency(limit=1.5, max_wait="1"), ["limit", "max_wait"]),
    ],
)
def test_every_fault_is_named(make: object, named: list[str]) -> None:
    """A ConfigError lists all options that cannot work, not the first alone."""
    assert callable(make)
    with pytest.raises(ConfigError) as raised:
        make()
    assert [name for name in named if name not in str(raised.value)] == []


def test_defaults_and_extremes_are_accepted() -> None:
    """The defaults are valid, and so are the ends of each range."""
    assert Retry().attempts == 3
    assert Breaker(failure_ratio=1, jitter=0, probes=1, minimum_calls=1).probes == 1
    assert Concurrency(limit=1, queue=0, max_wait=0.5).queue == 0
