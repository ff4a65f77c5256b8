"""The engines on httpx' transports: everything that mocks or patches those sees each send."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

import attrs
import httpx

from ferrule.call import Call, Response
from ferrule.engines.connection import Connection
from ferrule.engines.failures import FOREIGN, translate
from ferrule.engines.pools import Pools
from ferrule.engines.requests import build_request
from ferrule.engines.slots import Slots
from ferrule.engines.transports import AsyncTransport, BlockingTransport
from ferrule.errors import ConfigError
from ferrule.runtime.forks import reset_in_child

# Pools that a forked child got from its parent. Kept, as finalising them would act on connections the parent still uses.
_inherited: list[Any] = []


@attrs.frozen
class _Home:
    """What an engine has in one event loop."""

    pools: Pools[AsyncTransport]
    slots: asyncio.Semaphore  # one a connection: cancelling a wait in httpcore's own queue can lose a connection
    closing: AsyncGenerator[None]


class HttpxEngine:
    """Sends on asyncio. Each event loop gets its own connections, closed when the loop shuts down.

    Args:
        connection: settings; default `Connection()`.
    """

    def __init__(self, connection: Connection | None = None) -> None:
        self._connection = connection or Connection()
        self._loops: dict[asyncio.AbstractEventLoop, _Home] = {}
        reset_in_child(self)

    async def send(self, call: Call) -> Response:
        """Send once and read the whole body.

        Raises:
            WireError: no usable response came.
            ConfigError: the request cannot be sent.
        """
        return _returned(await self._exchange(build_request(call)))

    async def aclose(self) -> None:
        """Close the connections of the running loop. Idempotent."""
        home = self._loops.get(asyncio.get_running_loop())
        if home is not None:
            await home.closing.aclose()

    async def _exchange(self, request: httpx.Request) -> Response | Exception:
        home = self._loops.get(asyncio.get_running_loop()) or await self._settle()
        transport = home.pools.for_url(request.url)
        async with home.slots:
            try:
                response = await transport.handle_async_request(request)
                try:
                    return _response(response, await response.aread())
                finally:
                    await response.aclose()
            except FOREIGN as error:
                await transport.close_orphans()
                return translate(error, request.url.host)
            except BaseException:
                await transport.close_orphans()
                raise

    async def _settle(self) -> _Home:
        """Begin in the running loop."""
        loop = asyncio.get_running_loop()
        for ended in [other for other in self._loops if other.is_closed()]:
            del self._loops[ended]
        pools = Pools(AsyncTransport, self._connection)

        async def close_at_end() -> AsyncGenerator[None]:
            # A loop finalises the async generators begun in it before it closes: the one way to hear of its end.
            try:
                yield
            finally:
                self._loops.pop(loop, None)
                for transport in pools.drain():
                    await transport.aclose()

        closing = close_at_end()
        await anext(closing)
        home = self._loops[loop] = _Home(pools, asyncio.Semaphore(self._connection.max_connections), closing)
        return home

    def after_fork(self) -> None:
        _inherited.append(self._loops)
        self._loops = {}


class BlockingHttpxEngine:
    """Sends by blocking, within the time that the runtime's deadlines leave. One pool for all threads.

    Args:
        connection: settings; default `Connection()`.

    Raises:
        ConfigError: for HTTP/2: a thread that reads a shared connection holds up the others beyond their deadlines.
    """

    def __init__(self, connection: Connection | None = None) -> None:
        self._connection = connection or Connection()
        if self._connection.http2:
            raise ConfigError(
                "http2: blocking clients speak HTTP/1.1, as threads cannot share a connection and keep "
                "their deadlines; use the async client for HTTP/2"
            )
        self._begin()
        reset_in_child(self)

    async def send(self, call: Call) -> Response:
        """Send once and read the whole body. Blocks.

        Raises:
            WireError: no usable response came.
            ConfigError: the request cannot be sent.
        """
        return _returned(self._exchange(build_request(call)))

    async def aclose(self) -> None:
        """Close all connections. Idempotent."""
        for transport in self._pools.drain():
            transport.close()

    def _exchange(self, request: httpx.Request) -> Response | Exception:
        transport = self._pools.for_url(request.url)
        with self._slots:
            try:
                response = transport.handle_request(request)
                try:
                    return _response(response, response.read())
                finally:
                    response.close()
            except FOREIGN as error:
                transport.close_orphans()
                return translate(error, request.url.host)
            except BaseException:
                transport.close_orphans()
                raise

    def after_fork(self) -> None:
        _inherited.append(self._pools)
        self._begin()

    def _begin(self) -> None:
        self._pools = Pools(BlockingTransport, self._connection)
        self._slots = Slots(self._connection.max_connections)


def _returned(outcome: Response | Exception) -> Response:
    # Failures are raised out of reach of the request, which must not be found in the frames of their traceback.
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


def _response(response: httpx.Response, content: bytes) -> Response:
    version = response.extensions.get("http_version", b"HTTP/1.1")
    return Response(response.status_code, response.headers.raw, content, version.decode("ascii", "replace"))
