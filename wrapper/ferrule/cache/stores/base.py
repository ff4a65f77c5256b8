"""What a store must do. Stores know nothing of HTTP: they map keys to records, and tags to keys."""

from __future__ import annotations

import logging
from typing import Protocol

import attrs

from ferrule.cache.codec import decode
from ferrule.cache.entry import Record

_log = logging.getLogger("ferrule")


@attrs.frozen
class Stats:
    """What a store holds.

    Attributes:
        entries: keys with something stored.
        size: bytes they take.
        limit: bytes they may take, None for no limit of the store's own.
        evicted: keys dropped to make room, since the store was made.
    """

    entries: int
    size: int
    limit: int | None = None
    evicted: int = 0


class Store(Protocol):
    """A store: safe to use from several threads. Its methods may block and raise, which `Guard` sees to."""

    def get(self, key: bytes, wall: float) -> Record | None:
        """The record, None when there is none that is of use at `wall` seconds since the epoch."""
        ...

    def put(self, key: bytes, record: Record, wall: float) -> bool:
        """Keep a record, in the place of any before it; False when it is not taken. It may be dropped at any time."""
        ...

    def delete(self, key: bytes) -> None:
        """Forget a record."""
        ...

    def delete_tagged(self, tag: str) -> int:
        """Forget all records with a tag; returns how many there were."""
        ...

    def clear(self) -> int:
        """Forget everything; returns how many records there were."""
        ...

    def stats(self) -> Stats:
        """What it holds."""
        ...

    def close(self) -> None:
        """Close files and connections. Idempotent; a later use opens them again."""
        ...


class SharedStore(Store, Protocol):
    """A store outside the process, which others may use too."""

    def claim(self, key: bytes, owner: bytes, wall: float, seconds: float) -> bool:
        """Reserve the right to fetch a key, before others who share the store, for some seconds."""
        ...

    def release(self, key: bytes, owner: bytes) -> None:
        """Give the right back."""
        ...


def read(data: object) -> Record | None:
    """A record out of a shared store; one that is damaged or foreign is none, and a warning."""
    record = decode(data)
    if record is None:
        _log.warning("a cache store held a damaged or foreign entry; it is dropped")
    return record
