"""Virtual time: the production code runs unchanged, and a day passes as fast as the processor allows."""

from __future__ import annotations

import heapq
import math
import random
import types
from asyncio import CancelledError
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Generator
from contextlib import AbstractAsyncContextManager
from contextvars import Context, copy_context
from functools import partial
from typing import Any, TypeVar

from ferrule.call import Call, Response
from ferrule.runtime.base import Event, Task
from ferrule.runtime.race import contain, race
from ferrule.runtime.suspension import reject_suspension, waits_in

T = TypeVar("T")


class Deadlock(RuntimeError):
    """Everything waits, and nothing is left that could wake anything."""


class SimRuntime:
    """A deterministic scheduler on virtual time: same seed, same run. Cancellation looks as in asyncio.

    Args:
        handler: stands for the network: gets a call, returns (or raises) what sending it gives. It may wait through the runtime.
        seed: of the random numbers.
        epoch: wall-clock seconds at virtual time 0.
    """

    def __init__(
        self, handler: Callable[[Call], Awaitable[Response]], *, seed: int = 0, epoch: float = 1_767_225_600.0
    ) -> None:
        self._handler = handler
        self._random = random.Random(seed)
        self._epoch = epoch
        self._now = 0.0
        self._ready: deque[_Task] = deque()
        self._timers: list[tuple[float, int, _Timer]] = []
        self._timers_made = 0
        self._tasks: dict[_Task, None] = {}  # ordered, unlike a set
        self._current: _Task | None = None

    def run(self, main: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Run to its end, in virtual time; then cancel what it spawned and left behind.

        Raises:
            Deadlock: when everything waits and no timer is left.
        """
        if self._tasks:
            raise RuntimeError("this runtime is running already")
        results: list[T] = []

        async def keep() -> None:
            results.append(await main())

        task = self._start(keep())
        try:
            self._run_until(lambda: task.done)
        finally:
            self._current = None
            for left in self._tasks:
                left.cancel()
            self._run_until(lambda: not self._tasks)
        if task.error is not None:
            raise task.error
        return results[0]

    def now(self) -> float:
        return self._now

    def wall(self) -> float:
        return self._epoch + self._now

    def random(self) -> float:
        return self._random.random()

    async def sleep(self, seconds: float) -> None:
        task = self.current()
        task.park(self.timer(self._now + max(seconds, 0.0), task.wake).cancel)
        await _suspend()

    def timeout(self, at: float) -> AbstractAsyncContextManager[None]:
        return _Timeout(self, at)

    def event(self) -> Event:
        return _Event(self)

    def spawn(self, work: Callable[[], Awaitable[Any]]) -> Task:
        return self._start(contain(work))

    async def race(self, *works: Callable[[], Awaitable[T]]) -> tuple[int, T]:
        return await race(self, works)

    async def offload(self, work: Callable[[], T]) -> T:
        return work()

    async def send(self, call: Call) -> Response:
        return await self._handler(call)

    async def aclose(self) -> None:
        """Nothing is open."""

    # What the classes below share; not part of the Runtime interface.

    def current(self) -> _Task:
        if self._current is None:
            raise RuntimeError("waiting is only possible inside SimRuntime.run")
        return self._current

    def timer(self, at: float, act: Callable[[], None]) -> _Timer:
        timer = _Timer(act)
        self._timers_made += 1  # breaks ties: first made, first fired
        heapq.heappush(self._timers, (at, self._timers_made, timer))
        return timer

    def make_ready(self, task: _Task) -> None:
        self._ready.append(task)

    def _start(self, coro: Coroutine[Any, Any, None]) -> _Task:
        task = _Task(self, coro)
        self._tasks[task] = None
        self._ready.append(task)
        return task

    def _run_until(self, reached: Callable[[], bool]) -> None:
        while not reached():
            if self._ready:
                self._step(self._ready.popleft())
            else:
                self._advance()

    def _advance(self) -> None:
        """Fire all timers of the next moment; only then do tasks run, so that a timeout beats a wait that ends with it."""
        while self._timers and self._timers[0][2].act is None:
            heapq.heappop(self._timers)
        if not self._timers or self._timers[0][0] == math.inf:
            waiting = "\n  ".join(waits_in(task.coro) for task in self._tasks)
            raise Deadlock(f"nothing can happen any more at {self._now:g} s; still waiting:\n  {waiting}")
        self._now = max(self._now, self._timers[0][0])
        while self._timers and self._timers[0][0] <= self._now:
            act = heapq.heappop(self._timers)[2].act
            if act is not None:
                act()

    def _step(self, task: _Task) -> None:
        self._current = task
        try:
            if not task.resume():
                task.error = reject_suspension(task.coro, "SimRuntime")
                self._finish(task)
        except StopIteration:
            self._finish(task)
        except (KeyboardInterrupt, SystemExit) as error:
            task.error = error
            self._finish(task)
            raise
        except BaseException as error:
            task.error = error
            self._finish(task)
        finally:
            self._current = None

    def _finish(self, task: _Task) -> None:
        del self._tasks[task]
        task.done = True
        task.ended.set()


_PARKED = object()


@types.coroutine
def _suspend() -> Generator[object, None, None]:
    yield _PARKED


class _Timer:
    __slots__ = ("act",)

    def __init__(self, act: Callable[[], None]) -> None:
        self.act: Callable[[], None] | None = act

    def cancel(self) -> None:
        self.act = None  # stays in the heap until its time comes


class _Task:
    __slots__ = ("_context", "_must_cancel", "_runtime", "_unpark", "cancelling", "coro", "done", "ended", "error")

    def __init__(self, runtime: SimRuntime, coro: Coroutine[Any, Any, None]) -> None:
        self._runtime = runtime
        self._context: Context = copy_context()
        self._must_cancel = False
        self._unpark: Callable[[], Any] | None = None
        self.coro = coro
        self.cancelling = 0
        self.done = False
        self.error: BaseException | None = None
        self.ended = _Event(runtime)

    def cancel(self) -> None:
        if self.done:
            return
        self.cancelling += 1
        self._must_cancel = True
        if self._unpark is not None:
            self._unpark()
            self.wake()

    async def join(self) -> None:
        await self.ended.wait()

    def park(self, unpark: Callable[[], Any]) -> None:
        """Wait for `wake`; `unpark` forgets what would call it."""
        self._unpark = unpark

    def wake(self) -> None:
        self._unpark = None
        self._runtime.make_ready(self)

    def resume(self) -> bool:
        """Run to the next wait; False when that is not one of this runtime's."""
        if self._must_cancel:
            self._must_cancel = False
            return self._context.run(self.coro.throw, CancelledError()) is _PARKED
        return self._context.run(self.coro.send, None) is _PARKED


class _Event:
    __slots__ = ("_runtime", "_set", "_waiting")

    def __init__(self, runtime: SimRuntime) -> None:
        self._runtime = runtime
        self._set = False
        self._waiting: dict[_Task, None] = {}

    def set(self) -> None:
        self._set = True
        waiting, self._waiting = self._waiting, {}
        for task in waiting:
            task.wake()

    def is_set(self) -> bool:
        return self._set

    async def wait(self) -> None:
        if not self._set:
            task = self._runtime.current()
            self._waiting[task] = None
            task.park(partial(self._waiting.pop, task))
            await _suspend()


class _Timeout:
    """As `asyncio.Timeout`: it interrupts by cancelling, and converts only a cancellation that is its own."""

    __slots__ = ("_at", "_before", "_expired", "_runtime", "_task", "_timer")

    def __init__(self, runtime: SimRuntime, at: float) -> None:
        self._runtime = runtime
        self._at = at
        self._expired = False

    async def __aenter__(self) -> None:
        self._task = self._runtime.current()
        self._before = self._task.cancelling
        self._timer = self._runtime.timer(self._at, self._expire) if self._at < math.inf else None

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        if self._timer is not None:
            self._timer.cancel()
        if self._expired:
            self._task.cancelling -= 1
            if self._task.cancelling <= self._before and isinstance(error, CancelledError):
                raise TimeoutError from error

    def _expire(self) -> None:
        self._expired = True
        self._task.cancel()
