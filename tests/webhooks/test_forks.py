"""A forked child waits for no lock of its parent's."""

from ferrule.webhooks import ReplayStoreMemory
from forked import is_free_in_child, needs_fork


@needs_fork
def test_a_child_has_a_lock_of_its_own() -> None:
    """Who held it when the process forked does not exist in the child, and would never let go."""
    store = ReplayStoreMemory()
    assert is_free_in_child(lambda: store._lock)
