"""Blocking connections that end when the time is over, whatever the server does.

httpx's time limits start anew with each read, so a server that trickles bytes outlives them. Here each wait on a
socket is cut to what is left of the runtime's deadlines, and another thread's cancellation ends it.
"""

from __future__ import annotations

import math
import os
import select
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any, TypeVar

import httpcore

from ferrule.runtime.interrupts import time_left, wakeable

T = TypeVar("T")

LONGEST_WAIT = 86_400.0
"""Seconds that one wait takes at most: systems take no more than 24 days. Who waits for longer waits again."""

_CHUNK = 65_536


def said_goodbye(tls: Any) -> bool:
    """Whether TLS over a connection that has ended was ended, too; otherwise it may have been cut (RFC 9112 §9.8).

    Args:
        tls: an `ssl.SSLObject`; None for a plain connection.
    """
    try:
        return tls is None or not tls.read(1)
    except ssl.SSLError:
        return False


class AsGiven:
    """A context of the user's, in httpcore's hands, which would change the protocols that it offers.

    Attributes:
        context: the user's.
    """

    def __init__(self, context: ssl.SSLContext) -> None:
        self.context = context

    def set_alpn_protocols(self, protocols: list[str]) -> None:
        """They are the user's to choose."""


def given(context: ssl.SSLContext | AsGiven) -> ssl.SSLContext:
    """The context to connect with."""
    return context.context if isinstance(context, AsGiven) else context


class SocketStream(httpcore.NetworkStream):
    """A plain connection."""

    def __init__(self, sock: socket.socket) -> None:
        sock.setblocking(False)  # waits are separate: a socket with a time limit makes three system calls of each read
        self._sock = sock
        self._process = os.getpid()
        self._readable, self._writable = waiter(sock, reading=True), waiter(sock, reading=False)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        try:
            while True:
                self._wait(self._readable)
                with suppress(BlockingIOError):
                    data = self._sock.recv(max_bytes)
                    if not data:
                        time_left()  # a cancellation shuts the socket down; otherwise it was the server
                    return data
        except OSError as error:
            time_left()
            raise httpcore.ReadError(str(error)) from error

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        rest = memoryview(buffer)
        try:
            time_left()
            while True:
                with suppress(BlockingIOError):
                    rest = rest[self._sock.send(rest) :]
                if not rest:
                    return
                self._wait(self._writable)
        except OSError as error:
            time_left()
            raise httpcore.WriteError(str(error)) from error

    def _wait(self, until_ready: Callable[[float | None], object]) -> None:
        left = time_left()
        with wakeable(by=partial(shut_down, self._sock)):
            until_ready(left)

    def close(self) -> None:
        if self._process == os.getpid():  # in a forked child it would end the parent's connection
            shut_down(self._sock)  # which wakes whoever still reads
        self._sock.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return TLSStream(self, given(ssl_context), (server_hostname or "").strip("[]"))

    def get_extra_info(self, info: str) -> Any:
        match info:
            case "client_addr":
                return self._sock.getsockname()
            case "server_addr":
                return self._sock.getpeername()
            case "socket":
                return self._sock
            case "is_readable":
                return self._sock.fileno() < 0 or bool(self._readable(0))  # closed: a read would end at once
            case _:
                return None


class TLSStream(httpcore.NetworkStream):
    """TLS over any stream, also over TLS (https through an https proxy). Each of its reads and writes is bounded."""

    def __init__(self, inner: SocketStream | TLSStream, context: ssl.SSLContext, server_hostname: str | None) -> None:
        self._inner = inner
        try:
            self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
            self._tls = context.wrap_bio(self._incoming, self._outgoing, server_hostname=server_hostname)
            self._run(self._tls.do_handshake)
        except BaseException as error:
            self.close()
            if isinstance(error, OSError | httpcore.NetworkError):
                raise httpcore.ConnectError(str(error)) from error
            raise

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        try:
            return self._run(partial(self._tls.read, max_bytes))
        except ssl.SSLError as error:
            raise httpcore.ReadError(str(error)) from error

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        rest = memoryview(buffer)
        try:
            while rest:
                rest = rest[self._run(partial(self._tls.write, rest[:_CHUNK])) :]
        except ssl.SSLError as error:
            raise httpcore.WriteError(str(error)) from error

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return TLSStream(self, given(ssl_context), (server_hostname or "").strip("[]"))

    def get_extra_info(self, info: str) -> Any:
        match info:
            case "ssl_object":
                return self._tls
            case "is_readable" if self._tls.pending() or self._incoming.pending:
                return True  # read from the socket already
            case _:
                return self._inner.get_extra_info(info)

    def _run(self, operation: Callable[[], T]) -> T:
        while True:
            with suppress(ssl.SSLWantReadError):
                result = operation()
                self._flush()
                return result
            self._flush()
            if data := self._inner.read(_CHUNK):
                self._incoming.write(data)
            else:
                self._incoming.write_eof()

    def _flush(self) -> None:
        if data := self._outgoing.read():
            self._inner.write(data)


def shut_down(sock: socket.socket) -> None:
    """End a connection, and wake whoever is blocked in it. It is still to be closed."""
    # Closing a socket does not wake another thread that is blocked in it; shutting it down does.
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


def waiter(sock: socket.socket, *, reading: bool) -> Callable[[float | None], object]:
    """Waits so many seconds until a socket can be read or written. The result is false when it cannot."""
    if not hasattr(select, "poll"):
        return lambda left: any(select.select(*(([sock], []) if reading else ([], [sock])), [], left))
    poll = select.poll()  # unlike select, takes any file number
    poll.register(sock, select.POLLIN if reading else select.POLLOUT)
    return lambda left: poll.poll(None if left is None else math.ceil(min(left, LONGEST_WAIT) * 1000))
