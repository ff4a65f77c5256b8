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
        self._now = now
        self._lock = threading.Lock()
        self._used = 0
        self._idle: dict[T, tuple[Key, float]] = {}  # oldest first
        self._by_key: dict[Key, deque[T]] = {}

    def take(self, key: Key) -> tuple[T | None, list[T]]:
        """The connection used last for the key, or None to make a new one; and connections to be closed.

        `give` or `lose` must follow.
        """
        with self._lock:
            closing = self._expired()
            found = None
            if waiting := self._by_key.get(key):
                found = waiting[-1]
                self._remove(found)
            elif self._idle and self._used + len(self._idle) >= self._most:
                closing.append(self._oldest())
            self._used += 1
        return found, closing

    def give(self, key: Key, connection: T) -> list[T]:
        """Put one back. Returns those to be closed."""
        with self._lock:
            self._used -= 1
            closing = self._expired()
            self._idle[connection] = key, self._now()
            self._by_key.setdefault(key, deque()).append(connection)
            if len(self._idle) > self._most_idle:
                closing.append(self._oldest())
        return closing

    def lose(self) -> None:
        """A connection in use is gone."""
        with self._lock:
            self._used -= 1

    def drain(self) -> list[T]:
        """Take out all idle ones, to be closed. What is given from now on is not kept."""
        with self._lock:
            self._most_idle = 0
            idle = list(self._idle)
            self._idle, self._by_key = {}, {}
        return idle

    def _expired(self) -> list[T]:
        before = self._now() - self._expiry
        closing: list[T] = []
        for connection, (_, since) in self._idle.items():
            if since > before:
                break
            closing.append(connection)
        for connection in closing:
            self._remove(connection)
        return closing

    def _oldest(self) -> T:
        connection = next(iter(self._idle))
        self._remove(connection)
        return connection

    def _remove(self, connection: T) -> None:
        key, _ = self._idle.pop(connection)
        waiting = self._by_key[key]
        if waiting[-1] is connection:
            waiting.pop()
        else:
            waiting.remove(connection)  # the oldest of its key: found at once
        if not waiting:
            del self._by_key[key]
