"""Clients for services under test, over an engine that answers as a test says, or waits until somebody gives up."""

from __future__ import annotations

from asyncio import CancelledError
from collections.abc import Awaitable, Callable
from typing import Any

import attrs
import pytest

from acme import Acme, AsyncAcme, ScriptedEngine
from ferrule.call import Body, Call, Response
from ferrule.runtime.aio import AsyncRuntime
from ferrule.runtime.base import Runtime
from ferrule.runtime.blocking import BlockingRuntime

SECRETS = ("api.example", "acme", "sesame", "10.0.0.5", "traceback", "ferrule")
"""What no answer of a service may hold: names of the upstream and words of its answers, in lower case."""


@attrs.define
class HangingEngine:
    """Never answers.

    Attributes:
        sent: the calls that wait, and those that did.
        ended: how each ended.
        closed: how often it was closed.
    """

    runtime: Runtime | None = None
    sent: list[Call] = attrs.field(factory=list)
    ended: list[str] = attrs.field(factory=list)
    closed: int = 0
    on_send: Callable[[], object] = lambda: None

    async def send(self, call: Call) -> Response:
        self.sent.append(call)
        self.on_send()
        assert self.runtime is not None
        try:
            await self.runtime.event().wait()
        except CancelledError:
            self.ended.append("cancelled")
            raise
        raise AssertionError("nobody sets it")

    async def aclose(self) -> None:
        self.closed += 1


def an_acme(*steps: Response | Exception, engine: Any = None, **settings: Any) -> AsyncAcme:
    """An async client."""
    engine = engine or ScriptedEngine(*steps)
    runtime = AsyncRuntime(engine)
    if isinstance(engine, HangingEngine):
        engine.runtime = runtime
    return AsyncAcme(runtime=runtime, **settings)


def a_blocking_acme(*steps: Response | Exception, engine: Any = None, **settings: Any) -> Acme:
    """A blocking one."""
    engine = engine or ScriptedEngine(*steps)
    runtime = BlockingRuntime(engine)
    if isinstance(engine, HangingEngine):
        engine.runtime = runtime
    return Acme(runtime=runtime, **settings)


def assert_tells_nothing(*texts: Any) -> None:
    """No text holds a detail of the upstream."""
    for text in texts:
        assert not [secret for secret in SECRETS if secret in str(text).lower()], text


@pytest.fixture
def hanging() -> HangingEngine:
    """An engine that never answers."""
    return HangingEngine()


class BodyEngine:
    """Answers each call with a body that comes in parts, and breaks where a part is an error.

    Attributes:
        released: how many bodies were given back.
    """

    def __init__(
        self, *parts: bytes | Exception | Callable[[], Awaitable[object]], status: int = 200, **headers: str
    ) -> None:
        self._parts = parts
        self._status = status
        self._headers = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        self.released = 0

    async def send(self, call: Call) -> Response:
        response = Response(self._status, self._headers)
        response.body = Body(_Parts(self, list(self._parts)))
        return response

    async def aclose(self) -> None:
        """Nothing is open."""


class _Parts:
    def __init__(self, engine: BodyEngine, parts: list[Any]) -> None:
        self._engine = engine
        self._parts = parts

    async def receive(self) -> bytes:
        while self._parts:
            part = self._parts.pop(0)
            if isinstance(part, Exception):
                raise part
            if isinstance(part, bytes):
                return part
            await part()
        return b""

    async def release(self) -> None:
        self._engine.released += 1

    def abandon(self, then: Callable[[], object]) -> None:
        self._engine.released += 1
        then()
