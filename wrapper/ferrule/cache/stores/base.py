"""What a store must do. Stores know nothing of HTTP: they map keys to records, and tags to keys."""

from __future__ import annotations

from typing import Protocol

import attrs

from ferrule.cache.entry import Record


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
    """Safe to use from several threads. Its methods may block; errors are the caller's to bear (see `Guarded`)."""

    @property
    def waits(self) -> bool:
        """True when methods other than `peek` do input or output, so that an event loop must not run them itself."""
        ...

    def peek(self, key: bytes, wall: float) -> Record | None:
        """What can be had at once, without input or output."""
        ...

    def get(self, key: bytes, wall: float) -> Record | None:
        """The record, None when there is none that is of use at `wall` seconds since the epoch."""
        ...

    def put(self, key: bytes, record: Record, wall: float) -> None:
        """Keep a record, in the place of any before it; it may be dropped again at any time."""
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

    def claim(self, key: bytes, owner: bytes, wall: float, until: float) -> bool:
        """Reserve the right to fetch a key, before others who share the store, until a wall time."""
        ...

    def release(self, key: bytes, owner: bytes) -> None:
        """Give the right back."""
        ...

    def close(self) -> None:
        """Close files and connections. Idempotent; a later use opens them again."""
        ...
