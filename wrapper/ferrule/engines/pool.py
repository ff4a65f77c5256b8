"""Connections that carry one call at a time: so many at once, idle ones kept and used again."""

from __future__ import annotations

import asyncio
import math
import threading
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from ferrule.engines.connection import Connection
from ferrule.engines.shelf import Key, Shelf
from ferrule.engines.slots import Slots
from ferrule.runtime.forks import reset_in_child

C = TypeVar("C")

_SOONEST = 0.01  # seconds between two looks at what is idle
_inherited: list[Any] = []  # connections that a forked child got from its parent, which still uses them


class Lease(Generic[C]):
    """A place for one call, and the connection in it.

    Args:
        shelf: where idle connections are.
        key: what the connection is used for.
        free: gives up the place; called once, or as often as wanted where that does not matter.
        idle: told when the connection was kept for others.

    Attributes:
        connection: a kept one; None where one has to be made. Who makes it puts it here.
        kept: the connection has carried a call before.
    """

    __slots__ = ("_began", "_free", "_idle", "_key", "_shelf", "connection", "kept")

    def __init__(self, shelf: Shelf[C], key: Key, free: Callable[[object], object], idle: Callable[[], object]) -> None:
        self._shelf = shelf
        self._key = key
        self._free = free
        self._idle = idle
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
            closing = self._shelf.give(self._key, connection, self)
            self._idle()
            return closing
        self._shelf.lose(self)
        return [] if connection is None else [connection]

    def distrust(self) -> list[C]:
        """A kept connection gave no sign of life: give up those that have given none since. They are to be closed."""
        return self._shelf.distrust(self._key, self._began) if self.kept else []

    def free(self) -> None:
        """Give up the place, when all is closed that had to be."""
        self._free(self)


class Tidying:
    """Does some work in an event loop later, and again for as long as it says when.

    Args:
        work: returns the seconds until it is to be done again, None when nothing is left.
    """

    def __init__(self, work: Callable[[], float | None]) -> None:
        self._work = work
        self._timer: asyncio.TimerHandle | None = None

    def begin(self, seconds: float) -> None:
        """Do it in so many seconds, unless it is going to be done already."""
        if self._timer is None and seconds < math.inf:
            self._timer = asyncio.get_running_loop().call_later(seconds, self._run)

    def _run(self) -> None:
        self._timer = None
        if (seconds := self._work()) is not None:
            self.begin(max(seconds, _SOONEST))


class LoopPool(Generic[C]):
    """What an async engine has in one event loop.

    Args:
        settings: the engine's.
        close: closes an idle connection, without waiting.

    Attributes:
        shelf: the idle connections.
    """

    def __init__(self, settings: Connection, close: Callable[[C], object]) -> None:
        self.shelf: Shelf[C] = _shelf(settings)
        self._close = close
        self._expiry = settings.keepalive_expiry
        self._tidying = Tidying(self._tidy)
        # Not httpcore's own queue: cancelling a wait in it can lose a connection.
        self._places = asyncio.Semaphore(settings.max_connections)

    async def lease(self, key: Key) -> Lease[C]:
        """A place, as soon as one is free."""
        await self._places.acquire()
        return Lease(self.shelf, key, self._leave, self._watch)

    def _watch(self) -> None:
        self._tidying.begin(self._expiry)

    def _tidy(self) -> float | None:
        closing, at = self.shelf.expire()
        for connection in closing:
            self._close(connection)
        return None if at is None else at - self.shelf.now()

    def _leave(self, _: object) -> None:
        self._places.release()


class ThreadPool(Generic[C]):
    """What a blocking engine has in a process, for all threads.

    Args:
        settings: the engine's.
        close: closes an idle connection.
    """

    _shelf: Shelf[C]
    _places: Slots
    _lock: threading.Lock
    _closed: threading.Event

    def __init__(self, settings: Connection, close: Callable[[C], object]) -> None:
        self._settings = settings
        self._close = close
        self._begin()
        reset_in_child(self)

    def lease(self, key: Key) -> Lease[C]:
        """For a place, to be entered. Its end must follow, whether or not it was."""
        return Lease(self._shelf, key, self._places.release, self._watch)

    def enter(self, lease: Lease[C]) -> None:
        """Take the place, as soon as one is free; the runtime's deadlines end the wait."""
        self._places.acquire(lease)

    def drain(self) -> list[C]:
        """Start anew; returns the idle connections, to be closed. Those in use are closed after their calls."""
        before, self._shelf = self._shelf, _shelf(self._settings)
        self._closed.set()  # the thread that watched the old ones has nothing left to do
        return before.drain()

    def after_fork(self) -> None:
        _inherited.append(self._shelf)
        self._begin()

    def _begin(self) -> None:
        self._shelf = _shelf(self._settings)
        self._places = Slots(self._settings.max_connections)
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._watched = False

    def _watch(self) -> None:
        with self._lock:
            if self._watched or self._settings.keepalive_expiry == math.inf:
                return
            threading.Thread(target=self._tidy, name="ferrule-idle", daemon=True).start()
            self._watched = True

    def _tidy(self) -> None:
        """Close what has been idle for too long, until nothing is idle any more."""
        seconds = self._settings.keepalive_expiry
        while True:
            self._closed.wait(max(seconds, _SOONEST))
            with self._lock:
                self._closed.clear()
                closing, at = self._shelf.expire()
                self._watched = at is not None
            for connection in closing:
                self._close(connection)
            if at is None:
                return
            seconds = at - self._shelf.now()


def _shelf(settings: Connection) -> Shelf[Any]:
    return Shelf(settings.max_connections, settings.keepalive, settings.keepalive_expiry)
