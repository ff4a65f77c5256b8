"""Bodies that are still on the wire: one contract over all engines, against a real server."""

from __future__ import annotations

import gc
import gzip
import os
import threading
import zlib
from collections.abc import Callable

import brotli
import pytest
import zstandard

from engines.server import OK, Peer, serving
from engines.sides import Side
from engines.sides import side as side
from ferrule.call import Call, Response
from ferrule.engines.connection import Connection
from ferrule.errors import InvalidResponse, ReadFailed, WireError
from ferrule.runtime.blocking import drive
from worlds import a_call

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstandard.compress,
}


def chunk(data: bytes) -> bytes:
    """A chunk of a chunked body."""
    return b"%x\r\n%b\r\n" % (len(data), data)


def a_stream(url: str) -> Call:
    """A call whose body is streamed."""
    return a_call(url=url, stream=True)


async def everything(response: Response) -> bytes:
    """The whole body, received part by part."""
    assert response.body is not None
    parts = []
    while part := await response.body.receive():
        parts.append(part)
    return b"".join(parts)


class Gates:
    """Lets a server go on step by step."""

    def __init__(self) -> None:
        self._next = threading.Semaphore(0)

    def open(self) -> None:
        """Let the server take its next step."""
        self._next.release()

    def wait(self) -> None:
        """Wait to be let on."""
        assert self._next.acquire(timeout=60)


def test_parts_arrive_before_the_body_ends(side: Side) -> None:
    """The response comes at its headers and each part as it is sent; then the connection is used again."""
    gates = Gates()

    def behave(peer: Peer) -> None:
        peer.request()
        peer.send(CHUNKED)
        for part in (b"one", b"two"):
            gates.wait()
            peer.send(chunk(part))
        peer.send(b"0\r\n\r\n")
        while peer.request() is not None:
            peer.send(OK)

    async def scenario() -> None:
        response = await side.runtime.send(a_stream(server.url))
        assert (response.status_code, response.headers["content-type"]) == (200, "text/plain")
        assert response.content == b""
        assert response.body is not None
        for part in (b"one", b"two"):
            gates.open()
            assert await response.body.receive() == part
        assert await response.body.receive() == b""
        assert response.body.closed
        assert (await side.runtime.send(a_call(url=server.url))).content == b"ok"

    with serving(behave) as server:
        side.run(scenario)
        assert server.accepted == 1


@pytest.mark.parametrize(
    "body",
    [
        b"Content-Length: 5\r\n\r\nhello",
        b"Transfer-Encoding: chunked\r\n\r\n" + chunk(b"hel") + chunk(b"lo") + b"0\r\n\r\n",
        b"Transfer-Encoding: chunked\r\n\r\n" + chunk(b"hello") + b"0\r\nX-Sum: 1\r\n\r\n",
    ],
    ids=["length", "chunked", "trailers"],
)
def test_each_framing_ends(side: Side, body: bytes) -> None:
    """However a body is framed, it is read to its end, and the connection carries the next call."""

    def behave(peer: Peer) -> None:
        while peer.request() is not None:
            peer.send(HEAD + body)

    async def scenario() -> None:
        for _ in range(2):
            assert await everything(await side.runtime.send(a_stream(server.url))) == b"hello"

    with serving(behave) as server:
        side.run(scenario)
        assert server.accepted == 1


def test_a_body_without_length_ends_with_its_connection(side: Side) -> None:
    """Where nobody told a length, the end of the connection is the end of the body (RFC 9112 §6.3)."""

    def behave(peer: Peer) -> None:
        peer.request()
        peer.send(HEAD + b"Connection: close\r\n\r\nhello")

    async def scenario() -> bytes:
        return await everything(await side.runtime.send(a_stream(server.url)))

    with serving(behave) as server:
        assert side.run(scenario) == b"hello"


@pytest.mark.parametrize("coding", CODINGS)
def test_codings_are_removed_as_the_body_comes(side: Side, coding: str) -> None:
    """A coded part is plain as soon as it can be told; nothing waits for the end of the body."""
    gates = Gates()
    plain = [os.urandom(3_000), b"plain" * 50_000]
    coded = CODINGS[coding](b"".join(plain))
    cut = len(coded) // 2

    def behave(peer: Peer) -> None:
        peer.request()
        peer.send(CHUNKED[:-2] + b"Content-Encoding: " + coding.encode() + b"\r\n\r\n" + chunk(coded[:cut]))
        gates.wait()
        peer.send(chunk(coded[cut:]) + b"0\r\n\r\n")
        peer.until_closed()

    async def scenario() -> bytes:
        response = await side.runtime.send(a_stream(server.url))
        gates.open()
        return await everything(response)

    with serving(behave) as server:
        assert side.run(scenario) == b"".join(plain)


@pytest.mark.parametrize("coding", CODINGS)
def test_a_coding_that_is_cut_short_is_no_end(side: Side, coding: str) -> None:
    """A coded body whose frame is whole and whose coding is not raises, however much of it came."""
    coded = CODINGS[coding](os.urandom(5_000))[:-6]

    def behave(peer: Peer) -> None:
        peer.request()
        head = HEAD + b"Content-Encoding: %b\r\nContent-Length: %d\r\n\r\n" % (coding.encode(), len(coded))
        peer.send(head + coded)
        peer.until_closed()

    async def scenario() -> None:
        response = await side.runtime.send(a_stream(server.url))
        with pytest.raises(InvalidResponse, match="content coding"):
            await everything(response)

    with serving(behave) as server:
        side.run(scenario)


@pytest.mark.parametrize(
    ("rest", "error"),
    [
        (b"5\r\ntw", ReadFailed),
        (b"no chunk\r\n", InvalidResponse),
    ],
    ids=["cut", "malformed"],
)
def test_a_body_that_breaks_raises(side: Side, rest: bytes, error: type[WireError]) -> None:
    """What came before is given out; the break raises, and its connection is not used again."""
    first, gates = [True], Gates()

    def behave(peer: Peer) -> None:
        peer.request()
        if first:
            first.clear()
            peer.send(CHUNKED + chunk(b"one"))
            gates.wait()
            peer.send(rest)
            if error is ReadFailed:
                return
        else:
            peer.send(OK)
        peer.until_closed()

    async def scenario() -> None:
        response = await side.runtime.send(a_stream(server.url))
        assert response.body is not None
        received = await response.body.receive()
        gates.open()
        with pytest.raises(error):
            while part := await response.body.receive():
                received += part
        assert received in (b"one", b"onetw")
        assert response.body.closed
        assert (await side.runtime.send(a_call(url=server.url))).content == b"ok"

    with serving(behave) as server:
        side.run(scenario)
        assert server.accepted == 2


def test_a_body_closed_early_leaves_no_dirty_connection(side: Side) -> None:
    """Closing before the end drops the connection: the rest of the body answers no other call."""

    def behave(peer: Peer) -> None:
        peer.request()
        peer.send(CHUNKED + chunk(b"one"))
        peer.until_closed()

    def second(peer: Peer) -> None:
        if server.accepted == 1:
            behave(peer)
            return
        peer.request()
        peer.send(OK)
        peer.until_closed()

    async def scenario() -> None:
        response = await side.runtime.send(a_stream(server.url))
        assert response.body is not None
        assert await response.body.receive() == b"one"
        await response.close()
        await response.close()
        with pytest.raises(ValueError, match="closed before its end"):
            await response.body.receive()
        assert (await side.runtime.send(a_call(url=server.url))).content == b"ok"

    with serving(second) as server:
        side.run(scenario)
        assert server.accepted == 2


def test_a_stream_holds_its_place_until_it_is_closed(side: Side) -> None:
    """With one connection allowed, the next call waits for the close of the stream, and for nothing else."""
    side = side.over(Connection(max_connections=1))

    def behave(peer: Peer) -> None:
        while (request := peer.request()) is not None:
            if b"/stream" in request[0]:
                peer.send(CHUNKED + chunk(b"one"))
                peer.until_closed()
                return
            peer.send(OK)

    async def scenario() -> None:
        response = await side.runtime.send(a_stream(f"{server.url}/stream"))
        with pytest.raises(TimeoutError):
            await side.within(0.05, a_call(url=server.url))
        await response.close()
        assert (await side.runtime.send(a_call(url=server.url))).content == b"ok"

    with serving(behave) as server:
        side.run(scenario)


def test_cancelling_a_reader_frees_the_connection(side: Side) -> None:
    """A reader that is interrupted between two parts gives its connection and its place up."""
    side = side.over(Connection(max_connections=1))

    def behave(peer: Peer) -> None:
        while (request := peer.request()) is not None:
            if b"/stream" in request[0]:
                peer.send(CHUNKED + chunk(b"one"))
                peer.until_closed()
                return
            peer.send(OK)

    async def scenario() -> None:
        response = await side.runtime.send(a_stream(f"{server.url}/stream"))
        assert response.body is not None
        assert await response.body.receive() == b"one"
        ended: list[BaseException | None] = []
        response.on_close(ended.append)
        with pytest.raises(TimeoutError):
            with side.runtime.timeout(side.runtime.now() + 0.05):
                await response.body.receive()
        assert response.body.closed
        assert len(ended) == 1
        assert (await side.runtime.send(a_call(url=server.url))).content == b"ok"

    with serving(behave) as server:
        side.run(scenario)


def test_a_slow_reader_holds_the_server_back(side: Side) -> None:
    """A server that sends faster than anybody reads has to wait: what is not read is not kept in memory."""
    size, sent = 64 << 20, [0]
    stalled = threading.Event()

    def behave(peer: Peer) -> None:
        peer.request()
        peer.send(HEAD + b"Content-Length: %d\r\n\r\n" % size)
        peer.sock.settimeout(0.5)
        block = bytes(1 << 16)
        try:
            while sent[0] < size:
                sent[0] += peer.sock.send(block)
        except TimeoutError:
            pass
        stalled.set()
        peer.sock.settimeout(10)
        while sent[0] < size:
            sent[0] += peer.sock.send(block[: size - sent[0]])
        peer.until_closed()

    async def scenario() -> int:
        response = await side.runtime.send(a_stream(server.url))
        assert response.body is not None
        received = len(await response.body.receive())
        while not stalled.is_set():
            await side.runtime.sleep(0.01)  # an async client's loop goes on, and nobody reads
        assert sent[0] < size // 2
        while part := await response.body.receive():
            received += len(part)
        return received

    with serving(behave) as server:
        assert side.run(scenario) == size


@pytest.mark.parametrize("method", ["HEAD", "GET"])
def test_responses_without_a_body_end_at_once(side: Side, method: str) -> None:
    """A HEAD, and a 204, have a body that is over; the connection is used again."""
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" if method == "HEAD" else b"HTTP/1.1 204 No Content\r\n\r\n"

    def behave(peer: Peer) -> None:
        while peer.request() is not None:
            peer.send(head)

    async def scenario() -> None:
        for _ in range(2):
            assert await everything(await side.runtime.send(a_call(method, server.url, stream=True))) == b""

    with serving(behave) as server:
        side.run(scenario)
        assert server.accepted == 1


def test_reading_the_rest(side: Side) -> None:
    """`read` takes what is left into `content`, or only so much of it and drops the rest."""

    def behave(peer: Peer) -> None:
        while peer.request() is not None:
            peer.send(HEAD + b"Content-Length: 8\r\n\r\nall that")

    async def scenario() -> None:
        response = await side.runtime.send(a_stream(server.url))
        assert (await response.read(), response.content, response.body) == (b"all that", b"all that", None)
        response = await side.runtime.send(a_stream(server.url))
        assert (await response.read(3), response.content) == (b"all", b"all")

    with serving(behave) as server:
        side.run(scenario)


def test_a_stream_that_nobody_closed_is_told_and_freed(side: Side) -> None:
    """Dropping a stream warns, gives its place back, and calls what waits for its close."""
    side = side.over(Connection(max_connections=1))
    told = threading.Event()

    def behave(peer: Peer) -> None:
        while (request := peer.request()) is not None:
            if b"/stream" in request[0]:
                peer.send(CHUNKED + chunk(b"one"))
                peer.until_closed()
                return
            peer.send(OK)

    async def scenario() -> None:
        response: Response | None = await side.runtime.send(a_stream(f"{server.url}/stream"))
        assert response is not None
        response.on_close(lambda _: told.set())
        with pytest.warns(ResourceWarning, match="neither read to its end nor closed"):
            response = None
            gc.collect()
        assert (await side.within(5, a_call(url=server.url))).content == b"ok"
        assert told.is_set()

    with serving(behave) as server:
        side.run(scenario)


def test_too_many_codings_are_refused(side: Side) -> None:
    """A body in more codings than anybody uses is not unpacked."""

    def behave(peer: Peer) -> None:
        peer.request()
        peer.send(HEAD + b"Content-Encoding: " + b", ".join([b"gzip"] * 6) + b"\r\nContent-Length: 1\r\n\r\nx")
        peer.until_closed()

    with serving(behave) as server:
        for stream in (False, True):
            with pytest.raises(InvalidResponse, match="6 content codings"):
                side.over(Connection()).send(server.url, stream=stream)


def test_closing_a_body_wakes_its_reader_in_another_thread(side: Side) -> None:
    """A thread that waits for a part does not wait for ever when another one closes the body."""
    if side.name == "async":
        pytest.skip("has one thread")
    outcome: list[object] = []

    def behave(peer: Peer) -> None:
        peer.request()
        peer.send(CHUNKED + chunk(b"one"))
        peer.until_closed()

    async def scenario() -> None:
        response = await side.runtime.send(a_stream(server.url))
        body = response.body
        assert body is not None
        assert await body.receive() == b"one"

        def read() -> None:
            try:
                outcome.append(drive(body.receive()))
            except Exception as error:
                outcome.append(error)

        reader = threading.Thread(target=read, daemon=True)
        reader.start()
        reader.join(0.02)
        assert reader.is_alive()
        await body.close()
        reader.join(30)
        assert not reader.is_alive()

    with serving(behave) as server:
        side.run(scenario)
    assert isinstance(outcome[0], Exception)
