"""Which fetches are under way, so that calls for the same wait for one of them (RFC 9111 §4: collapsed requests)."""

from __future__ import annotations

import threading
from enum import Enum

import attrs

from ferrule.cache.entry import Entry
from ferrule.runtime.base import Event, Runtime
from ferrule.runtime.forks import reset_in_child


class Ending(Enum):
    """How a fetch ended."""

    INTERRUPTED = "its caller gave up"
    FAILED = "it failed"
    DONE = "it has a response"


@attrs.define(eq=False)
class Fetch:
    """One call under way, which other callers may wait for.

    Attributes:
        ended: set at its end; made for the first that waits, as mostly nobody does.
        ending: how it ended.
        entry: what it stored, if anything.
    """

    ended: Event | None = None
    ending: Ending = Ending.INTERRUPTED
    entry: Entry | None = None


class Coalescer:
    """The fetches under way, by key. The lock guards memory only."""

    def __init__(self) -> None:
        self.after_fork()
        reset_in_child(self)

    def after_fork(self) -> None:
        self._lock = threading.Lock()
        self._by_key: dict[bytes, Fetch] = {}

    def join(self, key: bytes, runtime: Runtime) -> tuple[Fetch, Event | None]:
        """The fetch for a key, and what to wait for; None for the caller who leads the fetch, and must call `end`."""
        with self._lock:
            found = self._by_key.get(key)
            if found is None:
                made = self._by_key[key] = Fetch()
                return made, None
            if found.ended is None:
                found.ended = runtime.event()
            return found, found.ended

    def end(self, key: bytes, fetch: Fetch) -> None:
        """End a fetch, and wake all who wait for it."""
        with self._lock:
            if self._by_key.get(key) is fetch:
                del self._by_key[key]
            ended = fetch.ended
        if ended is not None:
            ended.set()
