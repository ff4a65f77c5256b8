"""What all clients of this process have counted, those that are gone included.

Counters of backends never fall. So what a `Statistics` counted is added up when it goes. That is found out by the
garbage collector, in the middle of anything: what is gone is only noted then, and added up by whoever comes next.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Mapping
from weakref import WeakSet, finalize

from ferrule.runtime.forks import reset_in_child
from ferrule.telemetry.statistics import Key, Statistics
from ferrule.telemetry.tally import OTHER, Record, Tally

_MOST = 10_000  # operations: a service may name an API for each of its users
_OTHERS: Key = (OTHER, OTHER)


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
    """Those that count, and the sums of those that did. A forked child counts anew, with its parent's clients."""

    def __init__(self) -> None:
        self.living: WeakSet[Statistics] = WeakSet()
        self.after_fork()
        reset_in_child(self)

    def after_fork(self) -> None:
        self.lock = threading.Lock()
        self.gone: deque[dict[Key, Record]] = deque()
        self.sums: dict[Key, Sum] = {}

    def note_gone(self, counts: dict[Key, Record]) -> None:
        """Called by the collector."""
        self.gone.append(counts)

    def settle(self) -> None:
        """Add up what is gone. The lock is held."""
        while self.gone:
            _add(self.sums, self.gone.popleft())


_registry = _Registry()


def add(statistics: Statistics) -> None:
    """Count with these from now on."""
    with _registry.lock:
        _registry.settle()
        if statistics not in _registry.living:
            _registry.living.add(statistics)
            finalize(statistics, _registry.note_gone, statistics.counts).atexit = False


def sums() -> dict[Key, Sum]:
    """What was counted of each operation since the process began."""
    total: dict[Key, Sum] = {}
    with _registry.lock:
        living = list(_registry.living)  # first: one that goes after this is held, one that went is settled
        _registry.settle()
        for key, one in _registry.sums.items():
            total[key] = Sum(one.api, one.name)
            total[key].tally.add(one.tally)
    for statistics in living:
        _add(total, statistics.copies())
    return total


def _add(sums: dict[Key, Sum], records: Mapping[Key, Record]) -> None:
    for key, record in records.items():
        api, name = record.api, record.name
        if key not in sums and len(sums) >= _MOST:
            key, api, name = _OTHERS, OTHER, OTHER
        found = sums.get(key) or sums.setdefault(key, Sum(api, name))
        found.tally.add(record.ever())
