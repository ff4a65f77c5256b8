"""Each engine under their real runtimes, for tests against a real server."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import pytest

from engines.server import Server
from ferrule.call import Call, Response
from ferrule.engines.choice import choose, refusals
from ferrule.engines.connection import Connection
from ferrule.errors import ConfigError
from ferrule.runtime.aio import AsyncRuntime
from ferrule.runtime.base import Runtime
from ferrule.runtime.blocking import BlockingRuntime, drive
from worlds import a_call

T = TypeVar("T")


class Side:
    """An engine under its runtime.

    Attributes:
        name: `async` or `blocking`.
        engine: its name.
    """

    def __init__(
        self,
        name: str,
        connection: Connection | None = None,
        engine: str = "httpx",
    ) -> None:
        self.name = name
        self.engine = engine
        self.runtime: Runtime
        connection = connection or Connection()
        blocking = name == "blocking"
        if refused := refusals(engine, connection, blocking=blocking):
            with pytest.raises(ConfigError, match=refused[0].partition("(")[0]):
                choose(engine, connection, blocking=blocking)
            pytest.skip(f"{engine} {refused[0]}")
        made = choose(engine, connection, blocking=blocking).make()
        self.runtime = BlockingRuntime(made) if blocking else AsyncRuntime(made)

    def over(self, connection: Connection) -> Side:
        """The same with other settings."""
        return Side(self.name, connection, self.engine)

    def trusting(self, ca: str, **settings: Any) -> Side:
        """The same, that trusts an authority of the tests' own."""
        return self.over(Connection(verify=ca, **settings))

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
        with self.runtime.timeout(self.runtime.now() + seconds):
            return await self.runtime.send(call)

    async def until_closed(self, server: Server, after: int = 0) -> None:
        """Wait until the server has no connection left; the loop, which may have to close them, goes on."""
        if self.name == "async":
            await asyncio.to_thread(server.wait_until_all_closed, after)
        else:
            server.wait_until_all_closed(after)


ENGINES = [
    ("async", "httpx"),
    ("async", "aiohttp"),
    ("async", "httptools"),
    ("blocking", "httpx"),
    ("blocking", "httptools"),
]


@pytest.fixture(params=ENGINES, ids="-".join)
def side(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Side:
    """Each engine in turn, with no proxy in the environment."""
    undisturbed(monkeypatch)
    world, engine = request.param
    return Side(world, engine=engine)


def undisturbed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take out of the environment what would decide in the test's place."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
