"""The runtime of sync clients. Its coroutines block the thread and never suspend: one `send(None)` runs a call."""

from __future__ import annotations

import atexit
import contextvars
import logging
import math
import random
import threading
import time
from asyncio import CancelledError
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Protocol, TypeVar

from ferrule.call.limit import UNLIMITED, Limit
from ferrule.runtime.base import Engine, Event, Task
from ferrule.runtime.forks import reset_in_child
from ferrule.runtime.interrupts import Cancellation, TimeoutBlock, innermost, start_thread, time_left, wakeable
from ferrule.runtime.race import contain, race
from ferrule.runtime.suspension import reject_suspension

T = TypeVar("T")

_log = logging.getLogger("ferrule")


def drive(coro: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine that never suspends.

    Raises:
        TypeError: when it did suspend, because a user's hook awaits something real; the message names it.
    """
    around = innermost.get()
    try:
        coro.send(None)
    except StopIteration as stop:
        result: T = stop.value
        return result
    except BaseException:
        innermost.set(around)  # a signal handler may have raised while a deadline was entered or left
        raise
    raise reject_suspension(coro, "a blocking client")


class Signal(Protocol):
    """What one thread waits on; `threading.Event` is one."""

    def set(self) -> object:
        """End the wait."""
        ...

    def wait(self, timeout: float | None) -> object:
        """Return when set, or after so many seconds."""
        ...


class Clock(Protocol):
    """Time and threads, replaceable so that tests do not wait."""

    def now(self) -> float:
        """Monotonic seconds."""
        ...

    def wall(self) -> float:
        """Seconds since the epoch."""
        ...

    def signal(self) -> Signal:
        """A new signal, not set."""
        ...

    def start(self, run: Callable[[], None]) -> None:
        """Run in a new thread."""
        ...


class SystemClock:
    """The machine's time and threads."""

    now = staticmethod(time.monotonic)
    wall = staticmethod(time.time)
    signal = staticmethod(threading.Event)

    def start(self, run: Callable[[], None]) -> None:
        # A daemon: at its end the interpreter must not wait for a server that does not answer.
        threading.Thread(target=run, name="ferrule", daemon=True).start()


class BlockingRuntime:
    """Waits by blocking; works beside the caller in threads.

    Args:
        engine: what sends.
        clock: time and threads.
        rng: uniform random numbers in [0, 1).
    """

    def __init__(self, engine: Engine, *, clock: Clock | None = None, rng: Callable[[], float] = random.random) -> None:
        self.clock: Clock = SystemClock() if clock is None else clock
        self.now = self.clock.now
        self.wall = self.clock.wall
        self.random = rng
        self.send = engine.send
        self._engine = engine
        self._tasks: set[_Task] = set()
        reset_in_child(self)

    async def sleep(self, seconds: float) -> None:
        self.wait(self.clock.signal(), seconds)

    def timeout(self, at: float) -> Limit:
        return UNLIMITED if at == math.inf else TimeoutBlock(at, self.now)

    def event(self) -> Event:
        return _Event(self)

    def spawn(
        self,
        work: Callable[[], Awaitable[Any]],
        *,
        grace: float = 0.0,
        then: Callable[[], object] | None = None,
    ) -> Task:
        task = _Task(self, grace)
        self._tasks.add(task)
        if grace:
            atexit.register(task.settle_at_exit)  # after which its thread, a daemon, is stopped
        context = contextvars.copy_context()

        def run() -> None:
            start_thread(task.cancellation)
            try:
                time_left()  # it may be cancelled already
                drive(contain(work))
            except CancelledError:
                pass
            except Exception:  # `contain` keeps those of the work: this one says that it awaits what it must not
                _log.exception("background work failed")
            finally:
                self._tasks.discard(task)
                if then is not None:
                    then()
                task.ended.set()
                if grace:
                    atexit.unregister(task.settle_at_exit)

        self.clock.start(lambda: context.run(run))
        return task

    async def race(self, *works: Callable[[], Awaitable[T]]) -> tuple[int, T]:
        return await race(self, works)

    async def offload(self, work: Callable[[], T]) -> T:
        return work()

    async def aclose(self) -> None:
        """Stop what was spawned, after its grace, then close the engine's connections. Idempotent."""
        tasks, began = list(self._tasks), self.now()
        graceful = [task for task in tasks if task.grace]
        for task in tasks:
            if not task.grace:
                task.cancel()
        try:
            for task in graceful:
                await task.settle(began + task.grace)
        finally:
            for task in graceful:
                task.cancel()
        for task in tasks:
            await task.join()
        await self._engine.aclose()

    def wait(self, signal: Signal, seconds: float | None) -> None:
        """Block until the signal is set or the time is over; interrupted by a timeout block or a cancellation."""
        left = time_left()
        limits = [limit for limit in (left, seconds) if limit is not None and limit < math.inf]
        with wakeable(by=signal.set):
            signal.wait(min(max(min(limits), 0.0), threading.TIMEOUT_MAX) if limits else None)
        time_left()

    def after_fork(self) -> None:
        for task in self._tasks:
            atexit.unregister(task.settle_at_exit)
        self._tasks = set()  # their threads stayed in the parent


class _Event:
    # Needs no lock: `wait` adds itself before it looks, `set` sets before it looks.
    __slots__ = ("_runtime", "_set", "_signals")

    def __init__(self, runtime: BlockingRuntime) -> None:
        self._runtime = runtime
        self._set = False
        self._signals: list[Signal] = []

    def set(self) -> None:
        self._set = True
        for signal in list(self._signals):
            signal.set()

    def is_set(self) -> bool:
        return self._set

    async def wait(self) -> None:
        signal = self._runtime.clock.signal()
        self._signals.append(signal)
        try:
            if not self._set:
                self._runtime.wait(signal, None)
        finally:
            self._signals.remove(signal)


class _Task:
    def __init__(self, runtime: BlockingRuntime, grace: float) -> None:
        self._runtime = runtime
        self.grace = grace
        self.cancellation = Cancellation()
        self.ended = _Event(runtime)

    def cancel(self) -> None:
        self.cancellation.cancel()

    async def join(self) -> None:
        await self.ended.wait()

    async def settle(self, at: float) -> None:
        """Return when it has ended, or at that monotonic time."""
        limit = self._runtime.timeout(at)
        try:
            with limit:
                await self.join()
        except TimeoutError:
            if not limit.expired:
                raise

    def settle_at_exit(self) -> None:
        """Let it end before the program does."""
        drive(self.settle(self._runtime.now() + self.grace))
