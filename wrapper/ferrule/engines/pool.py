"""Connections that carry one call at a time: so many at once, idle ones kept and used again."""

from __future__ import annotations

import asyncio
from typing import Any, Generic, Protocol, TypeVar

from ferrule.engines.connection import Connection
from ferrule.engines.shelf import Key, Shelf
from ferrule.engines.slots import Slots
from ferrule.runtime.forks import reset_in_child

C = TypeVar("C")

_inherited: list[Any] = []  # connections that a forked child got from its parent, which still uses them


class _Places(Protocol):
    """One place for each connection that may be open: `asyncio.Semaphore`, or `Slots`."""

    def release(self) -> None: ...


class Lease(Generic[C]):
    """A place, taken already, and the connection in it.

    Attributes:
        connection: a kept one; None where one has to be made. Who makes it puts it here.
    """

    __slots__ = ("_key", "_places", "_shelf", "connection")

    def __init__(self, shelf: Shelf[C], places: _Places, key: Key) -> None:
        self._shelf = shelf
        self._places = places
        self._key = key
        self.connection: C | None = None

    def take(self) -> list[C]:
        """Look for a kept connection; returns those to be closed."""
        self.connection, closing = self._shelf.take(self._key)
        return closing

    def settle(self, *, keep: bool) -> list[C]:
        """Keep the connection for others, or not. Returns those to be closed. The place is still taken."""
        connection, self.connection = self.connection, None
        if connection is not None and keep:
            return self._shelf.give(self._key, connection)
        self._shelf.lose()
        return [] if connection is None else [connection]

    def free(self) -> None:
        """Give up the place, when all is closed that had to be."""
        self._places.release()


class LoopPool(Generic[C]):
    """What an async engine has in one event loop.

    Attributes:
        shelf: the idle connections.
    """

    def __init__(self, settings: Connection) -> None:
        self.shelf: Shelf[C] = _shelf(settings)
        # Not httpcore's own queue: cancelling a wait in it can lose a connection.
        self._places = asyncio.Semaphore(settings.max_connections)

    async def lease(self, key: Key) -> Lease[C]:
        """A place, as soon as one is free."""
        await self._places.acquire()
        return Lease(self.shelf, self._places, key)


class ThreadPool(Generic[C]):
    """What a blocking engine has in a process, for all threads."""

    _shelf: Shelf[C]
    _places: Slots

    def __init__(self, settings: Connection) -> None:
        self._settings = settings
        self._begin()
        reset_in_child(self)

    def lease(self, key: Key) -> Lease[C]:
        """A place, as soon as one is free; the runtime's deadlines end the wait."""
        self._places.acquire()
        return Lease(self._shelf, self._places, key)

    def drain(self) -> list[C]:
        """Start anew; returns the idle connections, to be closed. Those in use are closed after their calls."""
        before, self._shelf = self._shelf, _shelf(self._settings)
        return before.drain()

    def after_fork(self) -> None:
        _inherited.append(self._shelf)
        self._begin()

    def _begin(self) -> None:
        self._shelf = _shelf(self._settings)
        self._places = Slots(self._settings.max_connections)


def _shelf(settings: Connection) -> Shelf[Any]:
    return Shelf(settings.max_connections, settings.keepalive, settings.keepalive_expiry)
