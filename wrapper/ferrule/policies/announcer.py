"""Tells a client's observers what changes in its policies. It costs nothing while none listens."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import TypeAlias

from ferrule.policies.details import AnyChange

Listener: TypeAlias = Callable[[AnyChange], object]

_log = logging.getLogger("ferrule")


class Announcer:
    """One a client: policies keep it over `reconfigure`, while observers come and go.

    Attributes:
        listeners: who is told.
    """

    def __init__(self) -> None:
        self.listeners: tuple[Listener, ...] = ()

    def listen(self, observers: Iterable[object]) -> None:
        """Tell those observers from now on that have an `on_change`."""
        self.listeners = tuple(
            listener for one in observers if (listener := getattr(one, "on_change", None)) is not None
        )

    def tell(self, change: AnyChange) -> None:
        """Tell all; what they raise is only logged."""
        for listener in self.listeners:
            try:
                listener(change)
            except Exception:
                _log.exception("an observer's on_change failed")
