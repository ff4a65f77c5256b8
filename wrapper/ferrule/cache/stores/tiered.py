"""A store in memory over a shared one."""

from __future__ import annotations

import attrs

from ferrule.cache.stores.base import SharedStore
from ferrule.cache.stores.memory import CacheStoreMemory
from ferrule.errors.faults import Faults


@attrs.frozen(kw_only=True)
class Tiered:
    """A store in memory over a shared one.

    What is in memory is used for `trust` seconds without a look into the shared store. So what another process
    invalidates may be served here for that long.

    Attributes:
        near: the store in memory.
        far: the shared store.
        trust: seconds (default 10).

    Raises:
        ConfigError: `near` is another kind of store, or `trust` is not above 0.
    """

    near: CacheStoreMemory
    far: SharedStore
    trust: float = 10.0

    def __attrs_post_init__(self) -> None:
        faults = Faults("Tiered")
        if not _in_memory(self.near):
            faults.add(f"near must be a CacheStoreMemory, got {type(self.near).__name__}")
        faults.number("trust", self.trust, above=True)
        faults.raise_if_any()


def _in_memory(store: object) -> bool:
    return isinstance(store, CacheStoreMemory)
