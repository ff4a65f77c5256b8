"""The worlds a scenario runs in: one coroutine function, three runtimes, no real waiting in any of them.

    def test_it_waits_between_attempts(world: World) -> None:
        "It waits between attempts."
        world.script(503, 200)

        async def scenario() -> None:
            handler = compose([RetryPolicy(...)], world.runtime)
            response = await handler(a_call())
            assert (response.status_code, world.sent_at) == (200, [0.0, 1.0])

        world.run(scenario)

`world` is a fixture, parametrised over `WORLDS`: `from worlds import world as world` in the conftest.py of a folder.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

import pytest

from ferrule.call import Call, Operation, Options, Response
from ferrule.runtime.aio import AsyncRuntime
from ferrule.runtime.base import Runtime
from ferrule.runtime.blocking import BlockingRuntime, drive
from ferrule.runtime.sim import SimRuntime
from virtual import VirtualLoop, VirtualThreads

T = TypeVar("T")
Handler = Callable[[Call], Awaitable[Response]]
EPOCH = 1_767_225_600.0  # 2026-01-01T00:00:00Z: wall time when virtual time is 0

OPERATION = Operation(api="shop", id="orders/get", name="orders.get", method="GET", path="/orders")


def a_call(method: str = "GET", url: str = "https://api.shop.test/orders", **changes: Any) -> Call:
    """A call with unremarkable values, where the test does not say otherwise."""
    values: dict[str, Any] = {"operation": OPERATION, "headers": {}, "body": {}, "options": Options()} | changes
    return Call(method=method, url=url, **values)


def a_response(status: int = 200, content: bytes = b"", **headers: str) -> Response:
    """A response; `retry_after="1"` is the header `retry-after: 1`."""
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Response(status, raw, content)


class World:
    """A runtime on virtual time (starting at 0) over a scripted network.

    Attributes:
        runtime: what policies are bound to.
        handler: answers each send; replace it, or use `script`.
        sent: calls that reached the network, in order.
        sent_at: virtual time of each.
    """

    name: str
    runtime: Runtime

    def __init__(self) -> None:
        self.sent: list[Call] = []
        self.sent_at: list[float] = []
        self.handler: Handler = _ok

    def run(self, scenario: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Run a scenario to its end. Raises a `Deadlock` when nothing can happen any more."""
        raise NotImplementedError

    def script(self, *steps: int | Response | Exception | Handler) -> None:
        """Answer each send by the next step: a status, a response, an error to raise, a handler. The last repeats."""
        left = list(steps)

        async def handler(call: Call) -> Response:
            step = left.pop(0) if len(left) > 1 else left[0]
            if isinstance(step, Exception):
                raise step
            if isinstance(step, int):
                return a_response(step)
            return step if isinstance(step, Response) else await step(call)

        self.handler = handler

    def after(self, seconds: float, step: int | Response | Exception) -> Handler:
        """A handler that answers, or fails, only after some time."""

        async def handler(call: Call) -> Response:
            await self.runtime.sleep(seconds)
            if isinstance(step, Exception):
                raise step
            return a_response(step) if isinstance(step, int) else step

        return handler

    async def send(self, call: Call) -> Response:
        """The engine's side: note the call, then do as the script says."""
        self.sent.append(call)
        self.sent_at.append(round(self.runtime.now(), 9))
        return await self.handler(call)

    async def aclose(self) -> None:
        """Nothing is open."""


class SimWorld(World):
    name = "sim"

    def __init__(self) -> None:
        super().__init__()
        self.runtime: SimRuntime = SimRuntime(self.send, epoch=EPOCH)

    def run(self, scenario: Callable[[], Coroutine[Any, Any, T]]) -> T:
        return self.runtime.run(scenario)


class BlockingWorld(World):
    """Real threads that take turns: one runs at a time, and time advances when all wait."""

    name = "blocking"

    def __init__(self) -> None:
        super().__init__()
        self.threads = VirtualThreads(EPOCH)
        self.runtime: BlockingRuntime = BlockingRuntime(self, clock=self.threads, rng=random.Random(0).random)

    def run(self, scenario: Callable[[], Coroutine[Any, Any, T]]) -> T:
        try:
            return drive(scenario())
        finally:
            drive(self.runtime.aclose())  # as the other worlds do, it stops what the scenario left running


class AsyncWorld(World):
    """asyncio itself, on a loop whose clock jumps to the next timer."""

    name = "async"

    def __init__(self) -> None:
        super().__init__()
        self._now = 0.0
        self.runtime: AsyncRuntime = AsyncRuntime(
            self, now=lambda: self._now, wall=lambda: EPOCH + self._now, rng=random.Random(0).random
        )

    def run(self, scenario: Callable[[], Coroutine[Any, Any, T]]) -> T:
        with asyncio.Runner(loop_factory=lambda: VirtualLoop(self._now, self._advanced)) as runner:
            return runner.run(scenario())

    def _advanced(self, now: float) -> None:
        self._now = now


WORLDS: list[type[World]] = [SimWorld, BlockingWorld, AsyncWorld]


@pytest.fixture(params=WORLDS, ids=lambda world: world.name)
def world(request: pytest.FixtureRequest) -> World:
    """Each world in turn."""
    made: World = request.param()
    return made


async def _ok(call: Call) -> Response:
    return a_response()
