"""Whether the server may have acted: no as long as no byte of the request can have reached it, yes from then on."""

from __future__ import annotations

import socket
import ssl
import struct
import threading
from collections.abc import AsyncIterator, Callable, Iterator

import pytest

from engines.conftest import Certificates
from engines.server import OK, Peer, answering, serving
from engines.sides import Side
from engines.sides import side as side
from ferrule.call import Call, Options
from ferrule.engines.connection import Connection
from ferrule.errors import AttemptTimeout, CallError, ConfigError, WireError
from ferrule.policies.attempt_timeout import AttemptTimeoutPolicy
from ferrule.policies.pipeline import compose
from ferrule.policies.retry import Retry, RetryPolicy
from worlds import a_call

_SOON = 0.1


def a_post(url: str) -> Call:
    """A call that must not be sent twice."""
    return a_call("POST", url, body={"json": {"amount": 1}}, options=Options(attempt_timeout=_SOON))


def failure(side: Side, url: str) -> tuple[CallError, Call]:
    """How a POST with retries ends."""
    call = a_post(url)
    handler = compose([RetryPolicy(Retry(attempts=2, transient_scale=0.0)), AttemptTimeoutPolicy()], side.runtime)

    async def scenario() -> CallError:
        with pytest.raises(CallError) as caught:
            await handler(call)
        return caught.value

    return side.run(scenario), call


def test_a_connection_that_is_never_made(side: Side) -> None:
    """Where nobody answers the first packet, nothing was sent, and the POST goes again."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        fillers = []
        for _ in range(4):  # the queue of the kernel is full: further connections are not answered
            filler = socket.socket()
            filler.setblocking(False)
            filler.connect_ex(listener.getsockname())
            fillers.append(filler)
        error, call = failure(side, f"http://127.0.0.1:{listener.getsockname()[1]}")
        for filler in fillers:
            filler.close()
    assert isinstance(error, AttemptTimeout)
    assert "no connection within 0.1 s" in str(error)
    assert (error.may_have_acted, call.trace.may_have_acted, call.trace.sends) == (False, False, 2)


def test_a_handshake_that_is_never_answered(side: Side) -> None:
    """The same, where TLS does not begin."""
    with serving(Peer.until_closed) as server:
        error, call = failure(side, server.url.replace("http:", "https:"))
    assert (error.may_have_acted, call.trace.may_have_acted, call.trace.sends) == (False, False, 2)


def test_a_place_that_never_becomes_free(side: Side) -> None:
    """A call that waits for a connection that others use was not sent."""
    side = side.over(Connection(max_connections=1))
    hold = threading.Event()

    def behave(peer: Peer) -> None:
        while peer.request() is not None:
            hold.wait(5)
            peer.send(OK)

    async def scenario() -> None:
        first = side.runtime.spawn(lambda: side.runtime.send(a_call(url=server.url)))
        while not server.accepted:
            await side.runtime.sleep(0.005)
        call = a_post(server.url)
        with pytest.raises(AttemptTimeout) as caught:
            await compose([AttemptTimeoutPolicy()], side.runtime)(call)
        assert (caught.value.may_have_acted, call.trace.may_have_acted) == (False, False)
        hold.set()
        await first.join()

    with serving(behave) as server:
        side.run(scenario)


def test_silence_after_the_request(side: Side) -> None:
    """Once the request is out, nobody knows."""
    with serving(Peer.until_closed) as server:
        error, call = failure(side, server.url)
    assert isinstance(error, AttemptTimeout)
    assert "no complete response within" in str(error)
    assert (error.may_have_acted, call.trace.may_have_acted, call.trace.sends) == (True, True, 1)


def _alert(peer: Peer) -> None:
    """A fatal alert in place of a response, as from a server that turns the client's certificate down late."""
    assert isinstance(peer.sock, ssl.SSLSocket)
    raw = socket.socket(fileno=peer.sock.detach())
    raw.sendall(bytes([21, 3, 3, 0, 2, 2, 42]))
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    threading.Event().wait(0.01)
    raw.close()


def _garbage(peer: Peer) -> None:
    """Bytes that are no TLS."""
    assert isinstance(peer.sock, ssl.SSLSocket)
    raw = socket.socket(fileno=peer.sock.detach())
    raw.sendall(b"HTTP/1.1 500 Oops\r\n\r\n")
    threading.Event().wait(0.01)
    raw.close()


@pytest.mark.parametrize("breaks", [_alert, _garbage], ids=lambda breaks: breaks.__name__[1:])
@pytest.mark.parametrize("kept", [False, True], ids=["new", "kept"])
def test_tls_that_breaks_after_the_request(
    side: Side, certificates: Certificates, breaks: Callable[[Peer], None], kept: bool
) -> None:
    """A server that read the request may have acted, whatever TLS says afterwards: a POST is sent once."""
    posts: list[bytes] = []

    def behave(peer: Peer) -> None:
        while (request := peer.request()) is not None:
            if request[0].startswith(b"POST"):
                posts.append(request[1])
                breaks(peer)
                return
            peer.send(OK)

    side = side.trusting(certificates.ca)
    with serving(behave, tls=certificates.server) as server:
        call = a_post(server.url)
        handler = compose([RetryPolicy(Retry(attempts=3, transient_scale=0.0)), AttemptTimeoutPolicy()], side.runtime)

        async def scenario() -> CallError:
            if kept:
                await side.runtime.send(a_call(url=server.url))
            with pytest.raises(WireError) as caught:
                await handler(call)
            return caught.value

        error = side.run(scenario)
    assert (error.may_have_acted, len(posts), call.trace.sends) == (True, 1, 1)


def test_nothing_listens(side: Side) -> None:
    """A refused connection sent nothing."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        error, call = failure(side, f"http://127.0.0.1:{unused.getsockname()[1]}")
    assert (error.may_have_acted, call.trace.may_have_acted, call.trace.sends) == (False, False, 2)


def test_a_tunnel_that_the_proxy_does_not_open(side: Side) -> None:
    """What a proxy is asked for a tunnel is not the request."""
    with serving(answering(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")) as proxy:
        over = side.over(Connection(proxy=proxy.url))
        error, call = failure(over, "https://api.shop.test/orders")
    assert (error.may_have_acted, call.trace.may_have_acted) == (False, False)


def test_the_id_of_the_last_event_is_sent_as_utf_8(side: Side) -> None:
    """As the standard of Server-Sent Events says; no other field may hold more than ASCII, and none a control."""
    heads: list[bytes] = []

    def behave(peer: Peer) -> None:
        while (request := peer.request()) is not None:
            heads.append(request[0])
            peer.send(OK)

    with serving(behave) as server:
        side.send(server.url, headers={"Last-Event-ID": "é✓"})
        for headers in ({"last-event-id": "é", "x-other": "é"}, {"last-event-id": "é\n"}, {"last-event-id": "\0"}):
            with pytest.raises(ConfigError):
                side.over(Connection()).send(server.url, headers=headers)
    (head,) = heads
    assert b"\r\nlast-event-id: \xc3\xa9\xe2\x9c\x93\r\n" in head.lower() + b"\r\n"


@pytest.mark.parametrize("kind", ["iterator", "factory", "async"])
def test_an_upload_that_raises_is_cut_and_never_ended(side: Side, kind: str) -> None:
    """The caller has the exception itself. A last chunk would make half of it whole (RFC 9112 §8)."""
    received: list[bytes] = []

    def behave(peer: Peer) -> None:
        while more := peer.receive():
            received.append(more)

    def parts() -> Iterator[bytes]:
        yield b"half"
        raise KeyError("the caller's own")

    async def later() -> AsyncIterator[bytes]:
        yield b"half"
        raise KeyError("the caller's own")

    if kind == "async" and side.name == "blocking":
        pytest.skip("a blocking client takes no async iterator")
    content = {"iterator": parts, "factory": lambda: parts, "async": later}[kind]()
    with serving(behave) as server:
        with pytest.raises(KeyError, match="the caller's own"):
            side.send(server.url, "POST", body={"content": content})
        server.wait_until_all_closed(after=1)
    sent = b"".join(received)
    assert b"half" in sent
    assert not sent.endswith(b"0\r\n\r\n")


def test_a_factory_is_called_anew_for_each_send(side: Side) -> None:
    """So what it gives can be sent again."""
    bodies: list[bytes] = []

    def behave(peer: Peer) -> None:
        while (request := peer.request()) is not None:
            bodies.append(request[1])
            peer.send(OK if len(bodies) > 1 else b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n")

    def parts() -> Iterator[bytes]:
        yield b"one"
        yield b"two"

    async def scenario() -> int:
        handler = compose([RetryPolicy(Retry(transient_scale=0.0)), AttemptTimeoutPolicy()], side.runtime)
        return (await handler(a_call("PUT", server.url, body={"content": parts}))).status_code

    with serving(behave) as server:
        assert side.run(scenario) == 200
    assert bodies[0] == bodies[1] == b"3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n"
