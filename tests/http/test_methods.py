"""What methods promise, in every place that goes by it."""

from __future__ import annotations

from ferrule.errors import ReadFailed
from ferrule.http.methods import IDEMPOTENT, SAFE
from ferrule.policies.hedge import Hedge
from ferrule.policies.retry_rules import Retry
from worlds import OPERATION


def test_every_place_means_the_same_methods() -> None:
    """Retries, hedges and the advice of errors go by one list, in which QUERY is safe and PATCH promises nothing."""
    assert {"GET", "QUERY"} <= SAFE < IDEMPOTENT
    assert {"POST", "PATCH"}.isdisjoint(IDEMPOTENT)
    assert Retry().methods == IDEMPOTENT
    assert Hedge().methods == SAFE
    assert Hedge(methods=IDEMPOTENT).methods == IDEMPOTENT
    for method in ("QUERY", "PUT", "PATCH"):
        error = ReadFailed("broken")
        error.operation, error.may_have_acted = OPERATION.__class__("shop", "o", "o", method, "/o"), True
        assert ("find out before sending it again" in str(error)) is (method not in IDEMPOTENT)
