"""The blocking engine on httpx' transports: everything that mocks or patches those sees each send."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import httpx

from ferrule.call import Call, Response, Trace
from ferrule.engines.connection import Connection
from ferrule.engines.decoding import decoded
from ferrule.engines.failures import FOREIGN, raise_or_return, translate
from ferrule.engines.httpx import head_of, key_of, note_wire, with_body
from ferrule.engines.pool import Lease, ThreadPool
from ferrule.engines.requests import build_request
from ferrule.engines.streams import InThread
from ferrule.engines.transports import BlockingTransport, transport_arguments
from ferrule.errors import ConfigError


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
        self._pool: ThreadPool[BlockingTransport] = ThreadPool(self._connection)

    async def send(self, call: Call) -> Response:
        """Send once and read the whole body, or of a streamed call the header fields. Blocks.

        Raises:
            WireError: no usable response came.
            ConfigError: the request cannot be sent.
        """
        return raise_or_return(self._exchange(build_request(call), call.stream, call.trace))

    async def aclose(self) -> None:
        """Close all connections, those in use after their calls. Idempotent."""
        for transport in self._pool.drain():
            transport.close()

    def _exchange(self, request: httpx.Request, stream: bool, trace: Trace) -> Response | Exception:
        trace.on_wire = False
        key, before = key_of(self._connection, request), sys.exception()
        lease = self._pool.lease(key)
        try:
            for each in lease.take():
                each.close()
            if lease.connection is not None:
                trace.on_wire = True
            else:
                request.extensions["trace"] = note_wire(trace)
                lease.connection = BlockingTransport(**transport_arguments(self._connection, key[0], alone=True))
            response = lease.connection.handle_request(request)
            outcome = head_of(response)
            if stream:
                return _blocking_streamed(outcome, response, request.url.host, lease)
            try:
                raw = b"".join(_blocking_chunks(response))
            finally:
                response.close()
            outcome.content = decoded(raw, outcome.fields.get(b"content-encoding"))
        except BaseException as error:
            _end(lease, complete=False)
            if isinstance(error, FOREIGN):
                return translate(error, request.url.host, before, on_wire=trace.on_wire)
            raise
        _end(lease, complete=True)
        return outcome


def _end(lease: Lease[BlockingTransport], *, complete: bool) -> None:
    try:
        transport = lease.connection
        for each in lease.settle(keep=complete and transport is not None and transport.is_clean):
            each.close()
    finally:
        lease.free()


def _blocking_chunks(response: httpx.Response) -> Iterable[bytes]:
    stream = response.stream
    assert isinstance(stream, httpx.SyncByteStream)  # noqa: S101
    return stream


def _blocking_streamed(
    head: Response, response: httpx.Response, host: str, lease: Lease[BlockingTransport]
) -> Response:
    chunks, complete = iter(_blocking_chunks(response)), False

    async def more() -> bytes:
        nonlocal complete
        for chunk in chunks:
            if chunk:
                return chunk
        complete = True
        return b""

    async def end() -> None:
        try:
            response.close()
        finally:
            _end(lease, complete=complete)

    return with_body(head, host, more, end, InThread())
