"""TLS: who is trusted, who the client is."""

from __future__ import annotations

import copy
import pickle
import socket
import ssl
import threading
from pathlib import Path

import pytest

from engines.conftest import Certificates
from engines.server import OK, Peer, answering, serving
from engines.sides import Side
from ferrule.engines.connection import Connection
from ferrule.errors import ReadFailed, TLSFailed, WireError
from worlds import a_call


def test_unknown_authority_is_refused(side: Side, certificates: Certificates) -> None:
    """By default only well-known authorities are trusted; nothing is sent to anybody else."""
    with serving(answering(), tls=certificates.server) as server:
        with pytest.raises(TLSFailed, match=r"certificate verify failed|invalid peer certificate") as caught:
            side.send(server.url)
    assert isinstance(caught.value.__cause__, ssl.SSLCertVerificationError)


def test_own_authority_is_trusted(side: Side, certificates: Certificates) -> None:
    """A CA bundle by path, as text or Path, or an SSLContext, is trusted."""
    context = ssl.create_default_context(cafile=certificates.ca)
    with serving(answering(), tls=certificates.server) as server:
        for verify in (certificates.ca, Path(certificates.ca), context):
            assert side.over(Connection(verify=verify)).send(server.url).content == b"ok"


def test_authority_from_the_environment(
    side: Side, certificates: Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SSL_CERT_FILE counts, unless the environment is not trusted."""
    monkeypatch.setenv("SSL_CERT_FILE", certificates.ca)
    with serving(answering(), tls=certificates.server) as server:
        assert side.over(Connection()).send(server.url).content == b"ok"
        with pytest.raises(TLSFailed):
            side.over(Connection(trust_env=False)).send(server.url)


def test_no_verification(side: Side, certificates: Certificates) -> None:
    """Without verification any certificate will do."""
    with serving(answering(), tls=certificates.server) as server:
        assert side.over(Connection(verify=False)).send(server.url).content == b"ok"


def test_host_name_must_match(side: Side, certificates: Certificates) -> None:
    """A trusted certificate for another host is refused."""
    with serving(answering(), tls=certificates.server, address=("127.0.0.2", 0)) as server:
        with pytest.raises(TLSFailed, match=r"IP address mismatch|not valid for name"):
            side.trusting(certificates.ca).send(server.url)


def test_client_certificate(side: Side, certificates: Certificates) -> None:
    """A server that asks for a client certificate gets the one given."""
    seen: list[object] = []

    def behave(peer: Peer) -> None:
        assert isinstance(peer.sock, ssl.SSLSocket)
        seen.append((peer.sock.getpeercert() or {})["subjectAltName"])
        answering()(peer)

    with serving(behave, tls=certificates.strict_server) as server:
        side.trusting(certificates.ca, cert=certificates.client).send(server.url)
    assert seen == [(("email", "client@shop.test"),)]


def test_missing_client_certificate(side: Side, certificates: Certificates) -> None:
    """A server that gets no client certificate ends the call with an error of the wire."""
    with serving(answering(), tls=certificates.strict_server) as server:
        with pytest.raises(WireError):
            side.trusting(certificates.ca).send(server.url)


def test_big_bodies_over_tls(side: Side, certificates: Certificates) -> None:
    """Megabytes pass through TLS both ways."""
    body = bytes(range(256)) * 10_000

    def echo(peer: Peer) -> None:
        request = peer.request()
        assert request is not None
        peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(request[1]) + request[1])

    with serving(echo, tls=certificates.server) as server:
        response = side.trusting(certificates.ca).send(server.url, "POST", body={"content": body})
    assert response.content == body


@pytest.mark.skipif(not hasattr(socket, "TCP_CORK"), reason="joins two records in a segment as Linux can")
def test_answer_that_was_not_asked_for_is_no_answer(side: Side, certificates: Certificates) -> None:
    """What came along with a response, in a TLS record of its own, is not taken for the response to the next call."""
    if (side.name, side.engine) == ("async", "httpx"):
        pytest.skip("httpcore looks at the socket alone, and not at what TLS has read from it")
    if side.engine == "aiohttp":
        pytest.skip("leaves such a connection to be closed after its loop has ended")

    def behave(peer: Peer) -> None:
        peer.request()
        peer.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_CORK, 1)  # both records in one segment
        peer.send(OK)
        peer.send(OK.replace(b"ok", b"no"))
        peer.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_CORK, 0)
        sent.set()
        peer.until_closed()

    async def twice() -> None:
        for _ in range(2):
            assert (await side.runtime.send(a_call(url=server.url))).content == b"ok"
            assert sent.wait(60)

    sent = threading.Event()
    side = side.trusting(certificates.ca)
    with serving(behave, tls=certificates.server) as server:
        side.run(twice)


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize("framing", ["none", "length", "chunked"])
def test_a_body_without_length_ends_with_a_goodbye(
    side: Side, certificates: Certificates, framing: str, stream: bool
) -> None:
    """Without TLS' close_notify anybody on the way could have cut it short (RFC 9112 §9.8). Framed bodies need none."""
    bodies = {
        "none": b"Connection: close\r\n\r\nall of it",
        "length": b"Connection: close\r\nContent-Length: 9\r\n\r\nall of it",
        "chunked": b"Transfer-Encoding: chunked\r\n\r\n9\r\nall of it\r\n0\r\n\r\n",
    }

    def behave(peer: Peer) -> None:
        request = peer.request()
        peer.send(b"HTTP/1.1 200 OK\r\n" + bodies[framing])
        if request is not None and b"/polite" in request[0]:
            peer.sock.unwrap()  # type: ignore[attr-defined]

    async def body(path: str) -> bytes:
        return await (await side.runtime.send(a_call(url=server.url + path, stream=stream))).read()

    async def scenario() -> None:
        assert await body("/polite") == b"all of it"
        if framing == "none":
            with pytest.raises(ReadFailed):
                await body("/cut")
        else:
            assert await body("/cut") == b"all of it"

    side = side.trusting(certificates.ca)
    with serving(behave, tls=certificates.server) as server:
        side.run(scenario)


def _never(*_: object, **__: object) -> None:
    raise AssertionError


def test_authorities_are_read_once(side: Side, certificates: Certificates, monkeypatch: pytest.MonkeyPatch) -> None:
    """They take tens of milliseconds: once for a client, not for each connection. Copies read their own."""
    side = side.trusting(certificates.ca, max_keepalive=0)
    with serving(answering(), tls=certificates.server) as server:
        connection = Connection(verify=certificates.ca, cert=certificates.client)
        first = connection.ssl_context()
        monkeypatch.setattr(ssl, "create_default_context", _never)

        async def scenario() -> None:
            for _ in range(3):
                assert (await side.runtime.send(a_call(url=server.url))).content == b"ok"
            await side.until_closed(server, after=3)

        side.run(scenario)
        assert connection.ssl_context() is first
        assert server.accepted == 3
    monkeypatch.undo()
    assert copy.deepcopy(connection).ssl_context() is not first
    assert pickle.loads(pickle.dumps(connection)) == connection


def test_an_own_context_is_left_as_it_is(side: Side, certificates: Certificates) -> None:
    """What it offers is the user's to say, also after it was used: others may use it, too."""
    context = ssl.create_default_context(cafile=certificates.ca)
    context.set_alpn_protocols(["spoken"])
    certificates.server.set_alpn_protocols(["http/1.1", "spoken"])
    seen: list[str | None] = []

    def behave(peer: Peer) -> None:
        seen.append(peer.sock.selected_alpn_protocol())  # type: ignore[attr-defined]
        answering()(peer)

    with serving(behave, tls=certificates.server) as server:
        assert side.over(Connection(verify=context)).send(server.url).content == b"ok"
        assert side.trusting(certificates.ca).send(server.url).content == b"ok"
    assert seen in (["spoken", "http/1.1"], ["spoken", None])


def test_a_server_without_tls_is_told_and_not_asked_again(side: Side) -> None:
    """It will not speak TLS the next time either; the port is named, and what may be meant."""

    def behave(peer: Peer) -> None:
        peer.receive()
        peer.send(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")

    with serving(behave) as server:
        with pytest.raises(TLSFailed, match=rf"127\.0\.0\.1:{server.address[1]}: .*does not speak TLS") as caught:
            side.send(server.url.replace("http:", "https:"))
    assert caught.value.lasting
    assert not caught.value.may_have_acted


@pytest.mark.parametrize("seconds", [3e6, 1e10, 1e300])
def test_a_deadline_may_be_far_away(side: Side, seconds: float) -> None:
    """Beyond what the system can wait for in one go, which is 24 days."""
    with serving(answering()) as server:
        assert side.run(lambda: side.within(seconds, a_call(url=server.url))).content == b"ok"
