"""A deterministic scheduler of coroutines on virtual time. Cancellation and timeouts look as in asyncio."""

from __future__ import annotations

import heapq
import math
import types
from asyncio import CancelledError
from collections import deque
from collections.abc import Callable, Coroutine, Generator
from contextvars import Context, copy_context
from functools import partial
from typing import Any

from ferrule.runtime.suspension import reject_suspension, waits_in


class Deadlock(RuntimeError):
    """Everything waits, and nothing is left that could wake anything."""


class Scheduler:
    """Runs tasks in a fixed order; when all wait, time jumps to the next timer."""

    def __init__(self) -> None:
        self.now = 0.0
        self._ready: deque[SimTask] = deque()
        self._timers: list[tuple[float, int, Timer]] = []
        self._timers_made = 0
        self._tasks: dict[SimTask, None] = {}  # ordered, unlike a set
        self._current: SimTask | None = None

    def run(self, main: Coroutine[Any, Any, None]) -> None:
        """Run a coroutine to its end; then cancel what it started and left behind, after its grace.

        Raises:
            Deadlock: when everything waits and no timer is left.
        """
        if self._tasks:
            main.close()
            raise RuntimeError("this runtime is running already")
        task = self.start(main)
        try:
            self._run_until(lambda: task.done)
        finally:
            for left in self._tasks:
                if left.grace:
                    self.timer(self.now + left.grace, left.cancel)
                else:
                    left.cancel()
            self._run_until(lambda: not self._tasks)
        if task.error is not None:
            raise task.error

    def start(
        self, coro: Coroutine[Any, Any, None], grace: float = 0.0, then: Callable[[], object] | None = None
    ) -> SimTask:
        """A task that begins in its turn; `grace` and `then` as for `Runtime.spawn`."""
        task = SimTask(self, coro, grace, then)
        self._tasks[task] = None
        self._ready.append(task)
        return task

    def current(self) -> SimTask:
        """The task that runs."""
        if self._current is None:
            raise RuntimeError("waiting is only possible inside SimRuntime.run")
        return self._current

    def timer(self, at: float, act: Callable[[], None]) -> Timer:
        """Have something done at a time, before any task runs then."""
        timer = Timer(act)
        self._timers_made += 1  # breaks ties: first made, first fired
        heapq.heappush(self._timers, (at, self._timers_made, timer))
        return timer

    def make_ready(self, task: SimTask) -> None:
        """Let a task run on in its turn."""
        self._ready.append(task)

    async def sleep(self, seconds: float) -> None:
        """See `Runtime.sleep`."""
        task = self.current()
        task.park(self.timer(self.now + max(seconds, 0.0), task.wake).cancel)
        await _suspend()

    def _run_until(self, reached: Callable[[], bool]) -> None:
        while not reached():
            if self._ready:
                self._step(self._ready.popleft())
            else:
                self._advance()

    def _advance(self) -> None:
        """Fire all timers of the next moment. Tasks run only then, so a timeout beats a wait that ends with it."""
        while self._timers and self._timers[0][2].act is None:
            heapq.heappop(self._timers)
        if not self._timers or self._timers[0][0] == math.inf:
            waiting = "\n  ".join(waits_in(task.coro) for task in self._tasks)
            raise Deadlock(f"nothing can happen any more at {self.now:g} s; still waiting:\n  {waiting}")
        self.now = max(self.now, self._timers[0][0])
        while self._timers and self._timers[0][0] <= self.now:
            act = heapq.heappop(self._timers)[2].act
            if act is not None:
                act()

    def _step(self, task: SimTask) -> None:
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

    def _finish(self, task: SimTask) -> None:
        del self._tasks[task]
        task.done = True
        if task.then is not None:
            task.then()
        task.ended.set()


_PARKED = object()


@types.coroutine
def _suspend() -> Generator[object, None, None]:
    yield _PARKED


class Timer:
    """Something to be done at a time."""

    __slots__ = ("act",)

    def __init__(self, act: Callable[[], None]) -> None:
        self.act: Callable[[], None] | None = act

    def cancel(self) -> None:
        self.act = None  # stays in the heap until its time comes


class SimTask:
    """A running coroutine; see `Task`."""

    __slots__ = (
        "_context",
        "_must_cancel",
        "_scheduler",
        "_unpark",
        "cancelling",
        "coro",
        "done",
        "ended",
        "error",
        "grace",
        "then",
    )

    def __init__(
        self,
        scheduler: Scheduler,
        coro: Coroutine[Any, Any, None],
        grace: float,
        then: Callable[[], object] | None,
    ) -> None:
        self._scheduler = scheduler
        self.grace = grace
        self.then = then
        self._context: Context = copy_context()
        self._must_cancel = False
        self._unpark: Callable[[], Any] | None = None
        self.coro = coro
        self.cancelling = 0
        self.done = False
        self.error: BaseException | None = None
        self.ended = SimEvent(scheduler)

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
        self._scheduler.make_ready(self)

    def resume(self) -> bool:
        """Run to the next wait; False when that is not one of this scheduler's."""
        if self._must_cancel:
            self._must_cancel = False
            return self._context.run(self.coro.throw, CancelledError()) is _PARKED
        return self._context.run(self.coro.send, None) is _PARKED


class SimEvent:
    """See `Event`."""

    __slots__ = ("_scheduler", "_set", "_waiting")

    def __init__(self, scheduler: Scheduler) -> None:
        self._scheduler = scheduler
        self._set = False
        self._waiting: dict[SimTask, None] = {}

    def set(self) -> None:
        self._set = True
        waiting, self._waiting = self._waiting, {}
        for task in waiting:
            task.wake()

    def is_set(self) -> bool:
        return self._set

    async def wait(self) -> None:
        if not self._set:
            task = self._scheduler.current()
            self._waiting[task] = None
            task.park(partial(self._waiting.pop, task))
            await _suspend()


class SimTimeout:
    """As `asyncio.Timeout`: it interrupts by cancelling, and converts only a cancellation that is its own."""

    __slots__ = ("_at", "_before", "_scheduler", "_task", "_timer", "expired")

    def __init__(self, scheduler: Scheduler, at: float) -> None:
        self._scheduler = scheduler
        self._at = at
        self.expired = False

    def __enter__(self) -> None:
        self._task = self._scheduler.current()
        self._before = self._task.cancelling
        self._timer = self._scheduler.timer(self._at, self._expire) if self._at < math.inf else None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        if self._timer is not None:
            self._timer.cancel()
        if self.expired:
            self._task.cancelling -= 1
            if self._task.cancelling <= self._before and isinstance(error, CancelledError):
                raise TimeoutError from error

    def _expire(self) -> None:
        self.expired = True
        self._task.cancel()
