"""A private HTTP cache: the rules of RFC 9111 as pure decisions, and the stores. `policies/cache.py` acts on them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ferrule.cache.settings import Cache
    from ferrule.cache.stores.base import Tiered
    from ferrule.cache.stores.memory import MemoryStore
    from ferrule.cache.stores.redis import RedisStore
    from ferrule.cache.stores.sqlite import SqliteStore

__all__ = ["Cache", "MemoryStore", "RedisStore", "SqliteStore", "Tiered"]

# Imported when asked for: most clients need no store but the one in memory.
_HOMES = {"Cache": "settings", "Tiered": "stores.base", "MemoryStore": "stores.memory", "RedisStore": "stores.redis"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'stores.sqlite')}"), name)
