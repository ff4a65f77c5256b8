"""Changes to the store: a new response in the place of an old one, at the key where it belongs."""

from __future__ import annotations

from ferrule.cache.coalescing import Fetch
from ferrule.cache.context import CallContext
from ferrule.cache.counts import CallCounts
from ferrule.cache.entry import Record
from ferrule.cache.forwarding import Update
from ferrule.cache.guard import Guard


class StoreWriter:
    """Does in the store what an `Update` asks for.

    Args:
        guard: the store.
        counts: told what was stored.
    """

    def __init__(self, guard: Guard, counts: CallCounts) -> None:
        self._guard = guard
        self._counts = counts

    async def write(self, context: CallContext, key: bytes, update: Update, fetch: Fetch | None, since: int) -> bool:
        """Make a change; True when the new response is stored.

        Args:
            context: the call.
            key: where the replaced response is.
            update: the change.
            fetch: told the new response, for the callers who wait for it.
            since: how many invalidations there had been when the call was sent.
        """
        runtime, guard, trace = context.runtime, self._guard, context.call.trace
        entry, replaced = update.entry, update.replaced
        record = guard.peek(key, runtime.wall()) if guard.far is None else await guard.get(runtime, key)
        if record is not None and replaced is not None and (entry is None or entry.vary != replaced.vary):
            record = record.without(replaced)
        if entry is not None and guard.invalidations.concern(entry.tags, since):
            trace.note("cache: not stored: it was invalidated while under way", runtime.now())
            entry = None
        if entry is None:
            await (guard.put(runtime, key, record) if record else guard.delete(runtime, key))
            return False
        place = context.keys[-1] if entry.public else context.keys[0]
        if place != key:
            await guard.delete(runtime, key)
            record = await guard.get(runtime, place)
        if fetch is not None:
            fetch.entry = entry
        stored = await guard.put(runtime, place, record.with_entry(entry) if record else Record((entry,)))
        if guard.far is not None and guard.invalidations.concern(entry.tags, since):
            await guard.delete(runtime, place)  # the store may have taken it after it was told to forget its like
        if stored:
            self._counts.add("stored")
        else:
            trace.note("cache: not stored: no store took it", runtime.now())
        return stored
