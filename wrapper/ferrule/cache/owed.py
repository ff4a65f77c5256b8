"""What a shared store was to forget, and has not confirmed: it is told again before it is asked anything else."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import TypeAlias

from ferrule.cache.stores.base import SharedStore
from ferrule.runtime.forks import reset_in_child

Deletion: TypeAlias = str | bytes | None
"""A tag, a key, or None for everything."""

_MOST = 10_000  # beyond, the store is to forget everything


class Owed:
    """Deletions that a shared store has not confirmed. The lock guards memory only."""

    def __init__(self) -> None:
        self._count = 0
        self._owed: dict[Deletion, int] = {}
        self.after_fork()
        reset_in_child(self)

    def after_fork(self) -> None:
        self._lock = threading.Lock()

    def add(self, deletions: Iterable[Deletion]) -> None:
        """The store is to make these."""
        with self._lock:
            self._count += 1
            self._owed.update(dict.fromkeys(deletions, self._count))
            if len(self._owed) > _MOST or None in self._owed:
                self._owed = {None: self._count}

    def settle(self, store: SharedStore) -> dict[Deletion, int]:
        """Have the store make all of them, and give the number of records that each dropped.

        What another thread is settling is made here as well: whoever asks the store next must not find what it was to
        forget.
        """
        dropped: dict[Deletion, int] = {}
        while self._owed:
            for deletion, since in list(self._owed.items()):
                dropped[deletion] = dropped.get(deletion, 0) + _make(store, deletion)
                with self._lock:
                    if self._owed.get(deletion) == since:  # otherwise it was added again meanwhile
                        del self._owed[deletion]
        return dropped


def _make(store: SharedStore, deletion: Deletion) -> int:
    if deletion is None:
        return store.clear()
    if isinstance(deletion, str):
        return store.delete_tagged(deletion)
    store.delete(deletion)
    return 0
