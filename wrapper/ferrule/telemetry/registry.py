"""What this process knows of its clients: how each stands, and what all have counted, those that are gone included.

Counters of backends never fall. So what a `Statistics` counted is added up when it goes. That is found out by the
garbage collector, in the middle of anything: what is gone is only noted then, and added up by whoever comes next.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias
from weakref import WeakSet, finalize, ref

from ferrule.runtime.forks import reset_in_child
from ferrule.telemetry.statistics import Key, Statistics
from ferrule.telemetry.tally import Record, Tally

if TYPE_CHECKING:
    from ferrule.telemetry.snapshot import ClientStats

Read: TypeAlias = "Callable[[Any], ClientStats | None]"


class Sum:
    """What was counted of one operation since the process began, by all clients.

    Attributes:
        api, name: the operation's.
        tally: its counts.
    """

    __slots__ = ("api", "name", "tally")

    def __init__(self, api: str, name: str) -> None:
        self.api = api
        self.name = name
        self.tally = Tally(0)


class _Registry:
    """The clients and the statistics of this process. A forked child knows its parent's clients, and counts anew."""

    def __init__(self) -> None:
        self.clients: dict[int, tuple[ref[object], Read]] = {}
        self.statistics: WeakSet[Statistics] = WeakSet()
        self.after_fork()
        reset_in_child(self)

    def after_fork(self) -> None:
        self.lock = threading.Lock()
        self.gone: deque[dict[Key, Record]] = deque()
        self.sums: dict[Key, Sum] = {}

    def settle(self) -> None:
        """Add up what is gone. The lock is held."""
        while self.gone:
            _add(self.sums, self.gone.popleft().items())
        for key in [key for key, (client, _) in self.clients.items() if client() is None]:
            del self.clients[key]


def _add(sums: dict[Key, Sum], records: Any) -> None:
    for key, record in records:
        found = sums.get(key) or sums.setdefault(key, Sum(record.api, record.name))
        found.tally.add(record.ever())


_registry = _Registry()


def add(statistics: Statistics) -> None:
    """Count with these from now on."""
    with _registry.lock:
        _registry.settle()
        if statistics not in _registry.statistics:
            _registry.statistics.add(statistics)
            finalize(statistics, _note_gone, statistics.counts).atexit = False


def _note_gone(counts: dict[Key, Record]) -> None:
    _registry.gone.append(counts)


def enter(client: object, read: Read) -> None:
    """A client was made.

    Args:
        client: what lives as long as it does.
        read: its statistics, from `client`; None when it is closed, or counts nothing.
    """
    with _registry.lock:
        _registry.settle()
        _registry.clients[id(client)] = ref(client), read


def clients() -> tuple[ClientStats, ...]:
    """How each client of this process stands that is open and counts, in the order in which they were made."""
    with _registry.lock:
        _registry.settle()
        entered = list(_registry.clients.values())
    found = [read(client) for held, read in entered if (client := held()) is not None]
    return tuple(stats for stats in found if stats is not None)


def sums() -> dict[Key, Sum]:
    """What was counted of each operation since the process began, by clients that are there and by those that were."""
    with _registry.lock:
        _registry.settle()
        total: dict[Key, Sum] = {}
        for key, one in _registry.sums.items():
            copy = total[key] = Sum(one.api, one.name)
            copy.tally.add(one.tally)
        living = list(_registry.statistics)
    for statistics in living:
        _add(total, statistics.copies().items())
    return total
