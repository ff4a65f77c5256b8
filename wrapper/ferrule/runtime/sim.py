"""Virtual time: the production code runs unchanged, and a day passes as fast as the processor allows."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from ferrule.call import Call, Limit, Response
from ferrule.runtime.base import Event, Task
from ferrule.runtime.race import contain, race
from ferrule.runtime.scheduler import Deadlock as Deadlock
from ferrule.runtime.scheduler import Scheduler, SimEvent, SimTimeout

T = TypeVar("T")


class SimRuntime:
    """Waits in virtual time, which begins at 0. Deterministic: same seed, same run.

    Args:
        handler: stands for the network. It gets a call, and returns (or raises) the outcome of sending it. It may
            wait through the runtime.
        seed: of the random numbers.
        epoch: wall-clock seconds at virtual time 0.
    """

    def __init__(
        self, handler: Callable[[Call], Awaitable[Response]], *, seed: int = 0, epoch: float = 1_767_225_600.0
    ) -> None:
        self._handler = handler
        self._scheduler = Scheduler()
        self._epoch = epoch
        self.random = random.Random(seed).random
        self.sleep = self._scheduler.sleep

    def run(self, main: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Run to its end, in virtual time; then cancel what it spawned and left behind, after its grace.

        Raises:
            Deadlock: when everything waits and nothing is left that could wake anything.
        """
        results: list[T] = []

        async def keep() -> None:
            results.append(await main())

        self._scheduler.run(keep())
        return results[0]

    def now(self) -> float:
        return self._scheduler.now

    def wall(self) -> float:
        return self._epoch + self._scheduler.now

    def timeout(self, at: float) -> Limit:
        return SimTimeout(self._scheduler, at)

    def event(self) -> Event:
        return SimEvent(self._scheduler)

    def spawn(
        self,
        work: Callable[[], Awaitable[Any]],
        *,
        grace: float = 0.0,
        then: Callable[[], object] | None = None,
    ) -> Task:
        return self._scheduler.start(contain(work), grace, then)

    async def race(self, *works: Callable[[], Awaitable[T]]) -> tuple[int, T]:
        return await race(self, works)

    async def offload(self, work: Callable[[], T]) -> T:
        return work()

    async def send(self, call: Call) -> Response:
        return await self._handler(call)

    async def aclose(self) -> None:
        """Nothing to close. The clients of a simulation share its runtime, so spawned work ends with the run."""
