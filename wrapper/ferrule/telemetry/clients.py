"""The open clients of this process, for whoever looks at all of them."""

from __future__ import annotations

import itertools
import weakref
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from ferrule.telemetry.snapshot import ClientStats


class Closable(Protocol):
    """What is at work until it is closed."""

    @property
    def is_closed(self) -> bool: ...


C = TypeVar("C", bound=Closable)

# Changed and copied in one step each: no lock that a fork could find taken.
_numbers = itertools.count(1)
_opened: dict[int, tuple[weakref.ref[Any], Callable[[Any], ClientStats]]] = {}


def watch(client: C, stats: Callable[[C], ClientStats]) -> None:
    """A client was opened. It can be looked at until it is closed or nobody has it any more.

    Args:
        client: the client.
        stats: everything about it at this moment.
    """
    number = next(_numbers)
    _opened[number] = weakref.ref(client, lambda _: _opened.pop(number, None)), stats


def open_clients() -> dict[int, Callable[[], ClientStats]]:
    """What tells of each open client, by numbers that no other ever has, in the order in which they were opened."""
    found: dict[int, Callable[[], ClientStats]] = {}
    for number, (one, stats) in _opened.copy().items():
        client = one()
        if client is not None and not client.is_closed:
            found[number] = partial(stats, client)
    return found
