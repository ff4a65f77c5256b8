"""Connections that carry one call at a time: so many at once, idle ones kept and used again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from ferrule.engines.connection import Connection
from ferrule.engines.shelf import Key, Shelf
from ferrule.engines.slots import Slots
from ferrule.runtime.forks import reset_in_child

C = TypeVar("C")

_inherited: list[Any] = []  # connections that a forked child got from its parent, which still uses them


class Lease(Generic[C]):
    """A place for one call, and the connection in it.

    Args:
        shelf: where idle connections are.
        key: what the connection is used for.
        free: gives up the place; called once, or as often as wanted where that does not matter.

    Attributes:
        connection: a kept one; None where one has to be made. Who makes it puts it here.
        kept: the connection has carried a call before.
    """

    __slots__ = ("_began", "_free", "_key", "_shelf", "connection", "kept")

    def __init__(self, shelf: Shelf[C], key: Key, free: Callable[[object], object]) -> None:
        self._shelf = shelf
        self._key = key
        self._free = free
        self.connection: C | None = None
        self.kept = False

    def take(self) -> list[C]:
        """Look for a kept connection; returns those to be closed."""
        self._began = self._shelf.now()
        self.connection, closing = self._shelf.take(self._key, self)
        self.kept = self.connection is not None
        return closing

    def settle(self, *, keep: bool) -> list[C]:
        """Keep the connection for others, or not. Returns those to be closed. The place is still taken."""
        connection, self.connection = self.connection, None
        if connection is not None and keep:
            return self._shelf.give(self._key, connection, self)
        self._shelf.lose(self)
        return [] if connection is None else [connection]

    def distrust(self) -> list[C]:
        """A kept connection gave no sign of life: give up those that have given none since. They are to be closed."""
        return self._shelf.distrust(self._key, self._began) if self.kept else []

    def free(self) -> None:
        """Give up the place, when all is closed that had to be."""
        self._free(self)


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
        return Lease(self.shelf, key, self._leave)

    def _leave(self, _: object) -> None:
        self._places.release()


class ThreadPool(Generic[C]):
    """What a blocking engine has in a process, for all threads."""

    _shelf: Shelf[C]
    _places: Slots

    def __init__(self, settings: Connection) -> None:
        self._settings = settings
        self._begin()
        reset_in_child(self)

    def lease(self, key: Key) -> Lease[C]:
        """For a place, to be entered. Its end must follow, whether or not it was."""
        return Lease(self._shelf, key, self._places.release)

    def enter(self, lease: Lease[C]) -> None:
        """Take the place, as soon as one is free; the runtime's deadlines end the wait."""
        self._places.acquire(lease)

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
