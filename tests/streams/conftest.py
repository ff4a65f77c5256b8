"""Clients of a description with streams of each kind, over a scripted server, in both worlds on virtual time."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import attrs
import pytest

from ferrule import ApiKey, Call, Policies, Response
from ferrule.call import Body
from ferrule.codegen import generate
from worlds import AsyncWorld, BlockingWorld, World

Step = bytes | float | Exception | Callable[[], Awaitable[None]]
"""A part of a body, seconds of silence, how it breaks, or what happens meanwhile."""


@pytest.fixture(scope="session")
def streams(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The package generated from streams.yaml."""
    folder = tmp_path_factory.mktemp("streams")
    generate(Path(__file__).parent / "streams.yaml", None, folder, "streams_client")
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    yield importlib.import_module("streams_client")
    sys.path.remove(str(folder))


class Script:
    """A body that does as it is told. `released` tells how often its connection was given back."""

    def __init__(self, world: World, steps: tuple[Step, ...]) -> None:
        self._world = world
        self._steps = list(steps)
        self.released = 0
        self.at_end = False

    async def receive(self) -> bytes:
        while self._steps:
            step = self._steps.pop(0)
            if isinstance(step, bytes):
                return step
            if isinstance(step, Exception):
                raise step
            if callable(step):
                await step()
                continue
            await self._world.runtime.sleep(step)
        self.at_end = True
        return b""

    async def release(self) -> None:
        self.released += 1

    def abandon(self, then: Callable[[], object]) -> None:
        self.released += 1
        then()


@attrs.define
class Site:
    """A client of the streams, and what its server is asked.

    Attributes:
        world: sync or async, on virtual time.
        client: of it.
        calls: each request.
        at: virtual time of each.
        bodies: of the answers so far.
    """

    world: World
    client: Any
    calls: list[Call] = attrs.field(factory=list)
    at: list[float] = attrs.field(factory=list)
    bodies: list[Script] = attrs.field(factory=list)

    def serve(self, *answers: Any) -> None:
        """Answer the requests one after the other: a `reply`, or an error to raise. Any further one fails the test."""
        left = list(answers)

        async def handler(call: Call) -> Response:
            self.calls.append(call)
            self.at.append(round(self.world.runtime.now(), 6))
            answer = left.pop(0)
            if isinstance(answer, Exception):
                raise answer
            response, steps = answer()
            if call.stream:
                script = Script(self.world, steps)
                self.bodies.append(script)
                response.body = Body(script)
            else:
                response.content = b"".join(steps)
            return response

        self.world.handler = handler

    def run(self, scenario: Callable[[], Any]) -> Any:
        """Run a coroutine function in the world."""
        return self.world.run(scenario)

    def all(self, listing: Any) -> list[Any]:
        """Everything that it gives, to its end."""
        got: list[Any] = []
        self.run(lambda: self.drain(listing, got))
        return got

    async def drain(self, listing: Any, got: list[Any], most: int = -1) -> None:
        """Add what it gives to `got`, at most so many."""
        if isinstance(self.world, BlockingWorld):
            for one in listing:
                got.append(one)
                if len(got) == most:
                    break
        else:
            async for one in listing:
                got.append(one)
                if len(got) == most:
                    break

    async def within(self, stream: Any, work: Callable[[Any], Any]) -> None:
        """Enter it, do something (a coroutine function) with it, and leave it."""
        if isinstance(self.world, BlockingWorld):
            with stream as entered:
                await work(entered)
        else:
            async with stream as entered:
                await work(entered)

    async def step(self, listing: Any) -> Any:
        """The next that it gives; None at the end."""
        if isinstance(self.world, BlockingWorld):
            return next(listing, None)
        return await anext(listing, None)

    async def close(self, listing: Any) -> None:
        """Close it."""
        await (listing.aclose() if hasattr(listing, "aclose") else _nothing(listing.close()))

    def body(self, index: int = 0) -> Any:
        """What a request sent as JSON."""
        return json.loads(self.calls[index].body["content"])


async def _nothing(_: None) -> None:
    pass


def reply(*steps: Step, status: int = 200, content_type: str | None = "text/event-stream", **headers: str) -> Any:
    """An answer with this body, part by part."""

    def made() -> tuple[Response, tuple[Step, ...]]:
        raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        raw += [(b"content-type", content_type.encode())] if content_type is not None else []
        return Response(status, raw), steps

    return made


def deltas(*numbers: int) -> bytes:
    """Events of `Delta`."""
    return b"".join(b'data: {"i": %d}\n\n' % number for number in numbers)


def numbers(events: Any) -> list[int]:
    """What tells deltas apart."""
    return [one.i for one in events]


@pytest.fixture(params=[BlockingWorld, AsyncWorld], ids=["sync", "async"])
def site(request: pytest.FixtureRequest, streams: ModuleType) -> Site:
    """A site in each world; its client does not retry."""
    world = request.param()
    facade = streams.Streams if isinstance(world, BlockingWorld) else streams.AsyncStreams
    return Site(world, facade(auth=ApiKey("key"), runtime=world.runtime, policies=Policies(retry=None)))
