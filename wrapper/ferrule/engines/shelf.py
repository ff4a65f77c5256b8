"""Idle connections of HTTP/1.1. To find one costs the same, however many there are.

httpcore's pool looks at each of its connections and requests whenever one begins or ends. With a hundred calls under
way that is most of the time a call takes. So the httpx engine has a pool for each connection, and the httptools
engine has none. Both keep their idle connections here.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Hashable
from typing import Generic, TypeAlias, TypeVar

T = TypeVar("T")

Key: TypeAlias = Hashable
"""What a connection can be used again for."""


class Shelf(Generic[T]):
    """Keeps what is idle. How many are in use at once is bounded outside; together they are never more than `most`.

    An exception of a signal handler may interrupt its steps anywhere. So they can be repeated, and a connection is idle
    only while `_idle` has it.

    Args:
        most: how many there may be, idle and in use.
        most_idle: how many there may be idle.
        expiry: seconds after which an idle one is not used any more.
        now: monotonic seconds.
    """

    def __init__(self, most: int, most_idle: int, expiry: float, now: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._most_idle = most_idle
        self._expiry = expiry
        self._lock = threading.Lock()
        self._users: set[object] = set()
        self._idle: dict[T, tuple[Key, float]] = {}  # oldest first
        self._by_key: dict[Key, deque[T]] = {}
        self.now = now

    def take(self, key: Key, user: object) -> tuple[T | None, list[T]]:
        """The connection used last for the key, or None to make a new one; and connections to be closed.

        `give` or `lose` must follow, of the same user.
        """
        with self._lock:
            closing = self._expired()
            self._users.add(user)
            while waiting := self._by_key.get(key):
                found = waiting[-1]
                is_idle = found in self._idle
                self._remove(found, key)
                if is_idle:
                    return found, closing
            if self._idle and len(self._users) + len(self._idle) > self._most:
                closing.append(self._oldest())
        return None, closing

    def give(self, key: Key, connection: T, user: object) -> list[T]:
        """Put one back. Returns those to be closed."""
        with self._lock:
            self._users.discard(user)
            closing = self._expired()
            since = self.now()
            self._by_key.setdefault(key, deque()).append(connection)
            self._idle[connection] = key, since
            if len(self._idle) > self._most_idle:
                closing.append(self._oldest())
        return closing

    def lose(self, user: object) -> None:
        """The connection of this user is gone. Idempotent."""
        with self._lock:
            self._users.discard(user)

    def distrust(self, key: Key, since: float) -> list[T]:
        """Take out those for the key that have been idle since then, to be closed.

        One of their kind has just failed: a server that restarted has dropped them all.
        """
        with self._lock:
            closing = [one for one in self._by_key.get(key, ()) if one in self._idle and self._idle[one][1] <= since]
            for connection in closing:
                self._remove(connection, key)
        return closing

    def expire(self) -> tuple[list[T], float | None]:
        """Take out those that have been idle for too long, to be closed; and when the next one will have been."""
        with self._lock:
            closing = self._expired()
            oldest = next(iter(self._idle.values()), None)
        return closing, None if oldest is None else oldest[1] + self._expiry

    def drain(self) -> list[T]:
        """Take out all idle ones, to be closed. What is given from now on is not kept."""
        with self._lock:
            self._most_idle = 0
            idle = list(self._idle)
            self._idle, self._by_key = {}, {}
        return idle

    def _expired(self) -> list[T]:
        before = self.now() - self._expiry
        closing: list[T] = []
        for connection, (_, since) in self._idle.items():
            if since > before:
                break
            closing.append(connection)
        for connection in closing:
            self._remove(connection, self._idle[connection][0])
        return closing

    def _oldest(self) -> T:
        connection, (key, _) = next(iter(self._idle.items()))
        self._remove(connection, key)
        return connection

    def _remove(self, connection: T, key: Key) -> None:
        self._idle.pop(connection, None)
        waiting = self._by_key[key]
        if waiting[-1] is connection:
            waiting.pop()
        else:
            waiting.remove(connection)  # the oldest of its key: found at once
        if not waiting:
            del self._by_key[key]
