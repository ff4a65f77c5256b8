"""httpx' transports, with what they lack for deadlines and cancellation.

httpx and httpcore offer no public way to any of this. So a few private names are used, and only here. If one of them
changes, the tests of deadlines fail.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterable
from contextlib import nullcontext
from typing import Any

import anyio
import httpcore
import httpx

from ferrule.engines.connecting import DeadlineBackend
from ferrule.engines.connection import Connection
from ferrule.engines.http2 import mend
from ferrule.engines.names import NEXT_ADDRESS, look_up
from ferrule.engines.sockets import AsGiven, given, said_goodbye


def transport_arguments(connection: Connection, proxy: str | None, *, alone: bool) -> dict[str, Any]:
    """What to make a transport with: for one call at a time, or for all that go through a proxy."""
    own = connection.ssl_context()
    context = AsGiven(own) if own is connection.verify else own
    limits = httpx.Limits(
        max_connections=1 if alone else connection.max_connections,
        max_keepalive_connections=None if alone else connection.keepalive,
        keepalive_expiry=connection.keepalive_expiry,
    )
    arguments: dict[str, Any] = {"verify": context, "http2": connection.http2, "limits": limits}
    if proxy is None:
        return arguments | {"uds": connection.uds, "local_address": connection.local_address}
    secure = proxy.startswith("https://")
    return arguments | {"proxy": httpx.Proxy(proxy, ssl_context=context if secure else None)}  # type: ignore[arg-type]


_INTERIM = (b"HTTP/1.1 1", b"HTTP/1.0 1")
_MUCH = 65_536  # bytes: what the system surely takes at once is less


class BracketedURL(httpx.URL):
    """A URL whose host is an IPv6 address, for a request through a proxy: httpcore names it there as it gets it."""

    @property
    def raw_host(self) -> bytes:
        return b"[%b]" % super().raw_host


class BlockingTransport(httpx.HTTPTransport):
    """Waits on its sockets within the runtime's deadlines only."""

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self._pool._network_backend = DeadlineBackend()
        # Only one call at a time uses it. The lock that is there is not released when a signal handler raises while it
        # is entered, and cleaning up would wait for it for ever.
        pool: Any = self._pool
        pool._optional_thread_lock = nullcontext()

    @property
    def is_clean(self) -> bool:
        """Nothing has come that was not asked for: it would answer the next call (RFC 9112 §6.3)."""
        return _is_clean(self._pool)


class AsyncTransport(httpx.AsyncHTTPTransport):
    """Loses no connection when its caller is cancelled."""

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self._pool._network_backend = _Backend()

    @property
    def is_clean(self) -> bool:
        """Nothing has come that was not asked for: it would answer the next call (RFC 9112 §6.3)."""
        return _is_clean(self._pool)

    def mend(self) -> None:
        """Make connections of HTTP/2 that are about to begin strict (see `ferrule.engines.http2`)."""
        for connection in self._pool.connections:
            inner: Any = getattr(connection, "_connection", None)
            if hasattr(inner, "_h2_state") and not inner._sent_connection_init:
                mend(inner)

    async def close_orphans(self) -> None:
        """Close connections that httpcore lost sight of when their call failed. They would never leave their place."""
        with anyio.CancelScope(shield=True):
            for connection in _orphans(self._pool):
                await connection.aclose()

    @property
    def is_open(self) -> bool:
        """It has connections."""
        return bool(self._pool.connections)

    async def close_expired(self) -> None:
        """Close idle connections whose time is over. httpcore itself looks for them at the next call only."""
        expired = [one for one in self._pool.connections if one.is_idle() and one.has_expired()]
        for connection in expired:
            self._pool._connections.remove(connection)
        with anyio.CancelScope(shield=True):
            for connection in expired:
                await connection.aclose()

    async def abandon(self) -> None:
        """Close it, even when the caller is being cancelled."""
        with anyio.CancelScope(shield=True):
            await self.aclose()


def _is_clean(pool: Any) -> bool:
    """h11 keeps what follows a response, and httpcore takes it for the next one."""
    readers = [getattr(getattr(one, "_connection", None), "_h11_state", None) for one in pool.connections]
    return not any(reader is not None and reader.trailing_data[0] for reader in readers)


def _orphans(pool: Any) -> list[Any]:
    """Take unused connections out of a pool: neither idle, nor closed, nor of any request."""
    used = {id(request.connection) for request in pool._requests}
    found = [one for one in pool._connections if id(one) not in used and not (one.is_idle() or one.is_closed())]
    for connection in found:
        pool._connections.remove(connection)
    return found


async def _close(streams: Iterable[httpcore.AsyncNetworkStream]) -> None:
    with anyio.CancelScope(shield=True):
        for stream in streams:
            await stream.aclose()


class _Backend(httpcore.AsyncNetworkBackend):
    def __init__(self) -> None:
        self._backend: Any = httpcore.AnyIOBackend()  # which httpcore also declares as a stand-in without methods

    async def connect_tcp(self, host: str, port: int, *args: Any, **settings: Any) -> httpcore.AsyncNetworkStream:
        try:
            addresses = [target[0] for *_, target in await look_up(host, port)]
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error
        if len(addresses) > 1:
            return _Stream(await self._first_of(addresses, port, args, settings))
        return _Stream(await self._backend.connect_tcp(addresses[0], port, *args, **settings))

    async def _first_of(
        self, hosts: list[str], port: int, args: tuple[Any, ...], settings: dict[str, Any]
    ) -> httpcore.AsyncNetworkStream:
        """The first address that answers. The others are tried in turn, each a little later (RFC 8305 §5)."""
        found: list[httpcore.AsyncNetworkStream] = []
        faults: list[Exception] = []

        async def attempt(host: str, ended: anyio.Event) -> None:
            try:
                found.append(await self._backend.connect_tcp(host, port, *args, **settings))
                group.cancel_scope.cancel()
            except httpcore.NetworkError as error:
                faults.append(error)
            finally:
                ended.set()

        try:
            async with anyio.create_task_group() as group:
                for host in hosts:
                    ended = anyio.Event()
                    group.start_soon(attempt, host, ended)
                    with anyio.move_on_after(NEXT_ADDRESS):
                        await ended.wait()
        except BaseException:
            await _close(found)
            raise
        await _close(found[1:])
        if found:
            return found[0]
        try:  # raised anew, as httpcore keeps nothing but the context
            raise faults[0].__cause__ or faults[0]
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error

    async def connect_unix_socket(self, *args: Any, **kwargs: Any) -> httpcore.AsyncNetworkStream:
        return _Stream(await self._backend.connect_unix_socket(*args, **kwargs))


def _speaks_http2(stream: httpcore.AsyncNetworkStream) -> bool:
    tls = stream.get_extra_info("ssl_object")
    return tls is not None and tls.selected_alpn_protocol() == "h2"


def _is_answer(data: bytes) -> bool:
    """Whether it holds more than interim responses (RFC 9110 §15.2)."""
    while data.startswith(_INTERIM):
        data = data.partition(b"\r\n\r\n")[2]
    return len(data) >= len(_INTERIM[0])


def _noticed(task: asyncio.Task[bytes]) -> None:
    if not task.cancelled():
        task.exception()  # who reads is told; nobody may


class _Stream(httpcore.AsyncNetworkStream):
    """Closes when its TLS handshake is cancelled; httpcore leaves it open then.

    While much is sent, it looks for an answer. A server that does not want the rest may neither read it nor wait.
    """

    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self._stream = stream
        self._sent = 0  # bytes since the last read
        self._ahead: asyncio.Task[bytes] | None = None

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self._sent, ahead, self._ahead = 0, self._ahead, None
        data = await (ahead or self._stream.read(max_bytes, timeout))
        if not data and not said_goodbye(self._stream.get_extra_info("ssl_object")):
            raise httpcore.ReadError("TLS was not ended")
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._sent += len(buffer)
        if self._sent <= _MUCH or _speaks_http2(self._stream):
            await self._stream.write(buffer, timeout)
            return
        if self._ahead is None:
            self._ahead = asyncio.create_task(self._listen())
            self._ahead.add_done_callback(_noticed)
        writing = asyncio.create_task(self._stream.write(buffer, timeout))
        try:
            await asyncio.wait({writing, self._ahead}, return_when=asyncio.FIRST_COMPLETED)
            if self._ahead.done() and not self._ahead.exception() and _is_answer(self._ahead.result()):
                raise httpcore.WriteError("the server has answered already")
            await writing
        finally:
            writing.cancel()

    async def _listen(self) -> bytes:
        """What comes, up to the begin of an answer or the end."""
        heard = b""
        while not _is_answer(heard) and len(heard) < _MUCH and (data := await self._stream.read(_MUCH)):
            heard += data
        return heard

    async def aclose(self) -> None:
        if self._ahead is not None:
            self._ahead.cancel()
        await self._stream.aclose()

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.AsyncNetworkStream:
        try:
            return _Stream(
                await self._stream.start_tls(given(ssl_context), (server_hostname or "").strip("[]"), timeout)
            )
        except BaseException:
            with anyio.CancelScope(shield=True):
                await self.aclose()
            raise
