"""A store as the policy uses it: run where it may block, and never a reason for a call to fail."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Sequence
from typing import TypeVar

from ferrule.cache.entry import Record
from ferrule.cache.stores.base import Store
from ferrule.runtime.base import Runtime

T = TypeVar("T")

_log = logging.getLogger("ferrule")
_PAUSE = 5.0  # seconds a store that failed is left alone, so that an unreachable one does not slow each call


class Guard:
    """Every failure of the store is a miss and one warning.

    Args:
        store: the store.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self._until = -math.inf
        self.failures = 0

    async def find(self, runtime: Runtime, keys: Sequence[bytes]) -> tuple[bytes, Record] | None:
        """The record of the first of these keys that has one."""
        wall, store = runtime.wall(), self.store
        for key in keys:
            if (record := store.peek(key, wall)) is not None:
                return key, record
        if not store.waits:
            return None

        def get() -> tuple[bytes, Record] | None:
            for key in keys:
                if (record := store.get(key, wall)) is not None:
                    return key, record
            return None

        return await self.run(runtime, get, None)

    async def put(self, runtime: Runtime, key: bytes, record: Record) -> None:
        """Keep a record."""
        wall = runtime.wall()
        await self.run(runtime, lambda: self.store.put(key, record, wall), None)

    async def delete(self, runtime: Runtime, key: bytes) -> None:
        """Forget a record."""
        await self.run(runtime, lambda: self.store.delete(key), None)

    async def delete_tagged(self, runtime: Runtime, tags: Sequence[str]) -> int:
        """Forget all records with any of these tags."""
        return await self.run(runtime, lambda: sum(self.store.delete_tagged(tag) for tag in tags), 0)

    async def run(self, runtime: Runtime, work: Callable[[], T], otherwise: T) -> T:
        """The result of work on the store, or `otherwise` when the store fails."""
        if runtime.now() < self._until:
            return otherwise
        try:
            return await runtime.offload(work) if self.store.waits else work()
        except Exception as error:
            self._until = runtime.now() + _PAUSE
            self.failures += 1
            # By kind alone: the text of a driver's error may name a host, a user or a password.
            _log.warning(
                "the cache store %s failed (%s); calls go on without it for %g s",
                type(self.store).__name__, type(error).__name__, _PAUSE,
            )  # fmt: skip
            return otherwise
