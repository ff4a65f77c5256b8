"""The engines on httpx' transports. Each send is seen by everything that mocks or patches those."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterable, Awaitable, Callable, Coroutine, Mapping
from typing import Any, Protocol

import attrs
import httpx

from ferrule.call import Body, Call, Response, Trace
from ferrule.engines.again import Unanswered, again, failure_of
from ferrule.engines.connection import Connection
from ferrule.engines.decoding import check_size, decoded, decoder_for
from ferrule.engines.failures import FOREIGN, named, raise_or_return, translate
from ferrule.engines.loops import PerLoop
from ferrule.engines.pool import Lease, LoopPool, Tidying
from ferrule.engines.requests import build_request
from ferrule.engines.streams import CodedSource, InLoop, Pace, Place
from ferrule.engines.transports import AsyncTransport, BracketedURL, transport_arguments


class _Home:
    """What an async engine has in one event loop.

    Attributes:
        pool: connections of one call at a time.
        shared: transports by proxy, for HTTP/2: there many calls share a connection.
    """

    def __init__(self, settings: Connection) -> None:
        self.pool: LoopPool[AsyncTransport] = LoopPool(settings, lambda transport: InLoop().later(transport.abandon))
        self.shared: dict[str | None, AsyncTransport] = {}
        self._expiry = settings.keepalive_expiry
        self._tidying = Tidying(self._tidy)

    def watch(self) -> None:
        """Close idle connections of shared transports when their time is over."""
        self._tidying.begin(self._expiry)

    def _tidy(self) -> float | None:
        open_ones = [transport for transport in self.shared.values() if transport.is_open]
        for transport in open_ones:
            InLoop().later(transport.close_expired)
        return self._expiry if open_ones else None


class HttpxEngine:
    """Sends on asyncio. Each event loop gets its own connections, closed when the loop shuts down.

    Args:
        connection: settings; default `Connection()`.
    """

    def __init__(self, connection: Connection | None = None) -> None:
        self._connection = settings = connection or Connection()
        self._homes = PerLoop(lambda: _Home(settings), _leave)

    async def send(self, call: Call) -> Response:
        """Send once and read the whole body, or of a streamed call the header fields.

        Raises:
            WireError: no usable response came.
            ConfigError: the request cannot be sent.
        """
        outcome = await self._exchange(call)
        if isinstance(outcome, Unanswered):
            outcome = await again(self._exchange, call, outcome)
        return raise_or_return(outcome)

    async def aclose(self) -> None:
        """Close the connections of the running loop. Idempotent."""
        await self._homes.aclose()

    async def _exchange(self, call: Call) -> Response | Exception:
        request, trace, before = build_request(call), call.trace, sys.exception()
        trace.on_wire = False
        key, response = key_of(self._connection, request), None
        if key[0] is not None and ":" in key[2]:
            request.url = BracketedURL(request.url)
        home = await self._homes.here()
        lease = await home.pool.lease(key)
        way: _Way = (_Shared if self._connection.http2 else _Alone)(self._connection, key[0], home, lease)
        try:
            transport, kept = await way.open()
            if kept:
                trace.on_wire = True
            else:
                request.extensions["trace"] = _note_async(trace, transport)
            response = await transport.handle_async_request(request)
            outcome = head_of(response)
            if call.stream:
                return _streamed(outcome, response, request.url.host, way, self._connection)
            parts: list[bytes] = []
            size, pace = 0, Pace(InLoop())
            async for chunk in _chunks(response):
                parts.append(chunk)
                size += len(chunk)
                check_size(size, self._connection)
                await pace.step()
            await response.aclose()
            outcome.content = b"".join(parts)
            if codings := outcome.fields.get(b"content-encoding"):
                outcome.content = await decoded(outcome.content, codings, self._connection, InLoop.breathe)
        except BaseException as error:
            silent = response is None and lease.kept
            try:
                if response is not None:
                    await response.aclose()
                for each in lease.distrust() if silent else ():
                    await each.abandon()
            finally:
                await way.end(complete=False)
            if not isinstance(error, FOREIGN):
                raise
            return failure_of(
                translate(
                    error,
                    named(request.url, on_wire=trace.on_wire),
                    before,
                    on_wire=trace.on_wire,
                    begun=response is not None,
                ),
                silent=silent,
            )
        await way.end(complete=True)
        return outcome


async def _leave(home: _Home) -> None:
    for transport in [*home.pool.shelf.drain(), *home.shared.values()]:
        await transport.aclose()
    home.shared.clear()


class _Way(Protocol):
    """Which connection a call goes over."""

    async def open(self) -> tuple[AsyncTransport, bool]:
        """What to send with, and whether its connection has been made already."""
        ...

    async def end(self, *, complete: bool) -> None: ...


@attrs.frozen
class _Alone:
    """Over a connection that is this call's alone."""

    settings: Connection
    proxy: str | None
    home: _Home
    lease: Lease[AsyncTransport]

    async def open(self) -> tuple[AsyncTransport, bool]:
        lease = self.lease
        for each in lease.take():
            await each.aclose()
        if lease.connection is not None:
            return lease.connection, True
        lease.connection = AsyncTransport(**transport_arguments(self.settings, self.proxy, alone=True))
        return lease.connection, False

    async def end(self, *, complete: bool) -> None:
        try:
            transport = self.lease.connection
            for each in self.lease.settle(keep=complete and transport is not None and transport.is_clean):
                await each.abandon()
        finally:
            self.lease.free()


class _Shared(_Alone):
    """Over a connection that other calls may use at the same time."""

    async def open(self) -> tuple[AsyncTransport, bool]:
        shared = self.home.shared
        if self.proxy not in shared:
            shared[self.proxy] = AsyncTransport(**transport_arguments(self.settings, self.proxy, alone=False))
        return shared[self.proxy], False  # httpcore knows whether it has to connect

    async def end(self, *, complete: bool) -> None:
        try:
            if not complete and (transport := self.home.shared.get(self.proxy)):
                await transport.close_orphans()
        finally:
            self.home.watch()
            self.lease.free()


def key_of(connection: Connection, request: httpx.Request) -> tuple[str | None, str, str, int | None]:
    """Proxy, scheme, host and port: what a connection can be used again for."""
    url, routes = request.url, connection.routes
    return None if routes.direct else routes.proxy_for(url), url.scheme, url.host, url.port


def note_wire(trace: Trace) -> Callable[[str, Mapping[str, Any]], None]:
    """Tells when httpcore begins to write the request. The request that asks a proxy for a tunnel does not count."""

    def note(event: str, info: Mapping[str, Any]) -> None:
        if event.endswith("send_request_headers.started") and info["request"].method != b"CONNECT":
            trace.on_wire = True

    return note


def _note_async(
    trace: Trace, transport: AsyncTransport
) -> Callable[[str, Mapping[str, Any]], Coroutine[Any, Any, None]]:
    note = note_wire(trace)

    async def note_async(event: str, info: Mapping[str, Any]) -> None:
        if event == "http2.send_connection_init.started":
            transport.mend()
        note(event, info)

    return note_async


def head_of(response: httpx.Response) -> Response:
    """The response without its body."""
    version = response.extensions.get("http_version", b"HTTP/1.1")
    return Response(response.status_code, response.headers.raw, b"", version.decode("ascii", "replace"))


def _chunks(response: httpx.Response) -> AsyncIterable[bytes]:
    # The stream itself: `aiter_raw` refuses the responses of mocks, which have been read.
    stream = response.stream
    assert isinstance(stream, httpx.AsyncByteStream)  # noqa: S101
    return stream


def _streamed(head: Response, response: httpx.Response, host: str, way: _Way, limits: Connection) -> Response:
    chunks, complete, pace = aiter(_chunks(response)), False, Pace(InLoop())

    async def more() -> bytes:
        nonlocal complete
        async for chunk in chunks:
            await pace.step()
            if chunk:
                return chunk
        complete = True
        return b""

    async def end() -> None:
        try:
            await response.aclose()
        finally:
            await way.end(complete=complete)

    return with_body(head, host, more, end, InLoop(), limits)


def with_body(
    head: Response,
    host: str,
    more: Callable[[], Awaitable[bytes]],
    end: Callable[[], Awaitable[None]],
    place: Place,
    limits: Connection,
) -> Response:
    """The response with its body on the wire."""

    def failed(error: BaseException, before: BaseException | None) -> Exception | None:
        return translate(error, host, before, on_wire=True, begun=True) if isinstance(error, FOREIGN) else None

    decoder = decoder_for(head.fields.get(b"content-encoding"), limits)
    head.body = Body(CodedSource(more, decoder, failed, end, place))
    return head
