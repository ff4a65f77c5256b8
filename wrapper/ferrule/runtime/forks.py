"""A forked child starts with fresh locks and no connections: it must share neither with its parent."""

from __future__ import annotations

import os
from typing import Protocol
from weakref import WeakSet


class ForkAware(Protocol):
    """Something with locks, threads or sockets."""

    def after_fork(self) -> None:
        """Called in the child, which has one thread: replace locks, forget threads and sockets without closing them."""
        ...


_alive: WeakSet[ForkAware] = WeakSet()


def reset_in_child(thing: ForkAware) -> None:
    """Have `thing.after_fork()` called in each forked child for as long as it lives."""
    _alive.add(thing)


def _reset_all() -> None:
    for thing in list(_alive):
        thing.after_fork()


if hasattr(os, "register_at_fork"):  # absent on Windows, which cannot fork
    os.register_at_fork(after_in_child=_reset_all)
