"""The connections of the aiohttp engine: aiohttp's own, with what they have to tell of the send they are made for."""

from __future__ import annotations

import socket
import time
from contextvars import ContextVar
from functools import partial
from typing import Any, cast
from weakref import WeakSet

import aiohttp
import attrs
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.client_proto import ResponseHandler

from ferrule.call import Trace
from ferrule.engines.names import look_up
from ferrule.engines.sockets import said_goodbye, waiter


@attrs.define
class Sending:
    """What aiohttp's connector, deep below, has to tell of the send that it works for.

    Attributes:
        trace: of the call.
        kept: its connection has carried a call before.
        key: aiohttp's own, of what the connection can be used for.
        began: monotonic seconds when it got the connection.
        opened: sockets made for it.
    """

    trace: Trace
    kept: bool = False
    key: Any = None
    began: float = 0.0
    opened: list[socket.socket] = attrs.field(factory=cast("type[list[socket.socket]]", list))  # see `Trace`


current: ContextVar[Sending] = ContextVar("ferrule_sending")


class _Handler(ResponseHandler):
    """Tells a body that was ended from one that broke, where nobody told its length (RFC 9112 §9.8).

    Closing it does not wait for a server that does not read.
    """

    _ended = False

    def eof_received(self) -> None:
        transport = self.transport  # this is not called where the connection broke
        self._ended = transport is not None and said_goodbye(transport.get_extra_info("ssl_object"))
        super().eof_received()

    def close(self) -> None:
        transport = self.transport
        if transport is not None and transport.get_write_buffer_size():
            transport.abort()  # the server wants no more of the request, and may never read it
        super().close()

    def connection_lost(self, exc: BaseException | None) -> None:
        payload = self._payload
        if payload is not None and not (self._ended or payload.is_eof() or payload.exception() or self.exception()):
            payload.set_exception(aiohttp.ClientPayloadError("the connection broke"))
        super().connection_lost(exc)


class Telling(aiohttp.BaseConnector):
    """Tells when there is a connection: from then on the request may be on the wire.

    A kept one on which something has come is dropped. aiohttp would take that for the answer to this request.
    """

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._used: WeakSet[Any] = WeakSet()
        factory: Any = partial(_Handler, loop=self._loop)
        self._factory = factory

    async def connect(self, req: Any, *args: Any, **kwargs: Any) -> Any:
        connection = await super().connect(req, *args, **kwargs)
        while (protocol := connection.protocol) in self._used and not _is_clean(protocol):
            connection.close()
            connection = await super().connect(req, *args, **kwargs)
        sending = current.get()
        sending.trace.on_wire, sending.kept = True, protocol in self._used
        sending.key, sending.began = req.connection_key, time.monotonic()
        self._used.add(protocol)
        return connection

    def distrust(self, sending: Sending) -> None:
        """Close those that have been idle since: a server that restarted has dropped them all."""
        for protocol, used in list(self._conns.get(sending.key, ())):
            if used <= sending.began:
                protocol.close()


def _is_clean(protocol: Any) -> bool:
    transport = protocol.transport
    if protocol._buffer or protocol.should_close or transport is None:
        return False
    if transport.get_extra_info("ssl_object") is not None:
        return True  # what there is to read may be TLS' own
    sock = transport.get_extra_info("socket")
    return sock is None or not waiter(sock, reading=True)(0)


class TCPConnector(Telling, aiohttp.TCPConnector):
    """Such connections over TCP."""


class UnixConnector(Telling, aiohttp.UnixConnector):
    """Such connections over a Unix socket."""


def open_socket(address: Any) -> socket.socket:
    """A socket for an address, noted for the send that it is made for."""
    family, kind, protocol, _, _ = address
    made = socket.socket(family, kind, protocol)
    current.get().opened.append(made)
    return made


class Resolver(AbstractResolver):
    """Looks up names where all engines do, not in the executor of the loop."""

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        return [
            ResolveResult(hostname=host, host=target[0], port=port, family=found, proto=protocol, flags=0)
            for found, _, protocol, _, target in await look_up(host, port)
        ]

    async def close(self) -> None:
        """Nothing is open."""
