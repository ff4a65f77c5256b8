"""Which calls are under way, so that others who want the same wait for one of them (RFC 9111 §4, collapsed requests)."""

from __future__ import annotations

import threading
from enum import Enum

import attrs

from ferrule.cache.entry import Entry
from ferrule.runtime.base import Event, Runtime
from ferrule.runtime.forks import reset_in_child


class Outcome(Enum):
    """How a flight ended."""

    INTERRUPTED = "its caller gave up"
    FAILED = "it failed"
    DONE = "it has a response"


@attrs.define(eq=False)
class Flight:
    """One call under way.

    Attributes:
        landed: set at its end; made for the first that waits, as mostly nobody does.
        outcome: how it ended.
        entry: what it stored, if anything.
    """

    landed: Event | None = None
    outcome: Outcome = Outcome.INTERRUPTED
    entry: Entry | None = None


class Flights:
    """Calls under way by key. The lock guards memory only."""

    def __init__(self) -> None:
        self.after_fork()
        reset_in_child(self)

    def after_fork(self) -> None:
        self._lock = threading.Lock()
        self._by_key: dict[bytes, Flight] = {}

    def join(self, key: bytes, runtime: Runtime) -> tuple[Flight, Event | None]:
        """The flight for a key, and what to wait for; None for the caller that leads it, and must `land` it."""
        with self._lock:
            found = self._by_key.get(key)
            if found is None:
                made = self._by_key[key] = Flight()
                return made, None
            if found.landed is None:
                found.landed = runtime.event()
            return found, found.landed

    def land(self, key: bytes, flight: Flight) -> None:
        """End a flight and wake who waits for it."""
        with self._lock:
            if self._by_key.get(key) is flight:
                del self._by_key[key]
            landed = flight.landed
        if landed is not None:
            landed.set()
