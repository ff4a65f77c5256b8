"""The default store: this process's memory, within a bound of bytes."""

from __future__ import annotations

import sys
import threading
from collections import OrderedDict

import attrs

from ferrule.cache.entry import Record
from ferrule.cache.stores.base import Stats
from ferrule.errors import ConfigError
from ferrule.runtime.forks import reset_in_child

_DEFAULT_LIMIT = 64 * 1024 * 1024
_LARGEST_PART = 8  # no record may take more than one part in so many
_SLOT = 450  # bytes that a record's places in the dictionaries take, rounded up


@attrs.define(eq=False)
class _Slot:
    record: Record
    size: int
    tags: frozenset[str]


class MemoryStore:
    """Least recently used records go first, out of the size class that takes most room.

    Records are kept in classes by size, each four times the one before. Room is made in the class that holds most bytes, so
    neither a flood of small records nor a few large ones can drive out all of the other kind. Every step is O(1).

    Args:
        limit: most bytes of memory, Python's own included (default 64 MiB).

    Raises:
        ConfigError: the limit is not a whole number of 64 KiB or more.
    """

    def __init__(self, limit: int = _DEFAULT_LIMIT) -> None:
        if not isinstance(limit, int) or isinstance(limit, bool) or limit < 65_536:
            raise ConfigError(f"MemoryStore: limit must be a whole number of bytes, 65536 or more, got {limit!r}")
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
                self._classes[slot.size.bit_length() >> 1].move_to_end(key)
        return slot.record

    def put(self, key: bytes, record: Record, wall: float) -> None:
        tags = record.tags()
        size = _SLOT + sys.getsizeof(key) + sum([entry.size() for entry in record.entries]) + 200 * len(tags)
        with self._lock:
            self._drop(key)
            if size > self._limit // _LARGEST_PART:
                return
            rank = size.bit_length() >> 1
            self._slots[key] = _Slot(record, size, tags)
            if rank not in self._classes:
                self._classes[rank] = OrderedDict()
            self._classes[rank][key] = None
            self._sizes[rank] = self._sizes.get(rank, 0) + size
            self._size += size
            for tag in tags:
                self._tagged.setdefault(tag, {})[key] = None
            while self._size > self._limit:
                fullest = max(self._sizes, key=self._sizes.__getitem__)
                self._drop(next(iter(self._classes[fullest])))
                self._evicted += 1

    def delete(self, key: bytes) -> None:
        with self._lock:
            self._drop(key)

    def delete_tagged(self, tag: str) -> int:
        with self._lock:
            keys = list(self._tagged.get(tag, ()))
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
        self._classes: dict[int, OrderedDict[bytes, None]] = {}
        self._sizes: dict[int, int] = {}
        self._tagged: dict[str, dict[bytes, None]] = {}
        self._size = 0

    def _drop(self, key: bytes) -> None:
        slot = self._slots.pop(key, None)
        if slot is None:
            return
        rank = slot.size.bit_length() >> 1
        del self._classes[rank][key]
        self._sizes[rank] -= slot.size
        self._size -= slot.size
        for tag in slot.tags:
            keys = self._tagged[tag]
            del keys[key]
            if not keys:
                del self._tagged[tag]
