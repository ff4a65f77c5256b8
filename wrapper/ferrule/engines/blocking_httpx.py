"""The blocking engine on httpx' transports: everything that mocks or patches those sees each send."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import httpx

from ferrule.call import Call, Response
from ferrule.engines.again import Unanswered, again, failure_of
from ferrule.engines.connection import Connection
from ferrule.engines.decoding import check_size, decoded
from ferrule.engines.failures import FOREIGN, named, raise_or_return, translate
from ferrule.engines.httpx import head_of, key_of, note_wire, with_body
from ferrule.engines.pool import Lease, ThreadPool
from ferrule.engines.requests import build_request
from ferrule.engines.streams import InThread
from ferrule.engines.transports import BlockingTransport, BracketedURL, transport_arguments
from ferrule.errors import ConfigError
from ferrule.runtime.blocking import drive


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
        self._pool: ThreadPool[BlockingTransport] = ThreadPool(self._connection, BlockingTransport.close)

    async def send(self, call: Call) -> Response:
        """Send once and read the whole body, or of a streamed call the header fields. Blocks.

        Raises:
            WireError: no usable response came.
            ConfigError: the request cannot be sent.
        """
        outcome = self._exchange(call)
        if isinstance(outcome, Unanswered):
            outcome = await again(self._once_more, call, outcome)
        return raise_or_return(outcome)

    async def aclose(self) -> None:
        """Close all connections, those in use after their calls. Idempotent."""
        for transport in self._pool.drain():
            transport.close()

    async def _once_more(self, call: Call) -> Response | Exception:
        return self._exchange(call)

    def _exchange(self, call: Call) -> Response | Exception:
        request, trace, before = build_request(call), call.trace, sys.exception()
        trace.on_wire = False
        key, response, streamed = key_of(self._connection, request), None, False
        if key[0] is not None and ":" in key[2]:
            request.url = BracketedURL(request.url)
        lease = self._pool.lease(key)
        try:
            self._pool.enter(lease)
            for each in lease.take():
                each.close()
            if lease.connection is not None:
                trace.on_wire = True
            else:
                request.extensions["trace"] = note_wire(trace)
                lease.connection = BlockingTransport(**transport_arguments(self._connection, key[0], alone=True))
            response = lease.connection.handle_request(request)
            outcome = head_of(response)
            if call.stream:
                outcome = _blocking_streamed(outcome, response, request.url.host, lease, self._connection)
                streamed = True
                return outcome
            outcome.content = self._whole(response)
            if codings := outcome.fields.get(b"content-encoding"):
                outcome.content = drive(decoded(outcome.content, codings, self._connection, InThread.breathe))
            _end(lease, complete=True)
            return outcome  # noqa: TRY300 - what a signal handler raises in its stead is cleaned up after, too
        except BaseException as error:
            silent = response is None and lease.kept
            for each in lease.distrust() if silent else ():
                each.close()
            _end(lease, complete=False)
            if not isinstance(error, FOREIGN):
                raise
            return failure_of(
                translate(error, named(request.url, on_wire=trace.on_wire), before, on_wire=trace.on_wire),
                silent=silent,
            )
        finally:
            if not streamed:
                _end(lease, complete=False)  # all that an exception of a signal handler may have left to do

    def _whole(self, response: httpx.Response) -> bytes:
        parts: list[bytes] = []
        size = 0
        for chunk in _blocking_chunks(response):
            parts.append(chunk)
            size += len(chunk)
            check_size(size, self._connection)
        response.close()
        return b"".join(parts)


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
    head: Response, response: httpx.Response, host: str, lease: Lease[BlockingTransport], limits: Connection
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

    return with_body(head, host, more, end, InThread(), limits)
