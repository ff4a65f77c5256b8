"""The engine on aiohttp: async, HTTP/1.1."""

from __future__ import annotations

import asyncio
import base64
import inspect
import io
import socket
import ssl
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from functools import partial
from typing import Any

import aiohttp
import httpx
import yarl
from aiohttp.http_exceptions import ContentLengthError, HttpProcessingError, LineTooLong, TransferEncodingError

from ferrule.call import Body, Call, Response
from ferrule.engines.again import Unanswered, again, failure_of
from ferrule.engines.aiohttp_connections import (
    Resolver,
    Sending,
    TCPConnector,
    Telling,
    UnixConnector,
    current,
    open_socket,
)
from ferrule.engines.codings import BrokenCoding
from ferrule.engines.connection import Connection
from ferrule.engines.decoding import OverLimit, check_size, decoded, decoder_for
from ferrule.engines.failures import (
    LONGEST_HEAD,
    body_fault,
    caused_by,
    connect_failure,
    head_too_long,
    named,
    raise_or_return,
    reason,
    system_error,
    tls_failure,
)
from ferrule.engines.loops import PerLoop
from ferrule.engines.streams import CodedSource, InLoop
from ferrule.engines.uploads import Upload, upload_fault
from ferrule.engines.wire import Wire, prepare
from ferrule.errors import ConfigError, ConnectFailed, FerruleError, InvalidResponse, ReadFailed, reason_phrase

_FOREIGN = (aiohttp.ClientError, HttpProcessingError, OSError, ValueError)
_BIG = 1 << 20  # bytes; aiohttp sends more than this from a file only without a warning
# aiohttp's own limits are less than what some APIs send: 8 KiB for a field, and, in newer versions, 128 fields.
_HEAD: dict[str, Any] = {
    name: most
    for name, most in (("max_line_size", LONGEST_HEAD), ("max_field_size", LONGEST_HEAD), ("max_headers", 1_000))
    if name in inspect.signature(aiohttp.ClientSession).parameters
}


class AiohttpEngine:
    """Sends on asyncio. Each event loop gets its own connections, closed when the loop shuts down.

    Args:
        connection: settings; default `Connection()`. `ferrule.engines.choice` refuses those that aiohttp cannot keep.
    """

    def __init__(self, connection: Connection | None = None) -> None:
        self._connection = connection or Connection()
        self._sessions = PerLoop(self._open, lambda here: here[0].close())

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
        await self._sessions.aclose()

    async def _exchange(self, call: Call) -> Response | Exception:
        wire, trace, response = prepare(call), call.trace, None
        trace.on_wire = False
        (session, connector), before = await self._sessions.here(), sys.exception()
        sending = Sending(trace)
        current.set(sending)
        try:
            proxy, proxy_headers = self._proxy_for(wire.url)
            response = await session.request(
                wire.method,
                yarl.URL(wire.url, encoded=True),
                headers=wire.headers,
                data=_body(wire),
                allow_redirects=False,
                proxy=proxy,
                proxy_headers=proxy_headers,
            )
            _end_with_connection(response)
            if call.stream:
                return _streamed(response, wire.host, self._connection)
            parts: list[bytes] = []
            size = 0
            async with response:
                while chunk := await response.content.readany():
                    parts.append(chunk)
                    size += len(chunk)
                    check_size(size, self._connection)
            outcome = _head(response)
            outcome.content = b"".join(parts)
            if codings := outcome.fields.get(b"content-encoding"):
                outcome.content = await decoded(outcome.content, codings, self._connection, InLoop.breathe)
        except BaseException as error:
            silent = response is None and sending.kept
            if silent:
                connector.distrust(sending)
            if not isinstance(error, _FOREIGN):
                for sock in sending.opened:  # asyncio does not close one whose TLS handshake is cancelled
                    with suppress(OSError):
                        sock.shutdown(socket.SHUT_RDWR)
                raise
            fault = upload_fault(wire.body, wire.host)
            return fault or failure_of(
                _translate(error, named(wire.url, on_wire=trace.on_wire), before, on_wire=trace.on_wire), silent=silent
            )
        return outcome

    def _proxy_for(self, url: str) -> tuple[str | None, dict[str, str] | None]:
        routes = self._connection.routes
        found = None if routes.direct else routes.proxy_for(httpx.URL(url))
        if found is None or not (proxy := httpx.URL(found)).userinfo:
            return found, None
        # Given apart, as aiohttp would take a password beyond Latin-1 in the URL for an error.
        secret = base64.b64encode(f"{proxy.username}:{proxy.password}".encode()).decode()
        return str(proxy.copy_with(userinfo=b"")), {
            "Authorization": f"Basic {secret}"
        }  # which aiohttp sends to the proxy

    def _open(self) -> tuple[aiohttp.ClientSession, Telling]:
        settings = self._connection
        context = settings.ssl_context()
        pool: dict[str, Any] = {"limit": settings.max_connections, "ssl": context}
        if settings.max_keepalive == 0:
            pool["force_close"] = True
        else:
            pool["keepalive_timeout"] = settings.keepalive_expiry
        connector: Telling
        if settings.uds is not None:
            connector = UnixConnector(settings.uds, **{k: v for k, v in pool.items() if k != "ssl"})
        else:
            local = None if settings.local_address is None else (settings.local_address, 0)
            connector = TCPConnector(local_addr=local, socket_factory=open_socket, resolver=Resolver(), **pool)
        session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=None),
            skip_auto_headers=("user-agent", "accept", "accept-encoding", "content-type"),
            auto_decompress=False,
            **_HEAD,
        )
        session._retry_connection = (
            False  # otherwise aiohttp resends by itself: no trace or budget would know of that attempt
        )
        return session, connector


def _body(wire: Wire) -> bytes | io.BytesIO | AsyncIterator[bytes] | None:
    if isinstance(wire.body, Upload):
        return wire.body.async_chunks()
    return io.BytesIO(wire.body) if wire.body is not None and len(wire.body) > _BIG else wire.body


def _end_with_connection(response: aiohttp.ClientResponse) -> None:
    """Have a body end when its connection does. Otherwise aiohttp waits for ever where a chunk was malformed."""
    connection, content = response.connection, response.content
    if connection is None or (protocol := connection.protocol) is None:
        return  # all of it has come
    closed = protocol.closed

    def end(_: object) -> None:
        if not content.is_eof() and content.exception() is None:
            content.set_exception(protocol.exception() or aiohttp.ClientPayloadError("the connection ended"))

    if closed is not None:
        closed.add_done_callback(end)
        content.on_eof(partial(_forget, closed, end))


def _forget(future: asyncio.Future[None], callback: Callable[[object], None]) -> None:
    future.remove_done_callback(callback)


def _head(response: aiohttp.ClientResponse) -> Response:
    version = response.version
    http_version = f"HTTP/{version.major}.{version.minor}" if version else "HTTP/1.1"
    return Response(response.status, list(response.raw_headers), b"", http_version)


def _streamed(response: aiohttp.ClientResponse, host: str, limits: Connection) -> Response:
    def failed(error: BaseException, before: BaseException | None) -> Exception | None:
        return _translate(error, host, before, on_wire=True) if isinstance(error, _FOREIGN) else None

    async def end() -> None:
        response.close()  # which drops the connection, unless the body was read to its end

    head = _head(response)
    try:
        decoder = decoder_for(head.fields.get(b"content-encoding"), limits)
    except OverLimit:
        response.close()
        raise
    head.body = Body(CodedSource(response.content.readany, decoder, failed, end, InLoop()))
    return head


def _translate(error: Exception, host: str, before: BaseException | None, *, on_wire: bool) -> Exception:
    """Ferrule's error for one of aiohttp's."""
    if isinstance(error, BrokenCoding | OverLimit):
        return body_fault(error, host)
    root = system_error(getattr(error, "os_error", None) or error, before)
    if isinstance(root, aiohttp.ClientError):
        root = _plain(root)
    return caused_by(_classify(error, root, host, on_wire), root)


def _classify(error: Exception, root: OSError | None, host: str, on_wire: bool) -> FerruleError:
    why = reason(error, root)
    match error:
        case aiohttp.InvalidURL() | aiohttp.NonHttpUrlClientError():
            return ConfigError("the URL of the call is not an absolute http or https URL")
        case aiohttp.ClientHttpProxyError():
            return connect_failure(host, reason_phrase(error.status))
        case _ if not on_wire and (isinstance(error, aiohttp.ClientSSLError) or isinstance(root, ssl.SSLError)):
            return tls_failure(host, why, root)
        case aiohttp.ClientConnectorError():
            return connect_failure(host, why)
        case aiohttp.ServerDisconnectedError():
            return ReadFailed(
                f"the connection to {host} broke before the whole response was read: server disconnected "
                "without sending a response"
            )
        case aiohttp.ClientPayloadError() if not _ended_early(error):
            return InvalidResponse(f"what {host} sent is not HTTP: malformed chunk")
        case aiohttp.ClientPayloadError():
            return ReadFailed(f"the connection to {host} broke before the whole response was read: incomplete body")
        case aiohttp.ClientResponseError() if isinstance(getattr(error.__cause__, "__cause__", None), LineTooLong):
            return head_too_long(host)
        case aiohttp.ClientResponseError() | HttpProcessingError():
            return InvalidResponse(f"what {host} sent is not HTTP: malformed status line, header or chunk")
        case UnicodeError():
            return ConnectFailed("no connection: the host name is not a valid one")
        case OSError():
            return ReadFailed(f"the connection to {host} broke before the whole response was read: {why}")
        case ValueError():
            return ConfigError("the request cannot be sent: its target or a header is not valid")
        case _:
            return ReadFailed(f"the connection to {host} broke before the whole response was read: {why}")


def _ended_early(error: BaseException) -> bool:
    cause = error.__cause__
    return (
        not isinstance(cause, TransferEncodingError)
        or isinstance(cause, ContentLengthError)
        or "Not enough" in str(cause)
    )


def _plain(error: OSError) -> OSError | None:
    # aiohttp's own classes of OSError hold the request's details, and do not pickle.
    return OSError(error.errno, error.strerror) if error.errno is not None else None
