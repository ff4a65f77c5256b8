"""A loopback server that costs next to nothing, so that what is measured is the client.

Run as a script it serves in a process of its own and prints its port. `running()` does that, `ceiling()` says how
fast it is.
"""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import samples


def _response(status: str, body: bytes, cache_control: str = "no-store") -> bytes:
    fields = [*samples.HEADERS, ("Cache-Control", cache_control), ("Content-Length", str(len(body)))]
    head = "".join(f"{name}: {value}\r\n" for name, value in fields)
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


def _events() -> bytes:
    """A stream of pieces of an answer, each in a chunk of its own, as servers send them."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
    events = [b"data: %b\n\n" % one for one in (*samples.chunks(), b"[DONE]")]
    return head + b"".join(b"%x\r\n%b\r\n" % (len(one), one) for one in events) + b"0\r\n\r\n"


_FOUND = _response("200 OK", samples.profile())
_RESPONSES = {
    b"/users/octocat": _FOUND,
    b"/users?per_page=100": _response("200 OK", samples.page()),
    b"/v1/models/octocat": _response("200 OK", samples.model()),
    b"/v1/chat/completions": _events(),
    b"/users/reusable": _response("200 OK", samples.profile(), "max-age=31536000"),
}
_PAGES = 10  # of each list that is walked
_CUSTOMERS = [_response("200 OK", samples.customers(number, more=number < _PAGES - 1)) for number in range(_PAGES)]
_ACCOUNTS: list[bytes] = []  # made when the port is known, as GitHub links to whole URLs
_UNCHANGED = _response("304 Not Modified", b"", "max-age=31536000").replace(b"Content-Length: 0\r\n", b"")
_PLENTY = _FOUND.replace(
    b"Remaining: 4999", b"Remaining: 99999"
)  # a quota that thousands of calls at once do not exceed
_MISSING = _response("404 Not Found", b'{"message": "Not Found"}')
_REQUEST = b"GET /users/octocat HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n\r\n"


_HELD = b"/users/held-"  # and a number: answered when so many are waiting
_held: list[asyncio.BaseTransport] = []


def _accounts(port: int) -> list[bytes]:
    """Pages of accounts, chained by `Link`: `since` is the number of the page."""
    page = samples.page()
    links = [
        f'<http://127.0.0.1:{port}/users?since={number + 1}&per_page=100>; rel="next"'.encode()
        for number in range(_PAGES - 1)
    ]
    plain = _response("200 OK", page)
    return [plain.replace(b"Server: benchmark", b"Server: benchmark\r\nLink: " + link) for link in links] + [plain]


def _response_to(path: bytes) -> bytes:
    if path.startswith(b"/v1/customers"):
        after = path.partition(b"starting_after=cus_")[2]
        return _CUSTOMERS[int(after.partition(b"x")[0]) + 1 if after else 0]
    if path.startswith(b"/users?") and (since := path.partition(b"since=")[2].partition(b"&")[0]):
        return _ACCOUNTS[int(since)]
    # Names that start so are for misses: each is asked for once, and may be stored.
    return _RESPONSES.get(b"/users/reusable" if path.startswith(b"/users/new-") else path, _MISSING)


class _Connection(asyncio.Protocol):
    """Answers requests, one after another, from bytes made beforehand."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._received = b""

    def data_received(self, data: bytes) -> None:
        self._received += data
        while (end := self._received.find(b"\r\n\r\n")) >= 0:
            path = self._received.split(b" ", 2)[1].partition(b".")[
                0
            ]  # after a dot: what makes a call unlike the others
            head = self._received[:end].lower()
            after = end + 4 + int(head.partition(b"content-length:")[2].partition(b"\r")[0] or 0)
            if len(self._received) < after:
                return
            asks = b"if-none-match:" in head  # some caches validate what is fresh
            self._received = self._received[after:]
            if path.startswith(_HELD):
                self._hold(int(path.removeprefix(_HELD)))
                continue
            self._transport.write(_UNCHANGED if asks else _response_to(path))  # type: ignore[attr-defined]

    def _hold(self, count: int) -> None:
        _held.append(self._transport)
        if len(_held) == count:
            for transport in _held:
                transport.write(_PLENTY)  # type: ignore[attr-defined]
            _held.clear()


async def _serve() -> None:
    server = await asyncio.get_running_loop().create_server(_Connection, "127.0.0.1", 0, backlog=4096)
    port = server.sockets[0].getsockname()[1]
    _ACCOUNTS.extend(_accounts(port))
    print(port, flush=True)
    await server.serve_forever()


@contextmanager
def running() -> Iterator[int]:
    """Serve in another process; gives the port."""
    process = subprocess.Popen([sys.executable, __file__], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield int(process.stdout.readline())
    finally:
        process.terminate()
        process.wait()


def ceiling(port: int, connections: int, calls: int) -> float:
    """Seconds a call, for raw sockets that all have a request under way and read nothing but the length."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.create_connection(("127.0.0.1", port))) for _ in range(connections)]
        rounds = max(1, calls // connections)
        started = time.perf_counter()
        for _ in range(rounds):
            for connection in sockets:
                connection.sendall(_REQUEST)
            for connection in sockets:
                left = len(_FOUND)
                while left:
                    left -= len(connection.recv(left))
        return (time.perf_counter() - started) / (rounds * connections)


if __name__ == "__main__":
    asyncio.run(_serve())
