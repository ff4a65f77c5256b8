"""A forked child waits for no lock of its parent's."""

from __future__ import annotations

from typing import Any

import pytest

from ferrule.policies.breaker import Breaker, BreakerPolicy
from ferrule.policies.budget import Account, Budget
from ferrule.policies.concurrency import Concurrency, ConcurrencyPolicy
from ferrule.policies.cookies import CookieJar
from ferrule.policies.hedge import Hedge, HedgePolicy
from ferrule.policies.rate_limit import RateLimit, RateLimitPolicy
from forked import is_free_in_child, needs_fork


@needs_fork
@pytest.mark.parametrize(
    "made",
    [
        Account(Budget()),
        BreakerPolicy(Breaker()),
        ConcurrencyPolicy(Concurrency()),
        CookieJar("https://api.shop.test"),
        HedgePolicy(Hedge(after=1.0)),
        RateLimitPolicy(RateLimit()),
    ],
    ids=lambda made: type(made).__name__,
)
def test_a_child_has_locks_of_its_own(made: Any) -> None:
    """Who held one when the process forked does not exist in the child, and would never let go."""
    assert is_free_in_child(lambda: made._lock)
