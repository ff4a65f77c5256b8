"""The stores as the policy uses them: one in memory, one shared, or both; and never a reason for a call to fail."""

from __future__ import annotations

import errno
import logging
import math
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

import attrs

from ferrule.cache.entry import Record
from ferrule.cache.invalidations import Invalidations
from ferrule.cache.owed import Deletion, Owed
from ferrule.cache.stores.base import SharedStore, Stats
from ferrule.cache.stores.memory import CacheStoreMemory
from ferrule.cache.stores.tiered import Tiered
from ferrule.errors import ConfigError
from ferrule.policies.announcer import Announcer
from ferrule.policies.details import CacheChange
from ferrule.runtime.base import Runtime

T = TypeVar("T")

_log = logging.getLogger("ferrule")
_QUIET = 300.0  # seconds between warnings of a store that keeps failing
_PAUSE = 5.0  # seconds a store that failed is left alone, so that an unreachable one does not slow each call


class Guard:
    """The stores of one client. Every failure of a shared store is a miss, and at most one warning in five minutes.

    A store in memory is used as it is. A shared one may block, so it is used through `runtime.offload` alone. What it
    was to forget while it failed, it is told before it is asked anything else; and what another client has put there
    from before an invalidation that this one knows of is a miss.

    Args:
        store: the store that the settings name; None for one in memory.
        announcer: told of invalidations, and of a shared store that fails; None for nobody.

    Attributes:
        near: the store in memory, if any.
        far: the shared store, if any.
        invalidations: what was invalidated by this client.
    """

    def __init__(
        self, store: CacheStoreMemory | SharedStore | Tiered | None, announcer: Announcer | None = None
    ) -> None:
        self._announcer = announcer or Announcer()
        self.near: CacheStoreMemory | None = None
        self.far: SharedStore | None = None
        self._trust = math.inf
        self._until = -math.inf
        self._quiet_until = -math.inf
        self.invalidations = Invalidations()
        self._owed = Owed()
        if isinstance(store, Tiered):
            self.near, self.far, self._trust = store.near, store.far, store.trust
        elif store is None or isinstance(store, CacheStoreMemory):
            self.near = store or CacheStoreMemory()
        else:
            self.far = store

    def peek(self, key: bytes, wall: float) -> Record | None:
        """What is in memory and may be trusted."""
        if self.near is None:
            return None
        record = self.near.get(key, wall)
        return record if record is None or wall - record.seen <= self._trust else None

    def find_near(self, keys: Sequence[bytes], wall: float) -> tuple[bytes, Record] | None:
        """The record of the first of these keys that has one in memory."""
        for key in keys:
            if (record := self.peek(key, wall)) is not None:
                return key, record
        return None

    async def find(self, runtime: Runtime, keys: Sequence[bytes]) -> tuple[bytes, Record] | None:
        """The record of the first of these keys that has one, in memory before the shared store."""
        wall, far = runtime.wall(), self.far
        if (found := self.find_near(keys, wall)) is not None or far is None:
            return found
        for key in keys:
            if (record := await self._fetch(runtime, far, key, wall)) is not None:
                return key, record
        return None

    async def get(self, runtime: Runtime, key: bytes) -> Record | None:
        """The record of a key."""
        wall, far = runtime.wall(), self.far
        record = self.peek(key, wall)
        return record if record is not None or far is None else await self._fetch(runtime, far, key, wall)

    async def _fetch(self, runtime: Runtime, far: SharedStore, key: bytes, wall: float) -> Record | None:
        began = self.invalidations.count
        record = await self.run(runtime, partial(far.get, key, wall), None)
        if record is None:
            return None
        entries = [one for one in record.entries if not self.invalidations.outdate(one.tags, one.asked, began)]
        if len(entries) < len(record.entries):
            record = Record(tuple(entries)) if entries else None
        if record is not None:
            self._keep_near(key, record, wall)
        return record

    async def put(self, runtime: Runtime, key: bytes, record: Record) -> bool:
        """Keep a record; False when no store took it."""
        wall = runtime.wall()
        kept = self._keep_near(key, record, wall)
        if self.far is not None:
            kept |= await self.run(runtime, partial(self.far.put, key, record, wall), False)
        return kept

    async def delete(self, runtime: Runtime, key: bytes) -> None:
        """Forget a record."""
        if self.near is not None:
            self.near.delete(key)
        await self._delete_far(runtime, [key])

    async def delete_tagged(self, runtime: Runtime, tags: Sequence[str]) -> int:
        """Forget all records with any of these tags; returns how many there were."""
        near = self.near
        self.invalidations.add(tags, runtime.wall())
        count = 0 if near is None else sum([near.delete_tagged(tag) for tag in tags])
        count = await self._delete_far(runtime, tags, count)
        self._announcer.tell(CacheChange("invalidated", count, "", runtime.now()))
        return count

    async def clear(self, runtime: Runtime) -> int:
        """Forget everything; returns how many records there were."""
        self.invalidations.add_all(runtime.wall())
        count = 0 if self.near is None else self.near.clear()
        count = await self._delete_far(runtime, [None], count)
        self._announcer.tell(CacheChange("cleared", count, "", runtime.now()))
        return count

    async def _delete_far(self, runtime: Runtime, deletions: Sequence[Deletion], otherwise: int = 0) -> int:
        """Have the shared store forget; returns how many records there were, or `otherwise` where it cannot be told."""
        far = self.far
        if far is None:
            return otherwise
        self._owed.add(deletions)  # first: the call may be ended before the store is

        def work() -> int:
            dropped = self._owed.settle(far)
            return sum([dropped.get(deletion, 0) for deletion in deletions])

        return await self.run(runtime, work, otherwise, settle=False)

    async def stats(self, runtime: Runtime) -> dict[str, Stats]:
        """What each store holds, by its class; a store that cannot be reached is left out."""
        found = {} if self.near is None else {type(self.near).__name__: self.near.stats()}
        if self.far is not None and (stats := await self.run(runtime, self.far.stats, None)) is not None:
            found[type(self.far).__name__] = stats
        return found

    async def run(self, runtime: Runtime, work: Callable[[], T], otherwise: T, *, settle: bool = True) -> T:
        """The result of work on the shared store, or `otherwise` when it fails.

        Args:
            runtime: where the store may block.
            work: asks the store.
            otherwise: what stands for the result of a store that fails.
            settle: first have the store forget what it was to forget before.
        """
        if runtime.now() < self._until:
            return otherwise
        return await runtime.offload(partial(self._attempt, runtime, work, otherwise, settle))

    def _attempt(self, runtime: Runtime, work: Callable[[], T], otherwise: T, settle: bool) -> T:
        if runtime.now() < self._until:  # it failed while this waited for a thread, so there is no need to try
            return otherwise
        try:
            if settle and self.far is not None:
                self._owed.settle(self.far)
            return work()
        except Exception as error:
            self._failed(error, runtime.now())
            return otherwise

    def _failed(self, error: Exception, now: float) -> None:
        self._until = now + _PAUSE
        message = "the cache store %s failed (%s); calls go on without it, and try it again every %g s"
        loud = now >= self._quiet_until
        if loud:
            self._quiet_until = now + _QUIET
        _log.log(logging.WARNING if loud else logging.DEBUG, message, type(self.far).__name__, _reason(error), _PAUSE)
        self._announcer.tell(CacheChange("store failed", 0, _reason(error), now))

    def _keep_near(self, key: bytes, record: Record, wall: float) -> bool:
        if self.near is None:
            return False
        return self.near.put(key, record if self.far is None else attrs.evolve(record, seen=wall), wall)


def _reason(error: Exception) -> str:
    """What failed, by kind and code alone: the text of a driver's error may name a host, a user or a password."""
    if isinstance(error, ConfigError):
        return str(error)
    code = getattr(error, "sqlite_errorname", None) or errno.errorcode.get(getattr(error, "errno", None) or 0)
    return f"{type(error).__name__}, {code}" if code else type(error).__name__
