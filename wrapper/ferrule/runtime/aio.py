"""The runtime of async clients: asyncio. It belongs to no loop until it is used in one."""

from __future__ import annotations

import asyncio
import math
import random
import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from ferrule.call.limit import UNLIMITED, Limit
from ferrule.errors import ConfigError
from ferrule.runtime.base import Engine, Event, Task
from ferrule.runtime.forks import reset_in_child
from ferrule.runtime.grace import with_grace
from ferrule.runtime.race import contain, race
from ferrule.runtime.timeouts import Timeout, Timeouts

T = TypeVar("T")


class AsyncRuntime:
    """Waits in the running asyncio loop; one runtime may be used in several loops, one after the other.

    Args:
        engine: what sends.
        now: monotonic seconds.
        wall: seconds since the epoch.
        rng: uniform random numbers in [0, 1).
    """

    def __init__(
        self,
        engine: Engine,
        *,
        now: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
        rng: Callable[[], float] = random.random,
    ) -> None:
        self.now = now
        self.wall = wall
        self.random = rng
        self.send = engine.send
        self._engine = engine
        self._tasks: set[asyncio.Task[None]] = set()  # the loop itself holds tasks weakly
        self._timeouts: Timeouts | None = None
        reset_in_child(self)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    def timeout(self, at: float) -> Limit:
        if at == math.inf:
            return UNLIMITED
        loop, timeouts = _running_loop(), self._timeouts
        if timeouts is None or timeouts.loop is not loop:
            timeouts = self._timeouts = Timeouts(loop, self.now)
        return Timeout(timeouts, at)

    def event(self) -> Event:
        return _Event()

    def spawn(
        self,
        work: Callable[[], Awaitable[Any]],
        *,
        grace: float = 0.0,
        then: Callable[[], object] | None = None,
    ) -> Task:
        contained = contain(work)
        task = asyncio.get_running_loop().create_task(with_grace(contained, grace) if grace else contained)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        if then is not None:
            task.add_done_callback(lambda _: then())
        return _Task(task)

    async def race(self, *works: Callable[[], Awaitable[T]]) -> tuple[int, T]:
        return await race(self, works)

    async def offload(self, work: Callable[[], T]) -> T:
        return await asyncio.to_thread(work)

    async def aclose(self) -> None:
        """Stop what was spawned in this loop, after its grace, then close the engine's connections. Idempotent."""
        loop = _running_loop()
        here = [task for task in self._tasks if task.get_loop() is loop]
        for task in here:
            task.cancel()
        if here:
            await asyncio.wait(here)
        await self._engine.aclose()

    def after_fork(self) -> None:
        self._tasks = set()  # their loop runs in the parent


def _running_loop() -> asyncio.AbstractEventLoop:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        raise ConfigError(
            "an async client needs a running asyncio loop; under trio, use the blocking client in a thread"
        ) from None


class _Event:
    # Not asyncio.Event: clients in several loops may share state, and each of their threads may wake it. It needs no
    # lock: `wait` adds itself before it looks, `set` sets before it looks.
    __slots__ = ("_set", "_waiting")

    def __init__(self) -> None:
        self._set = False
        self._waiting: list[asyncio.Future[None]] = []

    def set(self) -> None:
        self._set = True
        if not self._waiting:
            return
        here = asyncio._get_running_loop()
        for future in list(self._waiting):
            loop = future.get_loop()
            if loop is here:
                _resolve(future)  # the way around other threads costs a system call
                continue
            try:
                loop.call_soon_threadsafe(_resolve, future)
            except RuntimeError:  # its loop is closed: nobody waits there any more
                continue

    def is_set(self) -> bool:
        return self._set

    async def wait(self) -> None:
        future = asyncio.get_running_loop().create_future()
        self._waiting.append(future)
        try:
            if not self._set:
                await future
        finally:
            self._waiting.remove(future)


def _resolve(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)


class _Task:
    __slots__ = ("_task",)

    def __init__(self, task: asyncio.Task[None]) -> None:
        self._task = task

    def cancel(self) -> None:
        self._task.cancel()

    async def join(self) -> None:
        await asyncio.wait([self._task])
