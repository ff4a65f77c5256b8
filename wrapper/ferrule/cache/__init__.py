"""A private HTTP cache: the rules of RFC 9111 as pure decisions, the policy that acts on them, and the stores."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ferrule.cache.settings import Cache
    from ferrule.cache.stores.memory import CacheStoreMemory
    from ferrule.cache.stores.redis import CacheStoreRedis
    from ferrule.cache.stores.sqlite import SqliteStore
    from ferrule.cache.stores.tiered import Tiered

__all__ = ["Cache", "CacheStoreMemory", "CacheStoreRedis", "SqliteStore", "Tiered"]

# Imported at their first use: most clients need no store but the one in memory.
_HOMES = {
    "Cache": "settings",
    "CacheStoreMemory": "stores.memory",
    "CacheStoreRedis": "stores.redis",
    "SqliteStore": "stores.sqlite",
    "Tiered": "stores.tiered",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
