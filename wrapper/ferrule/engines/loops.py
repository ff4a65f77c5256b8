"""One thing for each event loop, such as its connections, closed when the loop shuts down."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import Any, Generic, TypeVar

from ferrule.runtime.forks import reset_in_child

T = TypeVar("T")

# What a forked child got from its parent. It is kept: finalising it would act on connections the parent still uses.
_inherited: list[Any] = []


class PerLoop(Generic[T]):
    """Makes one for each loop that asks.

    Args:
        make: called in the loop.
        close: called in the loop, when it shuts down or `aclose` is called there.
    """

    def __init__(self, make: Callable[[], T], close: Callable[[T], Awaitable[None]]) -> None:
        self._make = make
        self._close = close
        self._loops: dict[asyncio.AbstractEventLoop, tuple[T, AsyncGenerator[None]]] = {}
        reset_in_child(self)

    async def here(self) -> T:
        """That of the running loop."""
        found = self._loops.get(asyncio.get_running_loop()) or await self._settle()
        return found[0]

    async def aclose(self) -> None:
        """Close that of the running loop. Idempotent."""
        found = self._loops.get(asyncio.get_running_loop())
        if found is not None:
            await found[1].aclose()

    async def _settle(self) -> tuple[T, AsyncGenerator[None]]:
        loop = asyncio.get_running_loop()
        for ended in [other for other in list(self._loops) if other.is_closed()]:
            self._loops.pop(ended, None)
        made = self._make()

        async def close_at_end() -> AsyncGenerator[None]:
            # Before it closes, a loop finalises the async generators begun in it. There is no other way to hear of
            # its end.
            try:
                yield
            finally:
                self._loops.pop(loop, None)
                await self._close(made)

        closing = close_at_end()
        found = self._loops[loop] = made, closing  # before anything is awaited: two tasks may begin at once
        await anext(closing)
        return found

    def after_fork(self) -> None:
        _inherited.append(self._loops)
        self._loops = {}
