"""The default store: this process's memory, within a bound of bytes."""

from __future__ import annotations

import sys
import threading
from collections import OrderedDict

import attrs

from ferrule.cache.entry import Record
from ferrule.cache.stores.base import Stats
from ferrule.errors.faults import Faults
from ferrule.runtime.forks import reset_in_child

_DEFAULT_LIMIT = 64 * 1024 * 1024
_LARGEST_PART = 8  # no record may take more than one part in so many
_SLOT = 400  # bytes that a record's places in the dictionaries take, rounded up
_TAGGED = 130  # the same for each of its tags


@attrs.define(eq=False)
class _Slot:
    record: Record
    size: int
    rank: int


@attrs.define(eq=False)
class _Class:
    """Keys of records of about one size, the least recently used first, and the bytes they take."""

    keys: OrderedDict[bytes, None] = attrs.field(factory=OrderedDict[bytes, None])
    size: int = 0


class CacheStoreMemory:
    """Least recently used records go first, out of the size class that takes most room.

    Records are kept in classes by size, each four times the one before. Room is made in the class with the most bytes,
    so neither a flood of small records nor a few large ones can drive out all of the other kind. Every step is O(1).

    Args:
        limit: most bytes of memory, Python's own included (default 64 MiB).

    Raises:
        ConfigError: the limit is not a whole number of 64 KiB or more.
    """

    def __init__(self, limit: int = _DEFAULT_LIMIT) -> None:
        faults = Faults("CacheStoreMemory")
        faults.whole("limit", limit, least=65_536)
        faults.raise_if_any()
        self._limit = limit
        self._forget()
        self._evicted = 0
        self._lock = threading.Lock()
        reset_in_child(self)

    def after_fork(self) -> None:
        self._lock = threading.Lock()
        self._forget()  # another thread of the parent may have been in the middle of a change

    def get(self, key: bytes, wall: float) -> Record | None:
        slot = self._slots.get(key)
        if slot is None:
            return None
        with self._lock:
            if self._slots.get(key) is slot:
                self._classes[slot.rank].keys.move_to_end(key)
        return slot.record

    def put(self, key: bytes, record: Record, wall: float) -> bool:
        tags = record.tags()
        size = _SLOT + sys.getsizeof(key) + sum([entry.size() for entry in record.entries]) + _TAGGED * len(tags)
        with self._lock:
            self._drop(key)
            if size > self._limit // _LARGEST_PART:
                return False
            rank = size.bit_length() >> 1
            self._slots[key] = _Slot(record, size, rank)
            its_class = self._classes.get(rank) or self._classes.setdefault(rank, _Class())
            its_class.keys[key] = None
            its_class.size += size
            self._size += size
            for tag in tags:
                self._tag(tag, key)
            while self._size > self._limit:
                fullest = max(self._classes.values(), key=lambda one: one.size)
                self._drop(next(iter(fullest.keys)))
                self._evicted += 1
        return True

    def delete(self, key: bytes) -> None:
        with self._lock:
            self._drop(key)

    def delete_tagged(self, tag: str) -> int:
        with self._lock:
            tagged = self._tagged.get(tag, ())
            keys = [tagged] if isinstance(tagged, bytes) else list(tagged)
            for key in keys:
                self._drop(key)
        return len(keys)

    def clear(self) -> int:
        with self._lock:
            count = len(self._slots)
            self._forget()
        return count

    def stats(self) -> Stats:
        with self._lock:
            return Stats(len(self._slots), self._size, self._limit, self._evicted)

    def close(self) -> None:
        """Nothing is open."""

    def _forget(self) -> None:
        self._slots: dict[bytes, _Slot] = {}
        self._classes: dict[int, _Class] = {}
        self._tagged: dict[str, bytes | set[bytes]] = {}  # most tags are of one record, and need no set
        self._size = 0

    def _tag(self, tag: str, key: bytes) -> None:
        keys = self._tagged.get(tag)
        if keys is None:
            self._tagged[tag] = key
        elif isinstance(keys, bytes):
            self._tagged[tag] = {keys, key}
        else:
            keys.add(key)

    def _untag(self, tag: str, key: bytes) -> None:
        keys = self._tagged[tag]
        if not isinstance(keys, bytes):
            keys.discard(key)
        if keys == key or not keys:
            del self._tagged[tag]

    def _drop(self, key: bytes) -> None:
        slot = self._slots.pop(key, None)
        if slot is None:
            return
        its_class = self._classes[slot.rank]
        del its_class.keys[key]
        its_class.size -= slot.size
        self._size -= slot.size
        for tag in slot.record.tags():
            self._untag(tag, key)
