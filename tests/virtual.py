"""Virtual time for real machinery: an asyncio loop, and threads, that never wait."""

from __future__ import annotations

import asyncio
import heapq
import selectors
import threading
from collections import deque
from collections.abc import Callable
from typing import Any

from ferrule.runtime.sim import Deadlock


class _Jump(selectors.DefaultSelector):
    """Never waits: where select would have, the loop's clock jumps."""

    def __init__(self, jump: Callable[[float], None]) -> None:
        super().__init__()
        self._jump = jump

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if not ready and timeout is None:
            raise Deadlock("nothing can happen any more in this loop")
        if not ready and timeout:
            self._jump(timeout)
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """An asyncio loop on virtual time; `advanced` is told each new time."""

    def __init__(self, now: float, advanced: Callable[[float], None]) -> None:
        self._virtual = now
        self._advanced = advanced
        super().__init__(_Jump(self._jump))

    def time(self) -> float:
        return self._virtual

    def run_in_executor(self, executor: object, func: Callable[..., Any], *args: object) -> asyncio.Future[Any]:
        """Run at once: a thread beside would take real time."""
        future = self.create_future()
        try:
            future.set_result(func(*args))
        except Exception as error:
            future.set_exception(error)
        return future

    def _jump(self, seconds: float) -> None:
        self._virtual += seconds
        self._advanced(self._virtual)


class VirtualThreads:
    """A clock for `BlockingRuntime`: real threads of which one runs at a time, in a fixed order, on virtual time."""

    def __init__(self, epoch: float) -> None:
        self._epoch = epoch
        self._now = 0.0
        self._ready: deque[_Signal] = deque()
        self._timers: list[tuple[float, int, _Signal]] = []
        self._made = 0
        self.parked: set[_Signal] = set()
        self.dead = False

    def now(self) -> float:
        return self._now

    def wall(self) -> float:
        return self._epoch + self._now

    def signal(self) -> _Signal:
        return _Signal(self)

    def start(self, run: Callable[[], None]) -> None:
        turn = _Signal(self)
        self._ready.append(turn)

        def take_turn() -> None:
            turn.baton.acquire()
            try:
                run()
            finally:
                self.switch()

        threading.Thread(target=take_turn, daemon=True).start()

    def ready(self, signal: _Signal) -> None:
        self._ready.append(signal)

    def timer(self, seconds: float, signal: _Signal) -> None:
        self._made += 1
        heapq.heappush(self._timers, (self._now + seconds, self._made, signal))

    def switch(self) -> None:
        """Let the next thread run; when none can, advance to the next timer."""
        while not self._ready:
            if not self._timers:
                self.dead = True  # each waiting thread raises, the main one among them
                for signal in self.parked:
                    signal.baton.release()
                return
            self._now = max(self._now, self._timers[0][0])
            while self._timers and self._timers[0][0] <= self._now:
                heapq.heappop(self._timers)[2].wake()
        self._ready.popleft().baton.release()


class _Signal:
    """As `threading.Event`, for one thread to wait on."""

    def __init__(self, threads: VirtualThreads) -> None:
        self._threads = threads
        self._set = False
        self._waits = False
        self.baton = threading.Semaphore(0)

    def set(self) -> None:
        self._set = True
        self.wake()

    def wake(self) -> None:
        if self._waits:
            self._waits = False
            self._threads.ready(self)

    def wait(self, seconds: float | None) -> None:
        if not self._set:
            self._waits = True
            if seconds is not None:
                self._threads.timer(seconds, self)
            self._threads.parked.add(self)
            self._threads.switch()
            self.baton.acquire()
            self._threads.parked.discard(self)
            if self._threads.dead:
                raise Deadlock("every thread waits, and no timer is left")
