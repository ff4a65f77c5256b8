"""What is idle in a loop is looked at again for as long as there is any."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable

import pytest

from ferrule.engines.pool import Tidying


class Loop:
    """Keeps what it is to do later."""

    def __init__(self) -> None:
        self.later: list[tuple[float, Callable[[], None]]] = []

    def call_later(self, seconds: float, work: Callable[[], None]) -> object:
        self.later.append((seconds, work))
        return object()


def test_it_goes_on_until_nothing_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not too often, with one timer at a time, and it can begin anew."""
    loop, answers = Loop(), iter([5.0, 0.0, None, None])
    monkeypatch.setattr(asyncio, "get_running_loop", lambda: loop)
    tidying = Tidying(lambda: next(answers))
    tidying.begin(math.inf)  # of connections that do not expire
    assert loop.later == []
    waits: list[float] = []
    for _ in range(2):
        tidying.begin(30.0)
        tidying.begin(1.0)
        while loop.later:
            ((seconds, work),) = loop.later
            loop.later.clear()
            waits.append(seconds)
            work()
    assert waits == [30.0, 5.0, 0.01, 30.0]
