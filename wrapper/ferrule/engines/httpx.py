"""The engines on httpx' transports: everything that mocks or patches those sees each send."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

import httpx

from ferrule.call import Call, Response
from ferrule.engines.connection import Connection
from ferrule.engines.failures import FOREIGN, translate
from ferrule.engines.pools import Pools
from ferrule.engines.requests import UploadFailed, build_request
from ferrule.engines.sockets import DeadlineBackend
from ferrule.runtime.forks import reset_in_child
from ferrule.runtime.interrupts import is_cancellable, time_left

# Pools that a forked child got from its parent. Kept, as finalising them would act on connections the parent still uses.
_inherited: list[Any] = []

_POOL_GLANCE = 0.1  # seconds between looks for a cancellation while waiting for a free connection


class HttpxEngine:
    """Sends on asyncio. Each event loop gets its own connections, closed when the loop shuts down.

    Args:
        connection: settings; default `Connection()`.
    """

    def __init__(self, connection: Connection | None = None) -> None:
        self._connection = connection or Connection()
        self._loops: dict[asyncio.AbstractEventLoop, tuple[Pools[httpx.AsyncHTTPTransport], AsyncGenerator[None]]] = {}
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
        found = self._loops.get(asyncio.get_running_loop())
        if found is not None:
            await found[1].aclose()

    async def _exchange(self, request: httpx.Request) -> Response | Exception:
        pools = await self._pools()
        try:
            response = await pools.for_url(request.url).handle_async_request(request)
            try:
                return _response(response, await response.aread())
            finally:
                await response.aclose()
        except UploadFailed as error:
            return error.original
        except FOREIGN as error:
            return translate(error, request.url.host)

    async def _pools(self) -> Pools[httpx.AsyncHTTPTransport]:
        loop = asyncio.get_running_loop()
        found = self._loops.get(loop)
        if found is not None:
            return found[0]
        for ended in [other for other in self._loops if other.is_closed()]:
            self._loops.pop(ended, None)
        pools = Pools(httpx.AsyncHTTPTransport, self._connection)

        async def close_at_end() -> AsyncGenerator[None]:
            # A loop finalises the async generators started in it before it closes: the one way to hear of its end.
            try:
                yield
            finally:
                self._loops.pop(loop, None)
                for transport in pools.drain():
                    await transport.aclose()

        closing = close_at_end()
        await anext(closing)
        self._loops[loop] = pools, closing
        return pools

    def after_fork(self) -> None:
        _inherited.append(self._loops)
        self._loops = {}


class BlockingHttpxEngine:
    """Sends by blocking, within the time that the runtime's deadlines leave. One pool for all threads.

    Args:
        connection: settings; default `Connection()`.
    """

    def __init__(self, connection: Connection | None = None) -> None:
        self._connection = connection or Connection()
        self._pools = Pools(_DeadlineTransport, self._connection)
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
        try:
            response = _begin(self._pools.for_url(request.url), request)
            try:
                return _response(response, response.read())
            finally:
                response.close()
        except UploadFailed as error:
            return error.original
        except FOREIGN as error:
            return translate(error, request.url.host)

    def after_fork(self) -> None:
        _inherited.append(self._pools)
        self._pools = Pools(_DeadlineTransport, self._connection)


class _DeadlineTransport(httpx.HTTPTransport):
    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        # httpx has no parameter for it, though httpcore's pool has. Should the name ever change, the tests of deadlines fail.
        self._pool._network_backend = DeadlineBackend()


def _begin(transport: httpx.HTTPTransport, request: httpx.Request) -> httpx.Response:
    while True:
        wait = time_left()
        if is_cancellable():
            wait = _POOL_GLANCE if wait is None else min(wait, _POOL_GLANCE)
        request.extensions = {**request.extensions, "timeout": {"pool": wait}}
        try:
            return transport.handle_request(request)
        except httpx.PoolTimeout:
            continue  # nothing was sent; `time_left` raises when the time is over


def _returned(outcome: Response | Exception) -> Response:
    # Failures are raised out of reach of the request, which must not be found in the frames of their traceback.
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


def _response(response: httpx.Response, content: bytes) -> Response:
    version = response.extensions.get("http_version", b"HTTP/1.1")
    return Response(response.status_code, response.headers.raw, content, version.decode("ascii", "replace"))
