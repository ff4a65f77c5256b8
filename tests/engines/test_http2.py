"""HTTP/2, where the engine speaks it and the server offers it."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress

import h2.config
import h2.connection
import h2.errors
import h2.events
import h2.settings
import pytest

from engines.conftest import Certificates
from engines.server import Peer, answering, serving
from engines.sides import Side
from ferrule.call.body import SizedStream
from ferrule.engines.blocking_httpx import BlockingHttpxEngine
from ferrule.engines.connection import Connection
from ferrule.errors import ConfigError, InvalidResponse, ReadFailed
from worlds import a_call


@pytest.fixture
def server_context(certificates: Certificates) -> ssl.SSLContext:
    """The server's context, set to offer HTTP/2 while the test runs."""
    certificates.server.set_alpn_protocols(["h2"])
    return certificates.server


def _speak(peer: Peer, slow_streams: list[int]) -> None:
    """Answer each request; those for /slow only together with one for /release."""
    connection = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
    connection.initiate_connection()
    peer.send(connection.data_to_send())
    while data := peer.receive():
        for event in connection.receive_data(data):
            if not isinstance(event, h2.events.RequestReceived):
                continue
            path = dict(event.headers)[b":path"]
            if path == b"/slow":
                slow_streams.append(event.stream_id)
                continue
            for stream in [*(slow_streams if path == b"/release" else ()), event.stream_id]:
                connection.send_headers(stream, [(":status", "200"), ("x-kind", "two")])
                connection.send_data(stream, b"ok", end_stream=True)
        peer.send(connection.data_to_send())


def test_an_idle_connection_is_closed_in_time(
    side: Side, certificates: Certificates, server_context: ssl.SSLContext
) -> None:
    """Not only when the next call comes."""
    over = side.trusting(certificates.ca, http2=True, keepalive_expiry=0.05)

    async def scenario() -> None:
        await over.runtime.send(a_call(url=server.url))
        await over.until_closed(server, after=1)

    with serving(lambda peer: _speak(peer, []), tls=server_context) as server:
        over.run(scenario)


@pytest.mark.parametrize(
    ("how", "acted"), [("REFUSED_STREAM", False), ("INTERNAL_ERROR", True), ("leaves, unseen", False), ("leaves", True)]
)
def test_what_was_not_processed_has_not_acted(
    side: Side, certificates: Certificates, server_context: ssl.SSLContext, how: str, acted: bool
) -> None:
    """A server that refuses a stream, or leaves without having seen any, has not acted (RFC 9113 §6.8, §8.7)."""

    def behave(peer: Peer) -> None:
        connection = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
        connection.initiate_connection()
        peer.send(connection.data_to_send())
        while data := peer.receive():
            for event in connection.receive_data(data):
                if not isinstance(event, h2.events.RequestReceived):
                    continue
                if how.startswith("leaves"):
                    connection.close_connection(last_stream_id=0 if "unseen" in how else event.stream_id)
                    peer.send(connection.data_to_send())
                    peer.until_closed()
                    return
                connection.reset_stream(event.stream_id, h2.errors.ErrorCodes[how])
            peer.send(connection.data_to_send())

    side = side.trusting(certificates.ca, http2=True)
    with serving(behave, tls=server_context) as server:
        with pytest.raises(ReadFailed) as caught:
            side.send(server.url, "POST", body={"content": b"x"})
    assert caught.value.may_have_acted is acted


Answer = Callable[[h2.connection.H2Connection, int, Peer], None]


def _answering(answer: Answer) -> Callable[[Peer], None]:
    """A server that answers each request, once it is complete, as it likes: nothing of what it sends is checked."""
    settings = h2.config.H2Configuration(
        client_side=False, validate_outbound_headers=False, normalize_outbound_headers=False
    )

    def behave(peer: Peer) -> None:
        connection = h2.connection.H2Connection(settings)
        connection.initiate_connection()
        peer.send(connection.data_to_send())
        while data := peer.receive():
            for event in connection.receive_data(data):
                if isinstance(event, h2.events.DataReceived) and event.flow_controlled_length:
                    connection.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
                if isinstance(event, h2.events.StreamEnded):
                    answer(connection, event.stream_id, peer)
            with suppress(OSError):
                peer.send(connection.data_to_send())

    return behave


@pytest.mark.parametrize(
    "fields",
    [
        [("x", "no status")],
        [(":status", "abc")],
        [(":status", "")],
        [(":status", "099")],
        [(":status", "-1")],
        [(":status", "99999")],
        [(":status", "200"), (":status", "404")],
        [(":status", "101")],
        [(":status", "200"), ("x-a", "b\r\nset-cookie: a=b")],
        [(":status", "200"), ("x-a\r\nx-b", "c")],
        [(":status", "200"), ("x-a", "b\0c")],
        [(":status", "200"), ("X-A", "b")],
        [(":status", "200"), ("transfer-encoding", "chunked")],
        [(":status", "200"), ("x-a", "b"), (":path", "/")],
        [(":status", "200"), ("content-length", "1")],
        [(":status", "200"), ("content-length", "2, 2")],
    ],
    ids=repr,
)
def test_a_head_that_must_not_be_is_refused(
    side: Side, certificates: Certificates, server_context: ssl.SSLContext, fields: list[tuple[str, str]]
) -> None:
    """Statuses that are none, and fields that would be others in HTTP/1.1 (RFC 9113 §8.1.1, §8.2, §8.3)."""

    def answer(connection: h2.connection.H2Connection, stream: int, peer: Peer) -> None:
        connection.send_headers(stream, fields)
        connection.send_data(stream, b"ok", end_stream=True)

    side = side.trusting(certificates.ca, http2=True)
    with serving(_answering(answer), tls=server_context) as server:
        with pytest.raises(InvalidResponse, match=r"is not HTTP: [a-z ,]+;"):
            side.send(server.url, "POST", body={"content": b"x"})


def test_an_answer_that_comes_before_the_end_of_the_request_is_read(
    side: Side, certificates: Certificates, server_context: ssl.SSLContext
) -> None:
    """Nobody waits for room to send what the server does not want (RFC 9113 §8.1)."""

    def behave(peer: Peer) -> None:
        connection = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
        connection.initiate_connection()
        peer.send(connection.data_to_send())
        while data := peer.receive():
            for event in connection.receive_data(data):
                if isinstance(event, h2.events.RequestReceived):
                    connection.send_headers(event.stream_id, [(":status", "413")])
                    connection.send_data(event.stream_id, b"too much", end_stream=True)
            peer.send(connection.data_to_send())

    over = side.trusting(certificates.ca, http2=True)

    async def scenario() -> None:
        for _ in range(2):
            call = a_call("POST", server.url, body={"content": b"x" * 1_000_000})
            response = await over.within(60, call)
            assert (response.status_code, response.content) == (413, b"too much")

    with serving(behave, tls=server_context) as server:
        over.run(scenario)
        assert server.accepted == 1


@pytest.mark.parametrize("length", [None, 10])
def test_a_body_that_was_read_is_not_sent_again_as_what_is_left_of_it(
    side: Side, certificates: Certificates, server_context: ssl.SSLContext, length: int | None
) -> None:
    """A server that goes away tells what it has not looked at. httpcore would send that again by itself."""
    got: list[int] = []

    def answer(connection: h2.connection.H2Connection, stream: int, peer: Peer) -> None:
        got.append(stream)
        if stream == 1:
            connection.send_headers(stream, [(":status", "200")], end_stream=True)
        else:
            connection.close_connection(last_stream_id=1)

    async def scenario() -> None:
        await over.runtime.send(a_call("POST", server.url))
        content = iter([b"hello", b"world"])
        body = content if length is None else SizedStream(content, length)
        with pytest.raises(ReadFailed, match="before the server looked at the request") as caught:
            await over.runtime.send(a_call("POST", server.url, body={"content": body}))
        assert not caught.value.may_have_acted

    over = side.trusting(certificates.ca, http2=True)
    with serving(_answering(answer), tls=server_context) as server:
        over.run(scenario)
    assert got == [1, 3]


def test_a_stream_that_is_refused_after_its_answer_began_may_have_acted(
    side: Side, certificates: Certificates, server_context: ssl.SSLContext
) -> None:
    """Whatever the server says then."""

    def answer(connection: h2.connection.H2Connection, stream: int, peer: Peer) -> None:
        connection.send_headers(stream, [(":status", "200")])
        connection.send_data(stream, b"par")
        connection.reset_stream(stream, h2.errors.ErrorCodes.REFUSED_STREAM)

    side = side.trusting(certificates.ca, http2=True)
    with serving(_answering(answer), tls=server_context) as server:
        with pytest.raises(ReadFailed, match="the server reset the stream") as caught:
            side.send(server.url, "POST", body={"content": b"x"})
    assert caught.value.may_have_acted


def test_http2_is_spoken(side: Side, certificates: Certificates, server_context: ssl.SSLContext) -> None:
    """With http2 on, calls share one connection that speaks it."""

    async def scenario() -> None:
        for _ in range(3):
            response = await over.runtime.send(a_call(url=server.url))
            assert (response.http_version, response.content) == ("HTTP/2", b"ok")
            assert response.headers["x-kind"] == "two"

    over = side.trusting(certificates.ca, http2=True)
    with serving(lambda peer: _speak(peer, []), tls=server_context) as server:
        over.run(scenario)
        assert server.accepted == 1


def test_cancelling_one_call_leaves_the_others(
    side: Side, certificates: Certificates, server_context: ssl.SSLContext
) -> None:
    """A cancelled call does not end the connection that others use."""
    answers: list[bytes] = []
    slow_streams: list[int] = []

    async def scenario() -> None:
        async def slow() -> None:
            answers.append((await over.runtime.send(a_call(url=f"{server.url}/slow"))).content)

        await over.runtime.send(a_call(url=server.url))
        staying, leaving = over.runtime.spawn(slow), over.runtime.spawn(slow)
        while len(slow_streams) < 2:
            await over.runtime.sleep(0)
        leaving.cancel()
        await leaving.join()
        await over.runtime.send(a_call(url=f"{server.url}/release"))
        await staying.join()

    over = side.trusting(certificates.ca, http2=True)
    with serving(lambda peer: _speak(peer, slow_streams), tls=server_context) as server:
        over.run(scenario)
        assert server.accepted == 1
    assert answers == [b"ok"]


def test_cancelling_a_call_that_is_sent_leaves_the_others(
    side: Side, certificates: Certificates, server_context: ssl.SSLContext
) -> None:
    """A frame is sent whole, also when its call is cancelled while the server does not read."""
    begun, read_on = threading.Event(), threading.Event()

    def behave(peer: Peer) -> None:
        peer.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
        connection = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
        connection.initiate_connection()
        connection.update_settings({h2.settings.SettingCodes.INITIAL_WINDOW_SIZE: 2**30})
        connection.increment_flow_control_window(2**30)
        peer.send(connection.data_to_send())
        while data := peer.receive():
            for event in connection.receive_data(data):
                if isinstance(event, h2.events.RequestReceived) and dict(event.headers)[b":path"] == b"/large":
                    begun.set()
                    read_on.wait(60)
                elif isinstance(event, h2.events.StreamEnded):
                    connection.send_headers(event.stream_id, [(":status", "200")], end_stream=True)
            peer.send(connection.data_to_send())

    async def scenario() -> None:
        await over.runtime.send(a_call(url=server.url))
        large = a_call("POST", f"{server.url}/large", body={"content": b"x" * 10_000_000})
        leaving = over.runtime.spawn(lambda: over.runtime.send(large))
        while not begun.is_set():
            await over.runtime.sleep(0)
        for _ in range(1_000):  # until the system takes no more
            await over.runtime.sleep(0)
        leaving.cancel()
        await leaving.join()
        read_on.set()
        response = await over.within(60, a_call("POST", server.url, body={"content": b"x"}))
        assert response.status_code == 200

    over = side.trusting(certificates.ca, http2=True)
    with serving(behave, tls=server_context) as server:
        over.run(scenario)
        assert server.accepted == 1


def test_server_without_http2(side: Side, certificates: Certificates) -> None:
    """Where the server does not offer it, HTTP/1.1 is spoken."""
    certificates.server.set_alpn_protocols(["http/1.1"])
    with serving(answering(), tls=certificates.server) as server:
        response = side.trusting(certificates.ca, http2=True).send(server.url)
    assert response.http_version == "HTTP/1.1"


def test_blocking_clients_refuse_it() -> None:
    """Threads cannot share a connection and keep their deadlines, so that a blocking client says no."""
    with pytest.raises(ConfigError, match="use the async client for HTTP/2"):
        BlockingHttpxEngine(Connection(http2=True))
