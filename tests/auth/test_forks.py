"""A forked child waits for no lock of its parent's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ferrule.auth.state import TokenState
from ferrule.auth.stores.file import FileStore
from ferrule.auth.stores.memory import TokenStoreMemory
from forked import is_free_in_child, needs_fork


@needs_fork
@pytest.mark.parametrize(
    "made",
    [TokenState(), FileStore(Path("nowhere")), TokenStoreMemory()],
    ids=lambda made: type(made).__name__,
)
def test_a_child_has_locks_of_its_own(made: Any) -> None:
    """Who held one when the process forked does not exist in the child, and would never let go."""
    assert is_free_in_child(lambda: made._lock)
