"""Connections of our own in an event loop, that carry HTTP/1.1, one request at a time."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import aiohappyeyeballs

from ferrule.engines.connection import Connection
from ferrule.engines.http1 import Address, Incoming, end_of, framed, head
from ferrule.engines.names import NEXT_ADDRESS, look_up
from ferrule.engines.sockets import said_goodbye, waiter
from ferrule.engines.uploads import Upload
from ferrule.engines.wire import Wire

_MOST_UNREAD = 262_144  # bytes of a streamed body that wait for their reader before the server has to


class Ended(OSError):
    """The server closed before its response was complete."""


class Line(asyncio.Protocol):
    """A connection of an event loop.

    Attributes:
        transport: None once closed.
        sent: the request was handed on in full.
        silent: nothing of a response has come.
    """

    def __init__(self, settings: Connection) -> None:
        self._settings = settings
        self.transport: asyncio.Transport | None = None
        self.sent, self.silent = False, True
        self._incoming: Incoming | None = None
        self._turn: asyncio.Future[None] | None = None  # of `exchange`: more has come, or can be sent, or the end
        self._full = self._ended = False
        self._unread = 0
        self._paced = False  # a reader takes the body as it comes, and the server waits for the reader
        self._failure: Exception | None = None
        self._readable: Callable[[float], object]

    @classmethod
    async def open(cls, settings: Connection, to: Address) -> Line:
        """Connect; what fails raises `OSError` or `UnicodeError`."""
        loop = asyncio.get_running_loop()
        sock = await _connected(settings, to)
        try:
            plain, line = await loop.create_connection(lambda: cls(settings), sock=sock)
            if to.secure:
                line.transport = await loop.start_tls(plain, line, tls_context(settings), server_hostname=to.host)
            line._readable = waiter(sock, reading=True)
        except BaseException:
            with suppress(OSError):  # asyncio leaves it open when a handshake is cancelled; its end makes it close
                sock.shutdown(socket.SHUT_RDWR)
            raise
        return line

    async def exchange(self, wire: Wire, server: str, path: str, *, stream: bool) -> Incoming:
        """Send a request and read what comes: all of it, or for a stream up to the end of the header fields."""
        incoming = self._incoming = Incoming(wire.method, None if stream else self._settings)
        self.silent, self._paced, self._unread = True, stream, 0
        start = head(wire, server, path)
        if isinstance(wire.body, Upload):
            self.sent = False
            self._write(start)
            async for chunk in wire.body.async_chunks():
                while self._full and not incoming.done:
                    await self._progress()
                if incoming.done:
                    break  # the server does not want the rest
                self._write(framed(chunk, wire.body))
            else:
                if not incoming.done:
                    self._write(end_of(wire.body))
                    self.sent = True
        else:
            self._write(start + wire.body if wire.body else start)
            self.sent = True
        if stream:
            while not incoming.begun:
                await self._progress()
            return incoming
        while not incoming.done:
            await self._progress()
        self.finish(incoming)
        return incoming

    async def more(self, incoming: Incoming) -> bytes:
        """What has come of a streamed body since the last call, as soon as there is anything; empty at its end."""
        while not (data := incoming.take()):
            if incoming.done:
                return b""
            await self._progress()
        self._unread = 0
        self._resume()
        return data

    def finish(self, incoming: Incoming) -> None:
        """The response is complete."""
        self._incoming = None
        if self._paced:
            self._paced = False
            self._resume()
        if not self.sent or self._full:
            incoming.reusable = False  # the server did not want all of the request

    def usable(self) -> bool:
        """Whether it is open and silent: neither the loop nor the socket has unexpected bytes."""
        return self.transport is not None and not self._readable(0)

    def close(self) -> None:
        """Close at once. Idempotent."""
        if self.transport is not None:
            if self._incoming is not None:  # whoever reads it must not take this for its end
                self._incoming, self._failure = None, Ended("the connection was closed")
                self._go_on()
            with suppress(RuntimeError):  # its loop is closed, and the socket with it
                self.transport.abort()
            self.transport = None

    def _resume(self) -> None:
        if self.transport is not None:
            self.transport.resume_reading()

    def _write(self, data: bytes) -> None:
        if self.transport is None:
            raise self._failure or Ended("server disconnected without sending a response")
        self.transport.write(data)

    async def _progress(self) -> None:
        if self._failure is not None:
            raise self._failure
        self._turn = asyncio.get_running_loop().create_future()
        await self._turn

    def _go_on(self) -> None:
        if self._turn is not None and not self._turn.done():
            self._turn.set_result(None)

    # Called by asyncio.

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        incoming = self._incoming
        if incoming is None or incoming.done:
            self.close()  # nothing was asked for
            return
        self.silent = False
        try:
            incoming.feed(data)
        except Exception as error:
            self._failure = error
            self._go_on()
        if self._paced:
            self._unread += len(data)
            if self._unread > _MOST_UNREAD and self.transport is not None:
                self.transport.pause_reading()
            self._go_on()
        elif incoming.done:
            self._go_on()

    def eof_received(self) -> None:
        transport = self.transport  # this is not called where the connection broke
        self._ended = transport is not None and said_goodbye(transport.get_extra_info("ssl_object"))

    def connection_lost(self, exc: Exception | None) -> None:
        self.transport = None
        if self._full:
            self.sent = False
        incoming = self._incoming
        if incoming is not None and not incoming.done and not (self._ended and incoming.end()):
            self._failure = exc or Ended(incoming.lack())
        self._go_on()

    def pause_writing(self) -> None:
        self._full = True

    def resume_writing(self) -> None:
        self._full = False
        self._go_on()


async def _connected(settings: Connection, to: Address) -> socket.socket:
    loop = asyncio.get_running_loop()
    if settings.uds is not None:
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            sock.setblocking(False)
            await loop.sock_connect(sock, settings.uds)
        except BaseException:
            sock.close()
            raise
        return sock
    addresses = await look_up(to.host, to.port)
    local = settings.local_address
    own = None if local is None else await look_up(local, 0)
    return await aiohappyeyeballs.start_connection(  # pyright: ignore[reportUnknownMemberType] - of its types one is bare
        addresses, local_addr_infos=own, happy_eyeballs_delay=NEXT_ADDRESS
    )


def tls_context(settings: Connection) -> ssl.SSLContext:
    """The context to connect with, which offers HTTP/1.1 alone; the user's own is left as it is."""
    context = settings.ssl_context()
    if context is not settings.verify:
        context.set_alpn_protocols(["http/1.1"])
    return context
