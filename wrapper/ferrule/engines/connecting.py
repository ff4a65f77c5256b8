"""Makes blocking connections: within the runtime's deadlines, and to the first address of a host that answers."""

from __future__ import annotations

import errno
import os
import selectors
import socket
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

import httpcore

from ferrule.engines.names import NEXT_ADDRESS, Address, look_up_blocking
from ferrule.engines.sockets import LONGEST_WAIT, SocketStream, shut_down
from ferrule.runtime.interrupts import time_left, wakeable

_UNDER_WAY = (0, errno.EINPROGRESS, errno.EWOULDBLOCK, getattr(errno, "WSAEWOULDBLOCK", errno.EWOULDBLOCK))


class DeadlineBackend(httpcore.NetworkBackend):
    """Makes such connections for httpcore."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            time_left()
            return SocketStream(_first_of(look_up_blocking(host, port), local_address))
        except OSError as error:
            time_left()  # a cancellation that shut the socket down, or a deadline, is no network error
            raise httpcore.ConnectError(str(error)) from error

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None
    ) -> httpcore.NetworkStream:
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            sock.settimeout(_shorter(time_left(), LONGEST_WAIT))
            with wakeable(by=partial(shut_down, sock)):
                sock.connect(path)
            time_left()
        except BaseException as error:
            sock.close()
            if isinstance(error, OSError):
                time_left()
                raise httpcore.ConnectError(str(error)) from error
            raise
        return SocketStream(sock)


def _first_of(addresses: Sequence[Address], local_address: str | None) -> socket.socket:
    """A connection to the first address that answers. The others are tried in turn, each a little later (RFC 8305 §5).

    Raises:
        OSError: none does; the error of the first.
    """
    faults: list[OSError] = []
    waiting, trying = list(addresses), list[socket.socket]()

    def wake() -> None:
        for sock in trying:
            shut_down(sock)

    with selectors.DefaultSelector() as selector:
        try:
            while True:
                if waiting:
                    _begin(waiting.pop(0), local_address, trying, faults, selector)
                if not trying:
                    if waiting:
                        continue
                    raise faults[0]
                left = time_left()
                with wakeable(by=wake):
                    ready = selector.select(_shorter(left, NEXT_ADDRESS if waiting else LONGEST_WAIT))
                time_left()
                for key, _ in ready:
                    sock: Any = key.fileobj
                    trying.remove(sock)
                    if not (number := sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)):
                        return sock  # type: ignore[no-any-return]
                    faults.append(OSError(number, os.strerror(number)))
                    selector.unregister(sock)
                    sock.close()
        finally:
            for sock in trying:
                sock.close()


def _begin(
    address: Address,
    local_address: str | None,
    trying: list[socket.socket],
    faults: list[OSError],
    selector: selectors.BaseSelector,
) -> None:
    family, kind, protocol, _, target = address
    try:
        sock = socket.socket(family, kind, protocol)
    except OSError as error:  # the system may have no such network
        faults.append(error)
        return
    try:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.setblocking(False)
        if local_address is not None:
            sock.bind((local_address, 0))
        if (number := sock.connect_ex(target)) not in _UNDER_WAY:
            raise OSError(number, os.strerror(number))
        trying.append(sock)
        selector.register(sock, selectors.EVENT_WRITE)
    except BaseException as error:
        sock.close()
        if not isinstance(error, OSError):
            raise
        faults.append(error)


def _shorter(left: float | None, seconds: float) -> float:
    return seconds if left is None else min(left, seconds)
