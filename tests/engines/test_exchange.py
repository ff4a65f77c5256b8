"""What goes over the wire and comes back, through each engine."""

from __future__ import annotations

import asyncio
import gzip
import socket
import threading
import zlib
from collections.abc import AsyncIterator
from pathlib import Path

import brotli
import pytest
import zstandard

from engines.conftest import Certificates
from engines.server import OK, Peer, answering, answering_once, serving
from engines.sides import Side
from ferrule.engines.connection import Connection
from ferrule.errors import InvalidResponse
from worlds import a_call

_CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


def test_response_is_read_in_full(side: Side) -> None:
    """Status, header fields as received and the whole body come back."""
    head = b"HTTP/1.1 418 Short And Stout\r\nX-Kind: teapot\r\nContent-Length: 6\r\n\r\n"
    with serving(answering(head + b"spout!")) as server:
        response = side.send(server.url)
    assert (response.status_code, response.content, response.http_version) == (418, b"spout!", "HTTP/1.1")
    assert response.raw_headers == [(b"X-Kind", b"teapot"), (b"Content-Length", b"6")]


def test_duplicate_and_non_ascii_headers_survive(side: Side) -> None:
    """Repeated fields stay apart and in order, bytes beyond ASCII stay as they came."""
    head = b"HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nX-Name: caf\xc3\xa9\r\nSet-Cookie: b=2\r\nX-Old: \xe9\r\n\r\n"
    with serving(answering_once(head)) as server:
        response = side.send(server.url)
    assert response.raw_headers == [
        (b"Set-Cookie", b"a=1"),
        (b"X-Name", b"caf\xc3\xa9"),
        (b"Set-Cookie", b"b=2"),
        (b"X-Old", b"\xe9"),
    ]
    assert response.headers.get_list("set-cookie") == ["a=1", "b=2"]


@pytest.mark.parametrize("stream", [False, True])
def test_many_small_chunks_let_others_go_on(side: Side, stream: bool) -> None:
    """A body in chunks of a byte is work for long, and the loop is not one call's alone."""
    turns = 0

    async def count() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    async def scenario() -> None:
        counting = asyncio.create_task(count())
        try:
            response = await side.runtime.send(a_call(url=server.url, stream=stream))
            assert await response.read() == b"a" * 20_000
        finally:
            counting.cancel()

    if side.name == "blocking":
        pytest.skip("each call has a thread")
    with serving(answering_once(_CHUNKED + b"1\r\na\r\n" * 20_000 + b"0\r\n\r\n")) as server:
        side.run(scenario)
    if side.engine == "httpx":  # others read some kilobytes in well below a millisecond
        assert turns > 100


def _deflate_raw(body: bytes) -> bytes:
    maker = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return maker.compress(body) + maker.flush()


CODINGS = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "deflate, raw": _deflate_raw,
    "br": brotli.compress,
    "zstd": zstandard.compress,
    "gzip, br": lambda body: brotli.compress(gzip.compress(body)),
}


@pytest.mark.parametrize("coding", CODINGS)
def test_content_coding_is_removed(side: Side, coding: str) -> None:
    """A coded body arrives plain, and the request says which codings may be used. The header fields still name it."""
    body = CODINGS[coding](b"plain" * 100)
    named = coding.removesuffix(", raw")
    accepted: list[bytes] = []

    def behave(peer: Peer) -> None:
        while (request := peer.request()) is not None:
            accepted.append(request[0].lower().partition(b"accept-encoding: ")[2].partition(b"\r\n")[0])
            head = f"HTTP/1.1 200 OK\r\nContent-Encoding: {named}\r\nContent-Length: {len(body)}\r\n\r\n"
            peer.send(head.encode() + body)

    with serving(behave) as server:
        response = side.send(server.url)
    assert response.content == b"plain" * 100
    assert response.headers["content-encoding"] == named
    assert accepted == [b"gzip, deflate, br, zstd"]


def test_gzip_is_read_in_full(side: Side) -> None:
    """A gzip body of several members is all of them (RFC 1952 §2.2), and one that was cut is refused."""
    members = gzip.compress(b"one") + gzip.compress(b"two")
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n"
    with serving(answering_once(head + b"Content-Length: %d\r\n\r\n" % len(members) + members)) as server:
        assert side.send(server.url).content == b"onetwo"
    for cut in (members[:-4], gzip.compress(b"one")[:-4]):
        with serving(answering_once(head + b"Content-Length: %d\r\n\r\n" % len(cut) + cut)) as server:
            with pytest.raises(InvalidResponse, match="content coding"):
                side.send(server.url)


@pytest.mark.parametrize(
    ("method", "head"),
    [
        ("HEAD", b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n"),
        ("GET", b"HTTP/1.1 204 No Content\r\n\r\n"),
        ("GET", b"HTTP/1.1 304 Not Modified\r\nContent-Length: 500\r\n\r\n"),
        ("GET", b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
    ],
    ids=["HEAD", "204", "304", "empty"],
)
def test_responses_without_a_body(side: Side, method: str, head: bytes) -> None:
    """Where HTTP has no body none is waited for, and the connection is used again."""

    async def twice() -> None:
        for _ in range(2):
            assert (await side.runtime.send(a_call(method, server.url))).content == b""

    with serving(answering(head)) as server:
        side.run(twice)
        assert server.accepted == 1


def test_interim_responses_are_skipped(side: Side) -> None:
    """100 and 103 come before the response and are not it (RFC 9110 §15.2)."""
    interim = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
    with serving(answering(interim + OK)) as server:
        response = side.send(server.url)
    assert (response.status_code, response.content) == (200, b"ok")


@pytest.mark.parametrize(
    "framing",
    [
        b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nX-Trailer: t\r\n\r\n",
        b"Connection: close\r\n\r\nabcde",
    ],
    ids=["chunked", "until close"],
)
def test_framings(side: Side, framing: bytes) -> None:
    """Chunked bodies, and bodies that end with the connection, are read in full."""
    with serving(answering_once(b"HTTP/1.1 200 OK\r\n" + framing)) as server:
        assert side.send(server.url).content == b"abcde"


@pytest.mark.parametrize(
    "framing",
    [
        b"Content-Length: 2\r\nContent-Length: 2\r\n\r\nok",
        b"Content-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
    ],
    ids=["twice", "beside chunked"],
)
def test_doubtful_lengths(side: Side, framing: bytes) -> None:
    """A repeated length is believed, or refused as no HTTP (RFC 9112 §6.3 allows both). The body is never cut."""
    with serving(answering_once(b"HTTP/1.1 200 OK\r\n" + framing)) as server:
        if side.engine in ("httptools", "aiohttp"):
            with pytest.raises(InvalidResponse):
                side.send(server.url)
        else:
            assert side.send(server.url).content == b"ok"


def test_big_bodies_go_both_ways(side: Side) -> None:
    """Megabytes are sent and received in full."""
    body = bytes(range(256)) * 20_000

    def echo(peer: Peer) -> None:
        while (request := peer.request()) is not None:
            peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(request[1]) + request[1])

    with serving(echo) as server:
        assert side.send(server.url, "POST", body={"content": body}).content == body


def test_connection_is_kept_alive(side: Side) -> None:
    """Calls one after the other share a connection."""

    async def thrice() -> None:
        for _ in range(3):
            await side.runtime.send(a_call(url=server.url))

    with serving(answering()) as server:
        side.run(thrice)
        assert server.accepted == 1
        server.wait_until_all_closed()


def test_connection_that_the_server_closed_is_replaced(side: Side) -> None:
    """A kept connection that the server has closed meanwhile is noticed, not used."""

    async def twice() -> None:
        await side.runtime.send(a_call(url=server.url))
        await side.until_closed(server)
        if side.engine == "aiohttp":
            for _ in range(3):  # hears of it from the event loop alone, which was held up here
                await side.runtime.sleep(0)
        assert (await side.runtime.send(a_call(url=server.url))).content == b"ok"

    with serving(answering_once(OK)) as server:
        side.run(twice)
        assert server.accepted == 2


def test_answer_to_a_half_sent_request_is_read(side: Side) -> None:
    """A server that answers and closes before the body has arrived is heard."""

    def refuse(peer: Peer) -> None:
        peer.receive()
        peer.send(b"HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        peer.until_closed()

    with serving(refuse) as server:
        assert side.send(server.url, "POST", body={"content": b"x" * 100_000}).status_code == 413


@pytest.mark.parametrize("interim", [b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"], ids=["final", "interim"])
@pytest.mark.parametrize("sized", [True, False], ids=["bytes", "iterator"])
@pytest.mark.parametrize("secure", [False, True], ids=["plain", "TLS"])
def test_answer_of_a_server_that_reads_no_further_is_read(
    side: Side, certificates: Certificates, interim: bytes, sized: bool, secure: bool
) -> None:
    """It answers, and leaves most of a large body unread. An interim response is no answer, and ends nothing."""
    if side.name == "blocking":
        pytest.skip("reads when it has sent, or when sending fails")
    answered = threading.Event()

    def refuse(peer: Peer) -> None:
        peer.receive()
        if interim:
            peer.send(interim)
            size = 0
            while size < 10_000_000:
                size += len(peer.receive())
        peer.send(b"HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\nConnection: close\r\n\r\nbig")
        answered.wait(60)

    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(300):
            yield b"x" * 65_536

    async def scenario() -> None:
        content = b"x" * 20_000_000 if sized else chunks()
        response = await side.runtime.send(a_call("POST", server.url, body={"content": content}))
        answered.set()
        assert (response.status_code, response.content) == (413, b"big")
        await side.until_closed(server, after=1)

    side = side.trusting(certificates.ca)
    with serving(refuse, tls=certificates.server if secure else None) as server:
        side.run(scenario)


def test_answer_ends_an_upload(side: Side) -> None:
    """A server that answers, and closes, while the rest of a body is still to come is heard."""
    if side.name == "blocking":
        pytest.skip("reads when it has sent, or when sending fails")

    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield b"x" * 100
            await asyncio.sleep(0)

    def refuse(peer: Peer) -> None:
        peer.receive()
        peer.send(b"HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        peer.until_closed()

    with serving(refuse) as server:
        assert side.send(server.url, "POST", body={"content": endless()}).status_code == 413


def test_connection_with_half_a_request_on_it_is_not_used_again(side: Side) -> None:
    """A server that answers before it has the body would read the next request as the rest of it."""
    if side.name == "blocking":
        pytest.skip("reads when it has sent, or when sending fails")
    answered = threading.Event()

    async def chunks() -> AsyncIterator[bytes]:
        yield b"x"
        await asyncio.to_thread(answered.wait, 60)
        while True:
            yield b"x"
            await asyncio.sleep(0)

    def behave(peer: Peer) -> None:
        peer.receive()
        peer.send(OK)
        answered.set()
        while (more := peer.receive()) and b"POST" not in more:
            pass  # the rest of the body; another request ends the connection

    async def twice() -> None:
        await side.runtime.send(a_call("POST", server.url, body={"content": chunks()}))
        await side.runtime.send(a_call("POST", server.url, body={"content": chunks()}))

    with serving(behave) as server:
        side.run(twice)
        assert server.accepted == 2


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
@pytest.mark.parametrize(("method", "status"), [("HEAD", "200 OK"), ("GET", "304 Not Modified"), ("GET", "204 None")])
def test_a_coding_of_no_body_is_no_fault(side: Side, method: str, status: str, coding: str) -> None:
    """It is that of the body that a GET would bring."""
    answer = f"HTTP/1.1 {status}\r\nContent-Encoding: {coding}\r\n\r\n".encode()
    with serving(answering(answer)) as server:
        response = side.send(server.url, method)
    assert (response.status_code, response.content) == (int(status[:3]), b"")


def test_ipv6(side: Side) -> None:
    """IPv6 literals work."""
    if not socket.has_ipv6:
        pytest.skip("no IPv6")
    try:
        with serving(answering(), family=socket.AF_INET6, address=("::1", 0)) as server:
            assert side.send(server.url).content == b"ok"
    except OSError:
        pytest.skip("no IPv6 loopback")


def test_unix_socket(side: Side, tmp_path: Path) -> None:
    """A Unix domain socket takes the place of the URL's host."""
    path = str(tmp_path / "socket")
    with serving(answering(), family=socket.AF_UNIX, address=path):
        assert side.over(Connection(uds=path)).send("http://shop.test/").content == b"ok"


def test_local_address(side: Side) -> None:
    """Connections come from the local address asked for, from any port of it."""
    seen: list[tuple[str, int]] = []

    def behave(peer: Peer) -> None:
        seen.append(peer.sock.getpeername())
        answering()(peer)

    with serving(behave) as server:
        side.over(Connection(local_address="127.0.0.2")).send(server.url)
    ((host, port),) = seen
    assert host == "127.0.0.2"
    assert port >= 1024  # any that is free, and none that was asked for
