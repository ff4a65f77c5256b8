"""Awaiting in a blocking thread what an extension wakes."""

from __future__ import annotations

import types
from collections.abc import Generator
from typing import Any

from ferrule.engines.parking import await_parked


@types.coroutine
def _woken_while_it_looked() -> Generator[Any, None, str]:
    yield None
    return "done"


def test_progress_made_meanwhile_is_not_waited_for() -> None:
    """An awaitable that yields nothing to wait for is asked again at once, as by asyncio."""

    async def work() -> str:
        return await _woken_while_it_looked()

    assert await_parked(work()) == "done"
