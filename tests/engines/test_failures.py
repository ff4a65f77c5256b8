"""Foreign exceptions become Ferrule's, say what happened, and hold no secret."""

from __future__ import annotations

import errno
import pickle
import socket
import ssl
import traceback
from collections.abc import Callable

import httpx
import pytest

from engines.server import Peer, answering_once, serving
from engines.sides import Side
from ferrule.call.body import SizedStream
from ferrule.engines.failures import translate
from ferrule.errors import (
    ConfigError,
    ConnectFailed,
    FerruleError,
    InvalidResponse,
    ReadFailed,
    TLSFailed,
    WireError,
    WriteFailed,
)
from worlds import a_call


def _reset(peer: Peer) -> None:
    peer.request()
    peer.reset()


def _reset_in_body(peer: Peer) -> None:
    peer.request()
    peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")
    peer.reset()


GZIP = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 7\r\n\r\ngarbage"


@pytest.mark.parametrize(
    ("behave", "kind", "message"),
    [
        (answering_once(b""), ReadFailed, "disconnected without sending a response|closed before"),
        (answering_once(b"HTTP/1.1 200 OK\r\nContent-"), ReadFailed, "broke before the whole response was read"),
        (
            answering_once(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"),
            ReadFailed,
            "incomplete|without sending|end of file",
        ),
        (
            answering_once(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"),
            ReadFailed,
            "incomplete|end of file",
        ),
        (_reset, ReadFailed, "broke before the whole response was read"),
        (_reset_in_body, ReadFailed, "broke before the whole response was read"),
        (answering_once(b"SSH-2.0-OpenSSH_9\r\n\r\n"), InvalidResponse, "is not HTTP"),
        (answering_once(b"HTTP/1.1 200 OK\r\nno colon s3cret\r\n\r\n"), InvalidResponse, "is not HTTP: .*header"),
        (answering_once(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"), InvalidResponse, "chunk"),
        (
            answering_once(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 600_000),
            InvalidResponse,
            "a head of more than 102400 bytes",
        ),
        (answering_once(GZIP), InvalidResponse, "content coding of what 127.0.0.1 sent is broken: Error -3"),
    ],
    ids=[
        "close",
        "cut in headers",
        "cut in body",
        "cut in chunk",
        "reset",
        "reset in body",
        "not http",
        "bad header",
        "bad chunk",
        "endless header",
        "bad gzip",
    ],
)
def test_broken_responses(side: Side, behave: Callable[[Peer], None], kind: type[WireError], message: str) -> None:
    """Each way a response can break has its class; the server may have acted, and the connection is gone."""
    with serving(behave) as server:
        with pytest.raises(kind, match=message) as caught:
            side.send(server.url, headers={"Authorization": "Bearer s3cret"})
        server.wait_until_all_closed()
    assert type(caught.value) is kind
    assert caught.value.may_have_acted
    _holds_no_secret(caught.value)


def test_reset_while_the_request_is_sent(side: Side) -> None:
    """A server that breaks off an upload is a WriteFailed or ReadFailed; the system's error is its cause."""
    if side.engine != "httptools":
        pytest.skip("its library may keep the system's error to itself")

    def behave(peer: Peer) -> None:
        peer.receive()
        peer.reset()

    with serving(behave) as server, pytest.raises((WriteFailed, ReadFailed)) as caught:
        side.send(server.url, "POST", body={"content": b"x" * 30_000_000})
    assert isinstance(caught.value.__cause__, ConnectionError)
    assert "Errno" not in str(caught.value)


def test_nobody_listens(side: Side) -> None:
    """A refused connection is a ConnectFailed: nothing was sent; the system's error is its cause."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        with pytest.raises(ConnectFailed, match=rf"no connection to 127\.0\.0\.1:{port}: .*refused") as caught:
            side.send(f"http://127.0.0.1:{port}", headers={"Authorization": "Bearer s3cret"})
    assert not caught.value.may_have_acted
    assert isinstance(caught.value.__cause__, ConnectionRefusedError)
    _holds_no_secret(caught.value)


def test_unknown_host(side: Side, monkeypatch: pytest.MonkeyPatch) -> None:
    """A host name that does not resolve is a ConnectFailed that names it."""

    def fail(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(ConnectFailed, match=r"no connection to nowhere\.test:80: Name or service not known"):
        side.send("http://nowhere.test")


def test_next_address_is_tried(side: Side, monkeypatch: pytest.MonkeyPatch) -> None:
    """A host with several addresses is reached by one that answers."""
    real = socket.getaddrinfo

    def two(host: str | bytes, port: int, *args: object, **kwargs: object) -> object:
        if host not in ("shop.test", b"shop.test"):
            return real(host, port, *args, **kwargs)
        entry = (socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "")
        return [(*entry, ("127.0.0.9", port)), (*entry, ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", two)
    with serving(answering_once(b"HTTP/1.1 204 No Content\r\n\r\n")) as server:
        assert side.send(f"http://shop.test:{server.address[1]}").status_code == 204


@pytest.mark.parametrize("end", [Peer.reset, lambda peer: None], ids=["reset", "closed"])
def test_end_within_the_handshake(side: Side, end: Callable[[Peer], None]) -> None:
    """A server that ends a TLS handshake is a connection that failed, with the reason that the system gives."""

    def behave(peer: Peer) -> None:
        peer.receive()
        end(peer)

    with (
        serving(behave) as server,
        pytest.raises(ConnectFailed, match=r"connection to 127\.0\.0\.1:[0-9]+: [\w\[]") as caught,
    ):
        side.send(server.url.replace("http:", "https:"))
    assert "did not complete" not in str(caught.value)  # what TLS says to us of a read that is still to come


def test_plain_server_behind_https(side: Side) -> None:
    """Speaking TLS to a server that does not is a TLSFailed, which another attempt would only meet again."""

    def behave(peer: Peer) -> None:
        peer.receive()
        peer.send(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    with serving(behave) as server:
        with pytest.raises(TLSFailed, match="no secure connection") as caught:
            side.send(server.url.replace("http:", "https:"))
    assert (caught.value.may_have_acted, caught.value.lasting) == (False, True)


@pytest.mark.parametrize("url", ["ftp://shop.test/s3cret", "/s3cret", "http:///s3cret"])
def test_url_without_http_or_host(side: Side, url: str) -> None:
    """What is no http URL is refused before anything is sent, unquoted."""
    with pytest.raises(ConfigError, match="not an absolute http or https URL") as caught:
        side.send(url)
    _holds_no_secret(caught.value)


@pytest.mark.parametrize("value", ["s3cret\r\nX-Evil: 1", "s3cret\0"], ids=["line break", "nul"])
def test_header_injection(side: Side, value: str) -> None:
    """A header value that would break out of its line is refused, unquoted."""
    with serving(answering_once(b"")) as server, pytest.raises(ConfigError, match="HTTP does not allow") as caught:
        side.send(server.url, headers={"X-Key": value})
    _holds_no_secret(caught.value)


def test_body_shorter_than_announced(side: Side) -> None:
    """A body that ends before its announced length is a WriteFailed: the server has seen a part."""
    with serving(lambda peer: peer.until_closed()) as server:
        with pytest.raises(WriteFailed, match="not sent in full"):
            side.send(server.url, "POST", body={"content": SizedStream(iter([b"abc"]), 10)})
        server.wait_until_all_closed()


@pytest.mark.parametrize(
    ("foreign", "kind"),
    [
        (httpx.PoolTimeout(""), ConnectFailed),
        (httpx.ConnectTimeout(""), ConnectFailed),
        (httpx.ProxyError("407 Proxy Authentication Required"), ConnectFailed),
        (httpx.ReadTimeout(""), ReadFailed),
        (httpx.WriteTimeout(""), WriteFailed),
        (httpx.WriteError(""), WriteFailed),
        (httpx.CloseError(""), ReadFailed),
        (httpx.StreamClosed(), ReadFailed),
        (httpx.InvalidURL("http://s3cret"), ConfigError),
        (httpx.RemoteProtocolError("<ConnectionTerminated error_code:0>"), ReadFailed),
        (UnicodeError("label too long"), ConnectFailed),
        (OSError(errno.EIO, "Input/output error"), ReadFailed),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_rarer_exceptions(foreign: Exception, kind: type[FerruleError]) -> None:
    """Exceptions that a test cannot easily provoke are mapped too, as when a mock raises them."""
    failure = translate(foreign, "shop.test", None, on_wire=True)
    assert type(failure) is kind
    _holds_no_secret(failure)


def test_mapped_errors_pickle(side: Side) -> None:
    """An error of the engine survives pickling, as between processes."""
    with serving(_reset) as server, pytest.raises(ReadFailed) as caught:
        side.send(server.url)
    copied = pickle.loads(pickle.dumps(caught.value))
    assert (type(copied), str(copied)) == (ReadFailed, str(caught.value))


def _holds_no_secret(error: BaseException) -> None:
    """Neither messages, nor the chain of errors, nor the frames of tracebacks within the package show the secret."""
    shown = traceback.TracebackException.from_exception(error, capture_locals=True)
    ours = [frame for frame in shown.stack if "wrapper/ferrule" in frame.filename]
    shown.stack[:] = ours
    assert "s3cret" not in "".join(shown.format())
    assert error.__cause__ is None or isinstance(error.__cause__, OSError)
    assert error.__context__ is error.__cause__ or error.__context__ is None


@pytest.mark.parametrize("stream", [False, True])
def test_only_what_the_send_raised_is_its_reason(side: Side, stream: bool) -> None:
    """A call that is made while another failure is handled neither reports that failure nor touches it."""

    async def replica() -> ConnectFailed:
        with pytest.raises(ConnectFailed) as caught:
            await side.runtime.send(a_call(url=f"http://127.0.0.1:{unused.getsockname()[1]}", stream=stream))
        return caught.value

    async def scenario() -> None:
        try:
            raise ssl.SSLCertVerificationError(1, "the user's own")
        except OSError as mine:
            failed = await replica()
            assert mine.__traceback__ is not None
        assert type(failed) is ConnectFailed
        assert "user's own" not in str(failed)
        assert isinstance(failed.__cause__, ConnectionRefusedError)

    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        side.run(scenario)


def test_a_broken_body_is_told_by_its_own_reason(side: Side) -> None:
    """The same, while the rest of a streamed body is received."""

    def behave(peer: Peer) -> None:
        peer.request()
        peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\none")

    async def scenario() -> None:
        response = await side.runtime.send(a_call(url=server.url, stream=True))
        try:
            raise FileNotFoundError(2, "the user's own")
        except OSError as mine:
            with pytest.raises(ReadFailed) as caught:
                await response.read()
            assert mine.__traceback__ is not None
        assert "No such file" not in str(caught.value)
        assert not isinstance(caught.value.__cause__, FileNotFoundError)

    with serving(behave) as server:
        side.run(scenario)
