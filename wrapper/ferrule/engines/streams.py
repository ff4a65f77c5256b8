"""A body on the wire: received as it comes, with its content codings taken off.

At the end its connection is given back or closed.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Any, TypeAlias

from ferrule.engines.decoding import Decoder
from ferrule.engines.failures import raise_or_return
from ferrule.runtime.blocking import drive

Later: TypeAlias = Callable[[Callable[[], Coroutine[Any, Any, None]]], None]


class CodedSource:
    """A body as an engine receives it. See `ferrule.call.response.Source`.

    Args:
        more: what comes next, as it was sent; empty at the end.
        decoder: takes off the content codings; None where there are none.
        failed: Ferrule's error for what `more` raised, given the error the caller was handling before; None to let it
            pass.
        end: gives the connection back if it can be used again, otherwise closes it.
        later: has work done soon in the loop or thread of the connection. Any thread may call it.
    """

    __slots__ = ("_decoder", "_end", "_failed", "_later", "_more")

    def __init__(
        self,
        more: Callable[[], Awaitable[bytes]],
        decoder: Decoder | None,
        failed: Callable[[BaseException, BaseException | None], Exception | None],
        end: Callable[[], Awaitable[None]],
        later: Later,
    ) -> None:
        self._more = more
        self._decoder = decoder
        self._failed = failed
        self._end = end
        self._later = later

    async def receive(self) -> bytes:
        return raise_or_return(await self._receive())

    async def release(self) -> None:
        await self._end()

    def abandon(self, then: Callable[[], object]) -> None:
        end = self._end

        async def work() -> None:
            try:
                await end()
            finally:
                then()

        self._later(work)

    async def _receive(self) -> bytes | Exception:
        """The next part, or the error to raise. It is raised outside, where no frame of the engine is in reach."""
        decoder, before = self._decoder, sys.exception()
        try:
            if decoder is None:
                return await self._more()
            while not (part := decoder.step()):
                coded = await self._more()
                if not coded:
                    decoder.end()
                    break
                decoder.feed(coded)
        except BaseException as error:
            if (mapped := self._failed(error, before)) is None:
                raise
            return mapped
        return part


def in_loop() -> Later:
    """Has work done in the running event loop, or as `in_thread` does when that is closed."""
    loop = asyncio.get_running_loop()

    def later(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        try:
            loop.call_soon_threadsafe(start, work)
        except RuntimeError:
            in_thread(work)

    def start(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        task = loop.create_task(work())
        _working.add(task)
        task.add_done_callback(_working.discard)

    return later


def in_thread(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Has work done that blocks, in a thread of its own."""
    with suppress(RuntimeError):  # the interpreter is ending, and everything with it
        threading.Thread(target=lambda: drive(work()), name="ferrule", daemon=True).start()


_working: set[asyncio.Task[None]] = set()  # the loop itself holds tasks weakly
