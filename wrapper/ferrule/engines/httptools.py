"""The engines on connections of our own, read by httptools (llhttp, the parser of Node.js): HTTP/1.1, async and blocking."""

from __future__ import annotations

import asyncio
import ssl
from typing import Any, TypeVar

import attrs
import httpcore
import httptools
import httpx

from ferrule.call import Call, Response
from ferrule.engines.connection import Connection
from ferrule.engines.failures import caused_by, of_certificate, raise_or_return, reason, system_error
from ferrule.engines.failures import translate as translate_httpx
from ferrule.engines.http1 import is_last, split, target
from ferrule.engines.lines import BlockingLine, Ended, Line
from ferrule.engines.loops import PerLoop
from ferrule.engines.requests import UploadFailed
from ferrule.engines.shelf import Shelf
from ferrule.engines.slots import Slots
from ferrule.engines.wire import Wire, prepare, upload_fault
from ferrule.errors import ConnectFailed, InvalidResponse, ReadFailed, TLSFailed, WireError, WriteFailed
from ferrule.runtime.forks import reset_in_child

_FOREIGN = (httptools.HttpParserError, httpcore.NetworkError, httpx.DecodingError, OSError, UnicodeError, UploadFailed)
_inherited: list[Any] = []  # connections that a forked child got from its parent, which still uses them

L = TypeVar("L", Line, BlockingLine)


@attrs.frozen
class _Home:
    """What an async engine has in one event loop."""

    shelf: Shelf[Line]
    slots: asyncio.Semaphore  # one a connection


class HttptoolsEngine:
    """Sends on asyncio. Each event loop gets its own connections, closed when the loop shuts down.

    Args:
        connection: settings; default `Connection()`. `ferrule.engines.choice` refuses those that it cannot keep.
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
        return raise_or_return(await self._exchange(prepare(call)))

    async def aclose(self) -> None:
        """Close the connections of the running loop. Idempotent."""
        await self._homes.aclose()

    async def _exchange(self, wire: Wire) -> Response | Exception:
        server, path = split(wire.url)
        home = await self._homes.here()
        async with home.slots:
            line = _kept(home.shelf, server)
            try:
                line = line or await Line.open(self._connection, target(server))
                incoming = await line.exchange(wire, server, path)
                response = incoming.response()
            except BaseException as error:
                _lose(home.shelf, line)
                if isinstance(error, _FOREIGN):
                    return _translate(error, wire, line)
                raise
            _put_back(home.shelf, server, line, incoming.reusable and not is_last(wire))
            return response

    def _settle(self) -> _Home:
        return _Home(_shelf(self._connection), asyncio.Semaphore(self._connection.max_connections))


async def _leave(home: _Home) -> None:
    for line in home.shelf.drain():
        line.close()
    await asyncio.sleep(0)  # in which asyncio closes the sockets


class BlockingHttptoolsEngine:
    """Sends by blocking, within the time that the runtime's deadlines leave. One pool for all threads.

    Args:
        connection: settings; default `Connection()`. `ferrule.engines.choice` refuses those that it cannot keep.
    """

    _shelf: Shelf[BlockingLine]

    def __init__(self, connection: Connection | None = None) -> None:
        self._connection = connection or Connection()
        self._begin()
        reset_in_child(self)

    async def send(self, call: Call) -> Response:
        """Send once and read the whole body. Blocks.

        Raises:
            WireError: no usable response came.
            ConfigError: the request cannot be sent.
        """
        return raise_or_return(self._exchange(prepare(call)))

    async def aclose(self) -> None:
        """Close all connections, those in use after their calls. Idempotent."""
        closing, self._shelf = self._shelf, _shelf(self._connection)
        for line in closing.drain():
            line.close()

    def _exchange(self, wire: Wire) -> Response | Exception:
        server, path = split(wire.url)
        with self._slots:
            shelf = self._shelf
            line = _kept(shelf, server)
            try:
                line = line or BlockingLine.open(self._connection, target(server))
                incoming = line.exchange(wire, server, path)
                response = incoming.response()
            except BaseException as error:
                _lose(shelf, line)
                if isinstance(error, _FOREIGN):
                    return _translate(error, wire, line)
                raise
            _put_back(shelf, server, line, incoming.reusable and not is_last(wire))
            return response

    def after_fork(self) -> None:
        _inherited.append(self._shelf)
        self._begin()

    def _begin(self) -> None:
        self._shelf = _shelf(self._connection)
        self._slots = Slots(self._connection.max_connections)


def _shelf(connection: Connection) -> Shelf[Any]:
    limits = connection.limits
    return Shelf(connection.max_connections, limits.max_keepalive_connections or 0, connection.keepalive_expiry)


def _kept(shelf: Shelf[L], server: str) -> L | None:
    """A connection to the server that is still open, None to make one."""
    while True:
        line, superfluous = shelf.take(server)
        for each in superfluous:
            each.close()
        if line is None or line.usable():
            return line
        _lose(shelf, line)


def _put_back(shelf: Shelf[L], server: str, line: L, reusable: bool) -> None:
    if not reusable:
        _lose(shelf, line)
        return
    for each in shelf.give(server, line):
        each.close()


def _lose(shelf: Shelf[L], line: L | None) -> None:
    shelf.lose()
    if line is not None:
        line.close()


def _translate(error: Exception, wire: Wire, line: Line | BlockingLine | None) -> Exception:
    """Ferrule's error for a foreign one; for a failed upload the user's own."""
    if fault := upload_fault(wire):
        return fault
    if isinstance(error, httpx.DecodingError):
        return translate_httpx(error, wire.host)
    root = system_error(error)
    root = None if isinstance(root, Ended) else root
    return caused_by(_classify(error, root, wire.host, line), root)


def _classify(error: Exception, root: OSError | None, host: str, line: Line | BlockingLine | None) -> WireError:
    why = reason(error, root)
    match error:
        case httptools.HttpParserError():
            return InvalidResponse(f"what {host} sent is not HTTP: malformed status line, header or chunk")
        case UnicodeError():
            return ConnectFailed("no connection: the host name is not a valid one")
        case _ if isinstance(root, ssl.SSLError) and (line is None or of_certificate(root)):
            # A TLS 1.3 server refuses a client certificate only after the handshake, while the client reads.
            return TLSFailed(f"no secure connection to {host}: {why}")
        case _ if line is None:
            return ConnectFailed(f"no connection to {host}: {why}")
        case _ if not line.sent:
            return WriteFailed(f"the connection to {host} broke while the request was sent: {why}")
        case _:
            return ReadFailed(f"the connection to {host} broke before the whole response was read: {why}")
