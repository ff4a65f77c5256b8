"""Bytes of one response never answer another call: a connection on which something came unasked is not used again."""

from __future__ import annotations

import threading

import pytest

from engines.server import OK, Peer, serving
from engines.sides import Side
from engines.sides import side as side
from worlds import a_call

STRAY = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nstray"


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize(
    ("method", "response"),
    [
        ("GET", b"HTTP/1.1 204 No Content\r\n\r\n"),
        ("GET", b"HTTP/1.1 304 Not Modified\r\n\r\n"),
        ("GET", b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"),
        ("GET", b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
        ("GET", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n"),
        ("HEAD", b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"),
    ],
    ids=["204", "304", "length", "empty", "chunked", "HEAD"],
)
def test_what_follows_a_response_answers_nothing(side: Side, method: str, response: bytes, stream: bool) -> None:
    """Whatever follows a response in the same packet is dropped with its connection."""
    if (side.engine, method) == ("aiohttp", "HEAD"):
        pytest.skip("refuses the response with what follows it, which is as safe")

    def behave(peer: Peer) -> None:
        while (request := peer.request()) is not None:
            peer.send(response + STRAY if b"/first" in request[0] else OK)

    async def scenario() -> None:
        first = await side.runtime.send(a_call(method, f"{server.url}/first", stream=stream))
        assert b"stray" not in await first.read()
        assert (await side.runtime.send(a_call(url=server.url))).content == b"ok"

    with serving(behave) as server:
        side.run(scenario)
        assert server.accepted == 2


@pytest.mark.parametrize("stray", [STRAY, b"HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n", b"\r\n", b"x"])
def test_what_is_pushed_between_calls_answers_nothing(side: Side, stray: bytes) -> None:
    """A response that comes while a connection is idle is nobody's."""
    answered, sent = threading.Event(), threading.Event()

    def behave(peer: Peer) -> None:
        while (request := peer.request()) is not None:
            peer.send(OK)
            if b"/first" in request[0]:
                answered.wait(10)
                peer.send(stray)
                sent.set()

    async def scenario() -> None:
        await side.runtime.send(a_call(url=f"{server.url}/first"))
        answered.set()
        while not sent.is_set():
            await side.runtime.sleep(0.001)
        for _ in range(5):
            await side.runtime.sleep(0)
        assert (await side.runtime.send(a_call(url=server.url))).content == b"ok"

    with serving(behave) as server:
        side.run(scenario)
