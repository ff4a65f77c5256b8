"""Both engines under their real runtimes, for tests against a real server."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import pytest
from ferrule.call import Call, Response
from ferrule.engines.connection import Connection
from ferrule.engines.httpx import BlockingHttpxEngine, HttpxEngine
from ferrule.runtime.aio import AsyncRuntime
from ferrule.runtime.base import Runtime
from ferrule.runtime.blocking import BlockingRuntime, drive
from worlds import a_call

T = TypeVar("T")


class Side:
    """An engine under its runtime, `async` or `blocking`."""

    def __init__(self, name: str, connection: Connection | None = None) -> None:
        self.name = name
        self.runtime: Runtime
        if name == "async":
            self.runtime = AsyncRuntime(HttpxEngine(connection))
        else:
            self.runtime = BlockingRuntime(BlockingHttpxEngine(connection))

    def over(self, connection: Connection) -> Side:
        """The same with other settings."""
        return Side(self.name, connection)

    def run(self, scenario: Callable[[], Coroutine[Any, Any, T]], *, close: bool = True) -> T:
        """Run a scenario to its end; then close, unless told not to."""

        async def main() -> T:
            try:
                return await scenario()
            finally:
                if close:
                    await self.runtime.aclose()

        return asyncio.run(main()) if self.name == "async" else drive(main())

    def send(self, url: str, method: str = "GET", **changes: Any) -> Response:
        """Send one call and close."""
        return self.run(lambda: self.runtime.send(a_call(method, url, **changes)))

    async def within(self, seconds: float, call: Call) -> Response:
        """Send within a deadline."""
        async with self.runtime.timeout(self.runtime.now() + seconds):
            return await self.runtime.send(call)


@pytest.fixture(params=["async", "blocking"])
def side(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Side:
    """Each engine in turn, with no proxy in the environment."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    return Side(request.param)
