"""A body on the wire: received as it comes, with its content codings taken off.

At the end its connection is given back or closed.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Any, Protocol

from ferrule.engines.codings import Decoder
from ferrule.engines.failures import raise_or_return
from ferrule.runtime.blocking import drive
from ferrule.runtime.interrupts import time_left

_MANY_PARTS = 64  # of a body; a few milliseconds' work


class CodedSource:
    """A body as an engine receives it. See `ferrule.call.response.Source`.

    Args:
        more: what comes next, as it was sent; empty at the end.
        decoder: takes off the content codings; None where there are none.
        failed: Ferrule's error for what `more` raised, given the error the caller was handling before; None to let it
            pass.
        end: gives the connection back if it can be used again, otherwise closes it.
        place: where the connection belongs.
    """

    __slots__ = ("_decoder", "_end", "_failed", "_more", "_place")

    def __init__(
        self,
        more: Callable[[], Awaitable[bytes]],
        decoder: Decoder | None,
        failed: Callable[[BaseException, BaseException | None], Exception | None],
        end: Callable[[], Awaitable[None]],
        place: Place,
    ) -> None:
        self._more = more
        self._decoder = decoder
        self._failed = failed
        self._end = end
        self._place = place

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

        self._place.later(work)

    async def _receive(self) -> bytes | Exception:
        """The next part, or the error to raise. It is raised outside, where no frame of the engine is in reach."""
        decoder, before = self._decoder, sys.exception()
        try:
            if decoder is None:
                return await self._more()
            while not (part := decoder.step()):
                if part is not None:
                    await self._place.breathe()
                elif coded := await self._more():
                    decoder.feed(coded)
                else:
                    decoder.end()
                    return b""
            await self._place.breathe()  # a few bytes may stand for gigabytes, which nothing else would wait for
        except BaseException as error:
            if (mapped := self._failed(error, before)) is None:
                raise
            return mapped
        return part


class Pace:
    """Lets others go on after so many parts, where a library gives many small ones without waiting.

    Args:
        place: where the connection belongs.
    """

    __slots__ = ("_count", "_place")

    def __init__(self, place: Place) -> None:
        self._place = place
        self._count = 0

    async def step(self) -> None:
        """Another part has come."""
        self._count += 1
        if not self._count % _MANY_PARTS:
            await self._place.breathe()


class Place(Protocol):
    """Where a connection belongs."""

    def later(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Have work done there soon. Any thread may ask, at any moment."""
        ...

    async def breathe(self) -> None:
        """Let others go on, and deadlines and cancellations take hold, in the middle of long work."""
        ...


class InLoop:
    """In the event loop that runs. When it is closed, work is done as by `InThread`."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()

    def later(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        try:
            self._loop.call_soon_threadsafe(self._start, work)
        except RuntimeError:
            InThread().later(work)

    @staticmethod
    async def breathe() -> None:
        await asyncio.sleep(0)

    def _start(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        task = self._loop.create_task(work())
        _working.add(task)
        task.add_done_callback(_working.discard)


class InThread:
    """In a thread of its own, for work that blocks."""

    def later(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        with suppress(RuntimeError):  # the interpreter is ending, and everything with it
            threading.Thread(target=_run, args=(work,), name="ferrule", daemon=True).start()

    @staticmethod
    async def breathe() -> None:
        time_left()


def _run(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    with suppress(Exception):  # what belonged to a loop that is closed cannot be closed any more
        drive(work())


_working: set[asyncio.Task[None]] = set()  # the loop itself holds tasks weakly
