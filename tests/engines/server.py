"""A server on loopback that sends any bytes at any pace, and counts its connections."""

from __future__ import annotations

import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
_PATIENCE = 60.0  # seconds before a test that hangs fails instead


class Peer:
    """One connection, as the server sees it."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self._buffer = b""

    def request(self) -> tuple[bytes, bytes] | None:
        """Head and body of the next request (a chunked body as received); None when the client closed."""
        while b"\r\n\r\n" not in self._buffer:
            if not (more := self.receive()):
                return None
            self._buffer += more
        head, _, self._buffer = self._buffer.partition(b"\r\n\r\n")
        lowered = head.lower()
        if b"transfer-encoding: chunked" in lowered:
            end = b"\r\n0\r\n\r\n"
            return head, self._up_to(lambda: self._buffer.index(end) + len(end) if end in self._buffer else -1)
        length = int(lowered.partition(b"content-length:")[2].split(b"\r\n")[0] or 0)
        return head, self._up_to(lambda: length if len(self._buffer) >= length else -1)

    def _up_to(self, end: Callable[[], int]) -> bytes:
        while (at := end()) < 0:
            if not (more := self.receive()):
                return self._buffer
            self._buffer += more
        body, self._buffer = self._buffer[:at], self._buffer[at:]
        return body

    def receive(self) -> bytes:
        """Some bytes; none when the client closed."""
        try:
            return self.sock.recv(65_536)
        except OSError:
            return b""

    def send(self, data: bytes) -> None:
        self.sock.sendall(data)

    def trickle(self, data: bytes, every: float) -> None:
        """Send byte by byte."""
        pause = threading.Event()
        for index in range(len(data)):
            self.sock.sendall(data[index : index + 1])
            pause.wait(every)

    def until_closed(self) -> None:
        """Return when the client has closed."""
        while self.receive():
            pass

    def reset(self) -> None:
        """End with a TCP reset."""
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.sock.close()


class Server:
    """Accepts connections and runs `behave` for each, in a thread; the connection closes when that returns.

    Attributes:
        url: of the server, without a trailing slash.
        accepted: number of connections so far.
        errors: what `behave` raised, broken connections aside.
    """

    def __init__(self, behave: Callable[[Peer], None], listener: socket.socket, tls: ssl.SSLContext | None) -> None:
        self._behave = behave
        self._listener = listener
        self._tls = tls
        self._changed = threading.Condition()
        self._open: set[socket.socket] = set()
        self.accepted = 0
        self.errors: list[BaseException] = []
        name = listener.getsockname()
        self.address: tuple[str, int] = name[:2] if isinstance(name, tuple) else ("localhost", 80)
        host = f"[{self.address[0]}]" if ":" in self.address[0] else self.address[0]
        self.url = f"{'https' if tls else 'http'}://{host}:{self.address[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def wait_until_all_closed(self, after: int = 0) -> None:
        """Return when no connection is open any more, and at least so many were; fails when one stays."""
        with self._changed:
            closed = self._changed.wait_for(lambda: not self._open and self.accepted >= after, _PATIENCE)
            assert closed, f"{len(self._open)} of {self.accepted} connections stay open"

    def close(self) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._changed:
            for sock in self._open:
                with suppress(OSError):
                    sock.shutdown(socket.SHUT_RDWR)
        self.wait_until_all_closed()

    def _accept(self) -> None:
        while True:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            with self._changed:
                self.accepted += 1
                self._open.add(sock)
                self._changed.notify_all()
            threading.Thread(target=self._serve, args=(sock,), daemon=True).start()

    def _serve(self, sock: socket.socket) -> None:
        sock.settimeout(_PATIENCE)
        peer = Peer(sock)
        try:
            if self._tls is not None:
                peer.sock = self._tls.wrap_socket(sock, server_side=True, suppress_ragged_eofs=True)
            self._behave(peer)
        except OSError:
            pass  # the client went away
        except BaseException as error:
            self.errors.append(error)
        finally:
            peer.sock.close()
            with self._changed:
                self._open.discard(sock)
                self._changed.notify_all()


@contextmanager
def serving(
    behave: Callable[[Peer], None],
    *,
    tls: ssl.SSLContext | None = None,
    family: int = socket.AF_INET,
    address: tuple[str, int] | str = ("127.0.0.1", 0),
) -> Iterator[Server]:
    """A server for the duration of a block."""
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.bind(address)
    listener.listen(64)
    server = Server(behave, listener, tls)
    try:
        yield server
    finally:
        server.close()
    assert server.errors == []


def answering(response: bytes = OK) -> Callable[[Peer], None]:
    """Answer each request with the same bytes, on a connection kept alive."""

    def behave(peer: Peer) -> None:
        while peer.request() is not None:
            peer.send(response)

    return behave


def answering_once(response: bytes) -> Callable[[Peer], None]:
    """Answer one request, then close."""

    def behave(peer: Peer) -> None:
        peer.request()
        peer.send(response)

    return behave
