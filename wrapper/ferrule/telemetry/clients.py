"""The open clients of this process, for whoever looks at all of them."""

from __future__ import annotations

import itertools
import weakref
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from ferrule.telemetry.snapshot import ClientStats


class Watched(Protocol):
    """What tells its statistics."""

    def stats(self) -> ClientStats | None:
        """Everything at this moment; None where nothing is counted."""
        ...


# Both are changed and copied in one step each: no lock that a fork could find taken.
_numbers = itertools.count(1)
_open: dict[int, weakref.ref[Watched]] = {}


def watch(client: Watched) -> int:
    """A client was opened: it can be looked at until it is closed or forgotten. Returns its number."""
    number = next(_numbers)
    _open[number] = weakref.ref(client, lambda _: unwatch(number))
    return number


def unwatch(number: int) -> None:
    """A client was closed."""
    _open.pop(number, None)


def open_clients() -> dict[int, Watched]:
    """Those that are open, by their numbers, in the order in which they were opened."""
    return {number: client for number, one in _open.copy().items() if (client := one()) is not None}
