"""Looks up the addresses of hosts.

The operating system offers no way to end a lookup. So lookups have threads of their own, not those of the event loop's
executor, in which everything else would wait behind a name server that does not answer. They are few, and daemons:
neither a loop nor the program waits for them at its end.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from collections import deque
from concurrent.futures import Future
from itertools import zip_longest
from typing import Any, TypeAlias

from ferrule.runtime.forks import reset_in_child
from ferrule.runtime.interrupts import time_left, wakeable

Address: TypeAlias = tuple[Any, socket.SocketKind, int, str, Any]
"""What `socket.getaddrinfo` says of one address."""

NEXT_ADDRESS = 0.25
"""Seconds without an answer, until the next address of a host is tried too (RFC 8305 §5)."""

_MOST_THREADS = 16


async def look_up(host: str, port: int) -> list[Address]:
    """The addresses of a host, in the order in which they should be tried; what fails raises as `getaddrinfo` does."""
    if (literal := _literal(host, port)) is not None:
        return literal
    return _ordered(await asyncio.wrap_future(_lookups.begin(host, port)))


def look_up_blocking(host: str, port: int) -> list[Address]:
    """The same for a thread, within the runtime's deadlines."""
    if (literal := _literal(host, port)) is not None:
        return literal
    found, ready = _lookups.begin(host, port), threading.Event()
    found.add_done_callback(lambda _: ready.set())
    while not found.done():
        left = time_left()
        with wakeable(by=ready.set):
            ready.wait(None if left is None else min(left, threading.TIMEOUT_MAX))
    return _ordered(found.result())


def _literal(host: str, port: int) -> list[Address] | None:
    try:
        return [*socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)]
    except (socket.gaierror, UnicodeError):
        return None


def _ordered(found: list[Address] | Exception) -> list[Address]:
    """The kinds of addresses in turns, beginning with the one that the system prefers (RFC 8305 §4)."""
    if isinstance(found, Exception):
        raise type(found)(*found.args)  # several wait for one lookup, and each may write into its error
    first = [address for address in found if address[0] == found[0][0]]
    others = [address for address in found if address[0] != found[0][0]]
    return [address for pair in zip_longest(first, others) for address in pair if address is not None]


class _Lookups:
    """Those under way. Whoever asks for the same host and port shares one."""

    def __init__(self) -> None:
        self._begin_anew()
        reset_in_child(self)

    def begin(self, host: str, port: int) -> Future[list[Address] | Exception]:
        """A lookup that is under way. Nobody can cancel it, as others may wait for it."""
        name = host, port
        with self._lock:
            found = self._under_way.get(name)
            if found is not None:
                return found
            found = self._under_way[name] = Future()
            found.set_running_or_notify_cancel()
            self._queue.append(name)
            if self._threads < _MOST_THREADS:
                self._threads += 1
                threading.Thread(target=self._work, name="ferrule-names", daemon=True).start()
        return found

    def after_fork(self) -> None:
        self._begin_anew()  # the threads stayed in the parent

    def _begin_anew(self) -> None:
        self._lock = threading.Lock()
        self._under_way: dict[tuple[str, int], Future[list[Address] | Exception]] = {}
        self._queue: deque[tuple[str, int]] = deque()
        self._threads = 0

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._queue:
                    self._threads -= 1
                    return
                name = self._queue.popleft()
            outcome: list[Address] | Exception
            try:
                outcome = [*socket.getaddrinfo(*name, type=socket.SOCK_STREAM)]
            except Exception as error:
                outcome = error.with_traceback(None)
            with self._lock:
                found = self._under_way.pop(name)
            found.set_result(outcome)


_lookups = _Lookups()
