"""A forked child waits for no lock of its parent's."""

from __future__ import annotations

from typing import Any

import pytest

from ferrule.cache import CacheStoreMemory
from ferrule.cache.coalescing import Coalescer
from ferrule.cache.invalidations import Invalidations
from ferrule.cache.owed import Owed
from ferrule.cache.refreshing import Refresher
from forked import is_free_in_child, needs_fork


@needs_fork
@pytest.mark.parametrize(
    "made",
    [CacheStoreMemory(), Coalescer(), Invalidations(), Owed(), Refresher(None)],  # type: ignore[arg-type]
    ids=lambda made: type(made).__name__,
)
def test_a_child_has_locks_of_its_own(made: Any) -> None:
    """Who held one when the process forked does not exist in the child, and would never let go."""
    assert is_free_in_child(lambda: made._lock)
