"""Deadlines and cancellation end whatever a server does, free the connection, and leave the pool usable.

The deadlines here are real, and so short that the whole file waits for less than a second.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator

import pytest

from engines.conftest import Certificates
from engines.server import OK, Peer, Server, answering, serving
from engines.sides import Side
from ferrule.engines.connection import Connection
from worlds import a_call

_SOON = 0.04  # seconds: the deadline of these tests
_OFTEN = 0.005  # seconds between the bytes of a trickle, which would go on for far longer than the deadline


def _trickled_head(peer: Peer) -> None:
    peer.request()
    peer.trickle(b"HTTP/1.1 200 OK\r\nX-Padding: " + b"x" * 400 + b"\r\n\r\n", _OFTEN)


def _trickled_body(peer: Peer) -> None:
    peer.request()
    peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n")
    peer.trickle(b"x" * 400, _OFTEN)


def _silence(peer: Peer) -> None:
    peer.request()
    peer.until_closed()


def _deaf(peer: Peer) -> None:
    peer.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    threading.Event().wait(_SOON * 2)
    peer.reset()


@pytest.mark.parametrize("behave", [_trickled_head, _trickled_body, _silence, _deaf], ids=lambda b: b.__name__[1:])
def test_deadline_ends_a_send(side: Side, behave: Callable[[Peer], None]) -> None:
    """No trickled headers, no trickled body, no silence, and no server that does not read outlives the deadline."""
    body = {"content": b"x" * 30_000_000} if behave is _deaf else {}

    async def scenario() -> None:
        for seconds in (_SOON, 1.0, 30.0):
            with pytest.raises(TimeoutError):
                await side.within(seconds, a_call("POST", server.url, body=body))
            if server.accepted:  # a busy machine may not have connected by then
                break
        await side.until_closed(server, after=1)  # the client gave the connection up, before it closed its pool

    with serving(behave) as server:
        side.run(scenario)


@pytest.mark.parametrize("trickle", [False, True], ids=["silent", "trickled"])
def test_deadline_ends_a_tls_handshake(side: Side, trickle: bool) -> None:
    """A TLS handshake that is not answered, or byte by byte, does not outlive the deadline."""

    def behave(peer: Peer) -> None:
        peer.receive()
        if trickle:
            peer.trickle(b"\x16\x03\x03\x01\x00" + b"\x00" * 256, _OFTEN)
        peer.until_closed()

    async def scenario() -> None:
        with pytest.raises(TimeoutError):
            await side.within(_SOON, a_call(url=server.url.replace("http:", "https:")))
        await side.until_closed(server)

    with serving(behave) as server:
        side.run(scenario)


def test_deadline_ends_connecting(side: Side) -> None:
    """A server that does not accept connections does not hold a call beyond its deadline."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        fillers = []
        for _ in range(4):  # the queue of the kernel is full: further connections are not answered
            filler = socket.socket()
            filler.setblocking(False)
            filler.connect_ex(listener.getsockname())
            fillers.append(filler)

        async def scenario() -> None:
            with pytest.raises(TimeoutError):
                await side.within(_SOON, a_call(url=f"http://127.0.0.1:{listener.getsockname()[1]}"))

        side.run(scenario)
        for filler in fillers:
            filler.close()


def test_deadline_already_over_sends_nothing(side: Side) -> None:
    """A call whose time is over does not connect."""
    if side.name == "async":
        pytest.skip("begins before the loop is heard; the deadline policy does not send such a call")

    async def scenario() -> None:
        with pytest.raises(TimeoutError):
            await side.within(-1, a_call(url=server.url))

    with serving(answering()) as server:
        side.run(scenario)
        assert server.accepted == 0


def test_interrupted_connection_is_not_used_again(side: Side) -> None:
    """What comes late on an interrupted connection is not taken for the answer to the next call."""
    late = threading.Event()

    def behave(peer: Peer) -> None:
        head, _ = peer.request() or (b"", b"")
        if b"/slow" in head:
            late.wait(60)
            peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlate")
        else:
            peer.send(OK)
            peer.until_closed()

    async def scenario() -> None:
        with pytest.raises(TimeoutError):
            await side.within(_SOON, a_call(url=f"{server.url}/slow"))
        late.set()
        assert (await side.runtime.send(a_call(url=server.url))).content == b"ok"

    with serving(behave) as server:
        side.run(scenario)
        assert server.accepted == 2


async def _cancel_once(side: Side, server: Server, asked: threading.Event, url: str) -> None:
    """Race a send against the server's having received it: the send loses."""
    ready = side.runtime.event()

    def tell() -> None:
        asked.wait(60)
        ready.set()

    threading.Thread(target=tell, daemon=True).start()
    index, _ = await side.runtime.race(lambda: side.runtime.send(a_call(url=url)), ready.wait)
    assert index == 1
    await side.until_closed(server)


@pytest.mark.parametrize("where", ["head", "body", "handshake"])
def test_cancellation_frees_the_connection(side: Side, where: str) -> None:
    """A cancelled send returns at once, wherever it waits. It closes its connection and frees its place in the pool."""
    asked = threading.Event()

    def behave(peer: Peer) -> None:
        if asked.is_set():
            return answering()(peer)
        peer.receive()
        if where == "body":
            peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")
        asked.set()
        return peer.until_closed()

    async def scenario() -> None:
        scheme = "https:" if where == "handshake" else "http:"
        await _cancel_once(side, server, asked, server.url.replace("http:", scheme))
        assert (await side.runtime.send(a_call(url=server.url))).content == b"ok"

    side = side.over(Connection(max_connections=1))
    with serving(behave) as server:
        side.run(scenario)
        assert server.accepted == 2


def test_cancellation_over_tls(side: Side, certificates: Certificates) -> None:
    """The same on a connection that has TLS."""
    asked = threading.Event()

    def behave(peer: Peer) -> None:
        peer.request()
        asked.set()
        peer.until_closed()

    side = side.trusting(certificates.ca)
    with serving(behave, tls=certificates.server) as server:
        side.run(lambda: _cancel_once(side, server, asked, server.url))


def test_waiting_for_a_free_connection_is_bounded(side: Side) -> None:
    """A call that waits for a place in the pool keeps its deadline, or is cancelled, and the pool goes on."""
    asked, release = threading.Event(), threading.Event()

    def behave(peer: Peer) -> None:
        while peer.request() is not None:
            asked.set()
            release.wait(60)
            peer.send(OK)

    async def scenario() -> None:
        started = side.runtime.event()

        async def hold() -> None:
            started.set()
            await side.runtime.send(a_call(url=server.url))

        async def queue() -> None:
            await side.runtime.send(a_call(url=server.url))

        holding = side.runtime.spawn(hold)
        await started.wait()
        while not asked.is_set():
            await side.runtime.sleep(0)
        with pytest.raises(TimeoutError):
            await side.within(_SOON, a_call(url=server.url))
        queueing = side.runtime.spawn(queue)
        await side.runtime.sleep(0)
        queueing.cancel()
        await queueing.join()
        release.set()
        await holding.join()
        assert (await side.runtime.send(a_call(url=server.url))).content == b"ok"

    side = side.over(Connection(max_connections=1))
    with serving(behave) as server:
        side.run(scenario)
        assert server.accepted == 1


def test_many_calls_share_few_connections(side: Side) -> None:
    """Calls beyond the pool's size wait for their turn; no more than that are under way."""

    async def scenario() -> None:
        async def one() -> None:
            answers.append((await side.runtime.send(a_call(url=server.url))).content)

        for task in [side.runtime.spawn(one) for _ in range(20)]:
            await task.join()

    def behave(peer: Peer) -> None:
        while peer.request() is not None:
            with lock:
                under_way.append(1)
                most[0] = max(most[0], len(under_way))
            threading.Event().wait(0.002)  # so that others could come
            with lock:
                under_way.pop()
            peer.send(OK)

    answers: list[bytes] = []
    lock, under_way, most = threading.Lock(), list[int](), [0]
    side = side.over(Connection(max_connections=3))
    with serving(behave) as server:
        side.run(scenario)
        assert server.accepted <= 3
    assert most[0] <= 3
    assert answers == [b"ok"] * 20


def test_an_upload_that_never_waits_leaves_the_loop_to_others(side: Side) -> None:
    """A body that is always ready, sent to a server that reads as fast, ends with its deadline all the same."""
    if side.name == "blocking":
        pytest.skip("has a thread of its own")

    def endless() -> Iterator[bytes]:
        while True:
            yield bytes(1_000)

    async def scenario() -> None:
        with pytest.raises(TimeoutError):
            await side.within(_SOON, a_call("POST", server.url, body={"content": endless()}))

    with serving(Peer.until_closed) as server:
        side.run(scenario)
