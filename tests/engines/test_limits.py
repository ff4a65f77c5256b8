"""What a server sends is bounded, on each engine: its size, what it unpacks to, and the time that takes."""

from __future__ import annotations

import gzip
import threading
import tracemalloc
from contextlib import suppress
from typing import Any

import brotli
import pytest
import zstandard

from engines.server import OK, Peer, answering, serving
from engines.sides import Side
from engines.sides import side as side
from ferrule.engines.connection import Connection
from ferrule.engines.decoding import decoded
from ferrule.errors import ConfigError, ResponseTooLarge
from ferrule.runtime.blocking import drive
from worlds import a_call

HEAD = b"HTTP/1.1 200 OK\r\n"


def coded(coding: str, body: bytes) -> bytes:
    """A response with a body in a coding."""
    return HEAD + b"Content-Encoding: %b\r\nContent-Length: %d\r\n\r\n%b" % (coding.encode(), len(body), body)


def endless(head: bytes, part: bytes) -> Any:
    """Answer with a head, and then send a part again and again until the client has enough."""

    def behave(peer: Peer) -> None:
        if peer.request() is None:
            return
        peer.send(head)
        with suppress(OSError):
            while True:
                peer.send(part)

    return behave


@pytest.mark.parametrize(
    ("head", "part"),
    [
        (b"Transfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + b"x" * 65_536 + b"\r\n"),
        (b"\r\n", b"x" * 65_536),
        (b"Content-Length: 100000000000\r\n\r\n", b"x" * 65_536),
    ],
    ids=["chunked", "until closed", "length"],
)
def test_a_body_without_end_ends_at_the_limit(side: Side, head: bytes, part: bytes) -> None:
    """However it is framed. The connection is closed, and the next call gets another one."""
    side = side.over(Connection(max_response_bytes=300_000, max_connections=1))
    first = threading.Event()

    def behave(peer: Peer) -> None:
        if first.is_set():
            answering()(peer)
        else:
            first.set()
            endless(HEAD + head, part)(peer)

    async def scenario() -> None:
        with pytest.raises(ResponseTooLarge, match="max_response_bytes, 300000"):
            await side.within(30, a_call(url=server.url))
        assert (await side.within(30, a_call(url=server.url))).content == b"ok"

    with serving(behave) as server:
        side.run(scenario)


@pytest.mark.parametrize("size", [1000, 1001])
@pytest.mark.parametrize("coding", ["", "gzip", "br", "zstd"])
def test_a_body_may_be_as_large_as_the_limit(side: Side, size: int, coding: str) -> None:
    """The limit is what is taken; a byte more is not. The error tells how to go on."""
    side = side.over(Connection(max_response_bytes=1000))
    encode: Any = {"gzip": gzip.compress, "br": brotli.compress, "zstd": zstandard.compress}.get(coding, bytes)
    with serving(answering(coded(coding or "identity", encode(b"x" * size)))) as server:
        if size == 1000:
            assert side.send(server.url).content == b"x" * size
            return
        with pytest.raises(ResponseTooLarge, match="raise the limit"):
            side.send(server.url)


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd", "gzip, gzip"])
def test_a_bomb_ends_at_the_limit(side: Side, coding: str) -> None:
    """Some hundred bytes that stand for a gigabyte take no more memory than the limit allows."""
    side = side.over(Connection(max_response_bytes=1_000_000))
    bomb = gzip.compress(bytes(200 << 20), 1)
    match coding:
        case "br":
            bomb = brotli.compress(bytes(50 << 20), quality=1)
        case "zstd":
            bomb = zstandard.compress(bytes(50 << 20))
        case "gzip, gzip":
            bomb = gzip.compress(bomb)
        case _:
            pass
    with serving(answering(coded(coding, bomb))) as server:
        tracemalloc.start()
        try:
            with pytest.raises(ResponseTooLarge, match="max_response_bytes"):
                side.send(server.url)
            assert tracemalloc.get_traced_memory()[1] < 30_000_000
        finally:
            tracemalloc.stop()


def test_codings_are_counted(side: Side) -> None:
    """As many as allowed are taken off, in one field or several; more are refused by the setting's name."""
    body = b"plain"
    for _ in range(5):
        body = gzip.compress(body)
    with serving(answering(coded("gzip, gzip,gzip\r\nContent-Encoding: gzip, gzip", body))) as server:
        assert side.send(server.url).content == b"plain"
        with pytest.raises(ResponseTooLarge, match="5 content codings, one around the other; max_codings is 4"):
            side.over(Connection(max_codings=4)).send(server.url)
        with pytest.raises(ResponseTooLarge, match="max_codings is 4"):
            side.over(Connection(max_codings=4)).send(server.url, stream=True)


def test_the_connection_is_free_after_too_many_codings(side: Side) -> None:
    """A response that is refused at its headers leaves no connection in use, streamed or not."""
    side = side.over(Connection(max_codings=0, max_connections=1))

    def behave(peer: Peer) -> None:
        while (request := peer.request()) is not None:
            peer.send(coded("gzip", b"x") if b"/coded" in request[0] else OK)

    async def scenario() -> None:
        for stream in (False, True, False, True):
            with pytest.raises(ResponseTooLarge):
                await side.runtime.send(a_call(url=f"{server.url}/coded", stream=stream))
            assert (await side.within(30, a_call(url=server.url))).content == b"ok"

    with serving(behave) as server:
        side.run(scenario)


def test_a_stream_has_no_bound(side: Side) -> None:
    """It is not kept, so its reader says how much is too much."""
    side = side.over(Connection(max_response_bytes=1000))

    async def scenario() -> int:
        response = await side.runtime.send(a_call(url=server.url, stream=True))
        assert response.body is not None
        size = 0
        while part := await response.body.receive():
            size += len(part)
        return size

    with serving(answering(coded("gzip", gzip.compress(bytes(5 << 20))))) as server:
        assert side.run(scenario) == 5 << 20


def test_unpacking_ends_with_the_deadline(side: Side) -> None:
    """What would take many seconds to unpack ends with the deadline, and is kept no longer."""
    side = side.over(Connection(max_response_bytes=1 << 40))

    async def scenario() -> None:
        with pytest.raises(TimeoutError):
            await side.within(0.1, a_call(url=server.url))

    with serving(answering(coded("gzip, gzip", gzip.compress(gzip.compress(bytes(64 << 20), 1) * 200)))) as server:
        side.run(scenario)


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
def test_others_have_a_turn_while_a_body_is_unpacked(coding: str) -> None:
    """After each mebibyte; a body that is smaller costs nobody a turn."""
    turns = 0

    async def breathe() -> None:
        nonlocal turns
        turns += 1

    encode: Any = {"gzip": gzip.compress, "br": brotli.compress, "zstd": zstandard.compress}[coding]
    limits = Connection()
    for size, least, most in ((900_000, 0, 0), (20 << 20, 7, 21)):
        turns = 0
        assert drive(decoded(encode(bytes(size)), [coding.encode()], limits, breathe)) == bytes(size)
        assert least <= turns <= most


def test_work_that_gives_nothing_has_turns_too() -> None:
    """A hundred thousand members without content unpack to nothing; others have their turn meanwhile."""
    turns = 0

    async def breathe() -> None:
        nonlocal turns
        turns += 1

    empty = gzip.compress(b"") * 100_000
    assert drive(decoded(empty, [b"gzip"], Connection(), breathe)) == b""
    assert turns > 10


@pytest.mark.parametrize("setting", ["max_response_bytes", "max_codings"])
def test_a_limit_that_cannot_work_is_refused(setting: str) -> None:
    """At once, by its name."""
    with pytest.raises(ConfigError, match=setting):
        Connection(**{setting: -1})


@pytest.mark.parametrize(
    "fields", [b"X: %b\r\n" % (b"x" * 80_000), b"".join(b"X-%d: 1\r\n" % number for number in range(500))]
)
def test_a_head_may_be_large(side: Side, fields: bytes) -> None:
    """As large on one engine as on the others: in a field of 80 KB, or in hundreds of fields."""
    with serving(answering(OK.replace(b"\r\nContent", b"\r\n" + fields + b"Content"))) as server:
        assert len(side.send(server.url).raw_headers) == fields.count(b"\n") + 1
