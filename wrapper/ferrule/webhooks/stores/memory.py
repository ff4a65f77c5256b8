"""The default replay store: the memory of this process."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Final

from ferrule.errors.faults import Faults
from ferrule.runtime.forks import reset_in_child
from ferrule.webhooks.stores.base import Found

_MOST: Final = 100_000


class ReplayStoreMemory:
    """Remembers deliveries until the process ends, within a bound; the oldest that are done are forgotten first.

    Args:
        most: how many deliveries that are done are remembered (default 100,000; about 20 MB).

    Raises:
        ConfigError: `most` is not a whole number of 1 or more.
    """

    def __init__(self, most: int = _MOST) -> None:
        faults = Faults("ReplayStoreMemory")
        faults.whole("most", most, least=1)
        faults.raise_if_any()
        self._most = most
        self._open: dict[str, tuple[str, float]] = {}  # whose it is, and until when
        self._done: OrderedDict[str, float] = OrderedDict()  # until when it is remembered
        self._lock = threading.Lock()
        reset_in_child(self)

    def claim(self, key: str, owner: str, now: float, lease: float) -> Found:
        with self._lock:
            if self._done.get(key, now) > now:
                return Found.DONE
            if key in self._open and self._open[key][1] > now:
                return Found.OPEN
            self._open[key] = owner, now + lease
            return Found.NEW

    def finish(self, key: str, now: float, keep: float) -> None:
        with self._lock:
            self._open.pop(key, None)
            self._done[key] = now + keep
            self._done.move_to_end(key)
            while len(self._done) > self._most:
                self._done.popitem(last=False)

    def release(self, key: str, owner: str) -> None:
        with self._lock:
            if key in self._open and self._open[key][0] == owner:
                del self._open[key]

    def close(self) -> None:
        """Nothing is open."""

    def after_fork(self) -> None:
        self._lock, self._open = threading.Lock(), {}  # whoever had one stayed in the parent
