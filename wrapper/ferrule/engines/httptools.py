"""The engines on connections of our own, async and blocking: HTTP/1.1.

They read with httptools (llhttp, the parser of Node.js).
"""

from __future__ import annotations

import asyncio
import ssl
import sys
from typing import TypeVar

import httpcore
import httptools

from ferrule.call import Body, Call, Response
from ferrule.engines.again import Unanswered, again, failure_of
from ferrule.engines.blocking_lines import BlockingLine
from ferrule.engines.codings import BrokenCoding
from ferrule.engines.connection import Connection
from ferrule.engines.decoding import OverLimit, decoded, decoder_for
from ferrule.engines.failures import (
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
from ferrule.engines.http1 import HeadTooLong, Incoming, address, split
from ferrule.engines.lines import Ended, Line
from ferrule.engines.loops import PerLoop
from ferrule.engines.pool import Lease, LoopPool, ThreadPool
from ferrule.engines.streams import CodedSource, InLoop, InThread, Place
from ferrule.engines.uploads import UploadFailed, upload_fault
from ferrule.engines.wire import Wire, prepare
from ferrule.errors import ConnectFailed, InvalidResponse, ReadFailed, WireError, WriteFailed
from ferrule.runtime.blocking import drive

_FOREIGN = (
    httptools.HttpParserError,
    HeadTooLong,
    httpcore.NetworkError,
    BrokenCoding,
    OverLimit,
    OSError,
    UnicodeError,
    UploadFailed,
)

L = TypeVar("L", Line, BlockingLine)


class HttptoolsEngine:
    """Sends on asyncio. Each event loop gets its own connections, closed when the loop shuts down.

    Args:
        connection: settings; default `Connection()`. `ferrule.engines.choice` refuses those that it cannot keep.
    """

    def __init__(self, connection: Connection | None = None) -> None:
        self._connection = settings = connection or Connection()
        self._pools: PerLoop[LoopPool[Line]] = PerLoop(lambda: LoopPool(settings, Line.close), _leave)

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
        await self._pools.aclose()

    async def _exchange(self, call: Call) -> Response | Exception:
        wire, stream, trace, before = prepare(call), call.stream, call.trace, sys.exception()
        trace.on_wire = False
        server, path = split(wire.url)
        lease = await (await self._pools.here()).lease(server)
        try:
            line = _kept(lease)
            if line is None:
                line = lease.connection = await Line.open(self._connection, address(server))
            trace.on_wire = True
            incoming = await line.exchange(wire, server, path, stream=stream)
            if stream:
                return _streamed(incoming, line, lease, wire, InLoop(), self._connection)
            response = incoming.response()
            if codings := response.fields.get(b"content-encoding"):
                response.content = await decoded(response.content, codings, self._connection, InLoop.breathe)
        except BaseException as error:
            return _failed(error, lease, wire, before)
        _end(lease, keep=incoming.reusable)
        return response


async def _leave(pool: LoopPool[Line]) -> None:
    for line in pool.shelf.drain():
        line.close()
    await asyncio.sleep(0)  # in which asyncio closes the sockets


class BlockingHttptoolsEngine:
    """Sends by blocking, within the time that the runtime's deadlines leave. One pool for all threads.

    Args:
        connection: settings; default `Connection()`. `ferrule.engines.choice` refuses those that it cannot keep.
    """

    def __init__(self, connection: Connection | None = None) -> None:
        self._connection = connection or Connection()
        self._pool: ThreadPool[BlockingLine] = ThreadPool(self._connection, BlockingLine.close)

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
        for line in self._pool.drain():
            line.close()

    async def _once_more(self, call: Call) -> Response | Exception:
        return self._exchange(call)

    def _exchange(self, call: Call) -> Response | Exception:
        wire, stream, trace, before = prepare(call), call.stream, call.trace, sys.exception()
        trace.on_wire = False
        server, path = split(wire.url)
        lease, streamed = self._pool.lease(server), False
        try:
            self._pool.enter(lease)
            line = _kept(lease)
            if line is None:
                line = lease.connection = BlockingLine.open(self._connection, address(server))
            trace.on_wire = True
            incoming = line.exchange(wire, server, path, stream=stream)
            if stream:
                response = _streamed(incoming, line, lease, wire, InThread(), self._connection)
                streamed = True
                return response
            response = incoming.response()
            if codings := response.fields.get(b"content-encoding"):
                response.content = drive(decoded(response.content, codings, self._connection, InThread.breathe))
            _end(lease, keep=incoming.reusable)
            return response  # noqa: TRY300 - what a signal handler raises in its stead is cleaned up after, too
        except BaseException as error:
            return _failed(error, lease, wire, before)
        finally:
            if not streamed:
                _end(lease, keep=False)  # all that an exception of a signal handler may have left to do


def _kept(lease: Lease[L]) -> L | None:
    """A connection to the server that is still open, None to make one."""
    while True:
        for each in lease.take():
            each.close()
        line = lease.connection
        if line is None or line.usable():
            return line
        for each in lease.settle(keep=False):
            each.close()


def _end(lease: Lease[L], *, keep: bool) -> None:
    try:
        for each in lease.settle(keep=keep):
            each.close()
    finally:
        lease.free()


def _failed(error: BaseException, lease: Lease[L], wire: Wire, before: BaseException | None) -> Exception:
    """Close the connection; Ferrule's error for a foreign one, any other is raised."""
    line = lease.connection
    silent = lease.kept and line is not None and line.silent
    if silent:
        for each in lease.distrust():
            each.close()
    _end(lease, keep=False)
    if not isinstance(error, _FOREIGN):
        raise error
    fault = upload_fault(wire.body, wire.host)
    return fault or failure_of(
        _translate(error, named(wire.url, on_wire=line is not None), line, before), silent=silent
    )


def _streamed(incoming: Incoming, line: L, lease: Lease[L], wire: Wire, place: Place, limits: Connection) -> Response:
    response, host = incoming.head(), wire.host

    def failed(error: BaseException, before: BaseException | None) -> Exception | None:
        return _translate(error, host, line, before) if isinstance(error, _FOREIGN) else None

    async def end() -> None:
        if incoming.done:
            line.finish(incoming)
        _end(lease, keep=incoming.done and incoming.reusable)

    decoder = decoder_for(response.fields.get(b"content-encoding"), limits)
    response.body = Body(CodedSource(lambda: line.more(incoming), decoder, failed, end, place))
    return response


def _translate(
    error: Exception, host: str, line: Line | BlockingLine | None, before: BaseException | None
) -> WireError:
    """Ferrule's error for a foreign one."""
    root = system_error(error, before)
    root = None if isinstance(root, Ended) else root
    return caused_by(_classify(error, root, host, line), root)


def _classify(error: Exception, root: OSError | None, host: str, line: Line | BlockingLine | None) -> WireError:
    why = reason(error, root)
    match error:
        case httptools.HttpParserError():
            return InvalidResponse(f"what {host} sent is not HTTP: malformed status line, header or chunk")
        case HeadTooLong():
            return head_too_long(host)
        case BrokenCoding() | OverLimit():
            return body_fault(error, host)
        case UnicodeError():
            return ConnectFailed("no connection: the host name is not a valid one")
        case _ if isinstance(root, ssl.SSLError) and line is None:
            return tls_failure(host, why, root)
        case _ if line is None:
            return connect_failure(host, why)
        case _ if not line.sent:
            return WriteFailed(f"the connection to {host} broke while the request was sent: {why}")
        case _:
            return ReadFailed(f"the connection to {host} broke before the whole response was read: {why}")
