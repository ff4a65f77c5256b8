"""The engines on httpx' transports: everything that mocks or patches those sees each send."""

from __future__ import annotations

import asyncio
from typing import Any

import attrs
import httpx

from ferrule.call import Call, Response
from ferrule.engines.connection import Connection
from ferrule.engines.failures import FOREIGN, raise_or_return, translate
from ferrule.engines.loops import PerLoop
from ferrule.engines.requests import build_request
from ferrule.engines.shelf import Shelf
from ferrule.engines.slots import Slots
from ferrule.engines.transports import AsyncTransport, BlockingTransport, transport_arguments
from ferrule.errors import ConfigError
from ferrule.runtime.forks import reset_in_child

_inherited: list[Any] = []  # connections that a forked child got from its parent, which still uses them


@attrs.frozen
class _Home:
    """What an async engine has in one event loop."""

    shelf: Shelf[AsyncTransport]
    shared: dict[str | None, AsyncTransport]  # by proxy, for HTTP/2: there many calls share a connection
    slots: asyncio.Semaphore  # one a connection: cancelling a wait in httpcore's own queue can lose a connection


class HttpxEngine:
    """Sends on asyncio. Each event loop gets its own connections, closed when the loop shuts down.

    Args:
        connection: settings; default `Connection()`.
    """

    def __init__(self, connection: Connection | None = None) -> None:
        self._connection = connection or Connection()
        self._homes = PerLoop(self._settle, _leave)

    async def send(self, call: Call) -> Response:
        """Send once and read the whole body.

        Raises:
            WireError: no usable response came.
            ConfigError: the request cannot be sent.
        """
        return raise_or_return(await self._exchange(build_request(call)))

    async def aclose(self) -> None:
        """Close the connections of the running loop. Idempotent."""
        await self._homes.aclose()

    async def _exchange(self, request: httpx.Request) -> Response | Exception:
        home = await self._homes.here()
        async with home.slots:
            if self._connection.http2:
                return await self._shared(home, request)
            return await self._alone(home, request)

    async def _alone(self, home: _Home, request: httpx.Request) -> Response | Exception:
        """Over a connection that is this call's alone."""
        key = _key(self._connection, request)
        transport, superfluous = home.shelf.take(key)
        try:
            for each in superfluous:
                await each.aclose()
            transport = transport or AsyncTransport(**transport_arguments(self._connection, key[0], alone=True))
            response = await transport.handle_async_request(request)
            try:
                outcome = _response(response, await response.aread())
            finally:
                await response.aclose()
        except BaseException as error:
            home.shelf.lose()
            if transport is not None:
                await transport.abandon()
            if isinstance(error, FOREIGN):
                return translate(error, request.url.host)
            raise
        for each in home.shelf.give(key, transport):
            await each.abandon()
        return outcome

    async def _shared(self, home: _Home, request: httpx.Request) -> Response | Exception:
        """Over a connection that other calls may use at the same time."""
        proxy = _key(self._connection, request)[0]
        transport = home.shared.get(proxy)
        if transport is None:
            arguments = transport_arguments(self._connection, proxy, alone=False)
            transport = home.shared[proxy] = AsyncTransport(**arguments)
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

    def _settle(self) -> _Home:
        return _Home(_shelf(self._connection), {}, asyncio.Semaphore(self._connection.max_connections))


async def _leave(home: _Home) -> None:
    for transport in [*home.shelf.drain(), *home.shared.values()]:
        await transport.aclose()
    home.shared.clear()


class BlockingHttpxEngine:
    """Sends by blocking, within the time that the runtime's deadlines leave. One pool for all threads.

    Args:
        connection: settings; default `Connection()`.

    Raises:
        ConfigError: for HTTP/2: a thread that reads a shared connection holds up the others beyond their deadlines.
    """

    _shelf: Shelf[BlockingTransport]

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
        return raise_or_return(self._exchange(build_request(call)))

    async def aclose(self) -> None:
        """Close all connections, those in use after their calls. Idempotent."""
        closing, self._shelf = self._shelf, _shelf(self._connection)
        for transport in closing.drain():
            transport.close()

    def _exchange(self, request: httpx.Request) -> Response | Exception:
        key = _key(self._connection, request)
        with self._slots:
            shelf = self._shelf
            transport, superfluous = shelf.take(key)
            try:
                for each in superfluous:
                    each.close()
                transport = transport or BlockingTransport(**transport_arguments(self._connection, key[0], alone=True))
                response = transport.handle_request(request)
                try:
                    outcome = _response(response, response.read())
                finally:
                    response.close()
            except BaseException as error:
                shelf.lose()
                if transport is not None:
                    transport.close()
                if isinstance(error, FOREIGN):
                    return translate(error, request.url.host)
                raise
            for each in shelf.give(key, transport):
                each.close()
            return outcome

    def after_fork(self) -> None:
        _inherited.append(self._shelf)
        self._begin()

    def _begin(self) -> None:
        self._shelf = _shelf(self._connection)
        self._slots = Slots(self._connection.max_connections)


def _shelf(connection: Connection) -> Shelf[Any]:
    limits = connection.limits
    return Shelf(connection.max_connections, limits.max_keepalive_connections or 0, connection.keepalive_expiry)


def _key(connection: Connection, request: httpx.Request) -> tuple[str | None, str, str, int | None]:
    """Proxy, scheme, host and port: what a connection can be used again for."""
    url, routes = request.url, connection.routes
    return None if routes.direct else routes.proxy_for(url), url.scheme, url.host, url.port


def _response(response: httpx.Response, content: bytes) -> Response:
    version = response.extensions.get("http_version", b"HTTP/1.1")
    return Response(response.status_code, response.headers.raw, content, version.decode("ascii", "replace"))
