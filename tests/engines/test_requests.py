"""From calls to requests: what a server receives."""

from __future__ import annotations

import io
import os
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.server import OK, Peer, serving
from engines.sides import Side
from ferrule.call.body import SizedStream
from ferrule.engines.requests import build_request
from ferrule.engines.wire import prepare
from ferrule.errors import ConfigError
from worlds import a_call


def _received(side: Side, method: str = "POST", path: str = "/orders", **changes: Any) -> tuple[str, bytes]:
    """Head and body as the server received them."""
    seen: list[tuple[bytes, bytes]] = []

    def behave(peer: Peer) -> None:
        while (request := peer.request()) is not None:
            seen.append(request)
            peer.send(OK)

    with serving(behave) as server:
        side.send(server.url + path, method, **changes)
    return seen[0][0].decode(), seen[0][1]


def test_default_headers(side: Side) -> None:
    """Each request says who sends it, what it accepts and that the connection stays."""
    head, _ = _received(side, "GET")
    fields = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:])
    assert fields["user-agent"].startswith("ferrule/")
    assert fields["accept"] == "*/*"
    assert "gzip" in fields["accept-encoding"]
    assert fields["connection"] == "keep-alive"
    assert fields["host"].startswith("127.0.0.1:")


def test_headers_of_the_call_win(side: Side) -> None:
    """Headers of the call replace defaults, however they are spelt."""
    head, _ = _received(side, "GET", headers={"USER-AGENT": "mine", "accept": "text/csv"})
    assert "user-agent: mine\r\n" in head.lower()
    assert "ferrule/" not in head
    assert "accept: text/csv\r\n" in head.lower()


def test_params_are_added_to_those_of_the_url(side: Side) -> None:
    """Query parameters join those in the URL, escaped."""
    head, _ = _received(side, "GET", "/orders?a=1", body={"params": {"b": ["x y", "ü"], "c": True}})
    assert head.startswith("GET /orders?a=1&b=x+y&b=%C3%BC&c=true HTTP/1.1\r\n")


def test_cookies(side: Side) -> None:
    """Cookies go into one header."""
    head, _ = _received(side, "GET", body={"cookies": {"a": "1", "b": "2"}})
    assert "cookie: a=1; b=2\r\n" in head.lower() + "\r\n"


def test_json(side: Side) -> None:
    """A JSON body is compact UTF-8 with its content type."""
    head, body = _received(side, body={"json": {"name": "é", "tags": [1, None]}})
    assert body == '{"name":"é","tags":[1,null]}'.encode()
    assert "content-type: application/json\r\n" in head.lower() + "\r\n"


def test_json_with_its_own_content_type(side: Side) -> None:
    """The content type an operation declares for its JSON stays."""
    head, _ = _received(side, body={"json": {}}, headers={"Content-Type": "application/merge-patch+json"})
    assert "application/merge-patch+json" in head
    assert "application/json" not in head


def test_json_null_is_a_body(side: Side) -> None:
    """A body of JSON null is sent, and is not the same as none."""
    assert _received(side, body={"json": None})[1] == b"null"


def test_form(side: Side) -> None:
    """A mapping as data is a form."""
    head, body = _received(side, body={"data": {"a": "1 2", "b": ["x", "y"]}})
    assert body == b"a=1+2&b=x&b=y"
    assert "application/x-www-form-urlencoded" in head


def _chunks() -> Iterator[bytes]:
    yield b"ab"
    yield b"cd"


async def _async_chunks() -> AsyncIterator[bytes]:
    for chunk in _chunks():
        yield chunk


@pytest.mark.parametrize(
    "content",
    [b"abcd", "abcd", bytearray(b"abcd"), lambda: b"abcd", lambda: io.BytesIO(b"abcd")],
    ids=["bytes", "text", "bytearray", "factory", "factory of a file"],
)
def test_content_of_known_length(side: Side, content: Any) -> None:
    """Content whose length is known is sent with it."""
    head, body = _received(side, body={"content": content})
    assert body == b"abcd"
    assert "content-length: 4\r\n" in head.lower() + "\r\n"


@pytest.mark.parametrize("content", [_chunks, lambda: iter([b"ab", b"cd"])], ids=["generator", "iterator"])
def test_content_of_unknown_length(side: Side, content: Any) -> None:
    """Iterators are sent in chunks; a factory is called for each send."""
    assert _received(side, body={"content": content()})[1] == b"2\r\nab\r\n2\r\ncd\r\n0\r\n\r\n"
    assert _received(side, body={"content": content})[1] == b"2\r\nab\r\n2\r\ncd\r\n0\r\n\r\n"


def test_async_iterator(side: Side) -> None:
    """An async iterator is sent by the async engine, and refused by the blocking one."""
    if side.name == "async":
        assert _received(side, body={"content": _async_chunks()})[1].startswith(b"2\r\nab")
    else:
        with pytest.raises(ConfigError, match="async iterator"):
            _received(side, body={"content": _async_chunks()})


def test_file_is_sent_from_where_it_stands(side: Side) -> None:
    """What was read of a file before is not sent, as content and as a part alike."""
    file = io.BytesIO(b"12345678")
    file.seek(4)
    head, body = _received(side, body={"content": file})
    assert body == b"5678"
    assert "content-length: 4\r\n" in head.lower() + "\r\n"
    file.seek(4)
    head, body = _received(side, body={"files": {"upload": ("name.txt", file, "text/plain")}, "data": {"a": "1"}})
    assert b'name="a"\r\n\r\n1\r\n' in body
    assert b'name="upload"; filename="name.txt"\r\nContent-Type: text/plain\r\n\r\n5678\r\n' in body
    assert f"content-length: {len(body)}\r\n" in head.lower() + "\r\n"


def test_file_on_disk_gives_its_name(side: Side, tmp_path: Any) -> None:
    """A bare file as a part is named after its path."""
    path = tmp_path / "orders.csv"
    path.write_bytes(b"1,2")
    with path.open("rb") as file:
        body = _received(side, body={"files": [("upload", file), ("note", (None, b"hi"))]})[1]
    assert b'filename="orders.csv"' in body
    assert b'name="note"\r\n\r\nhi\r\n' in body


def test_part_that_cannot_seek(side: Side) -> None:
    """A pipe as a part is sent once, in chunks as its length is unknown."""
    read, write = os.pipe()
    os.write(write, b"piped")
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        assert b"piped" in _received(side, body={"files": {"upload": ("p", pipe)}})[1]


def test_ready_made_stream(side: Side) -> None:
    """The stream of an `httpx.Request` can be the content, as when a plain httpx client sits above."""
    made = httpx.Request("POST", "http://shop.test/", files={"f": ("n", io.BytesIO(b"part"))})
    length = int(made.headers["content-length"])
    head, body = _received(
        side,
        headers={"content-type": made.headers["content-type"]},
        body={"content": SizedStream(made.stream, length)},
    )
    assert b"part" in body
    assert f"content-length: {length}" in head.lower()
    assert "transfer-encoding" not in head.lower()


def test_failure_of_the_users_own_stream_is_theirs(side: Side) -> None:
    """What a body iterator raises arrives as it is: it says nothing about the network."""

    def broken() -> Iterator[bytes]:
        yield b"ab"
        raise OSError("disk is gone")

    with pytest.raises(OSError, match="disk is gone"):
        _received(side, body={"content": broken()})


@pytest.mark.parametrize("method", ["GET / HTTP/1.1\r\nX: y\r\n\r\nGET", "GET /x", "", "GÉT"])
def test_method_that_is_none_is_refused(side: Side, method: str) -> None:
    """A method cannot smuggle anything into a request (RFC 9110 §9.1)."""
    with pytest.raises(ConfigError):
        side.send("http://127.0.0.1:1/", method)


@pytest.mark.parametrize("port", ["65536", "99999", "-1", "9" * 5000])
def test_port_that_is_none_is_refused(side: Side, port: str) -> None:
    """A number beyond the ports is not cut down to one of them, as the system's own look-up does."""
    with pytest.raises(ConfigError, match="URL of the call is not valid"):
        side.send(f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"url": "http://shop.test:port/?key=s3cret"}, "URL of the call is not valid"),
        ({"headers": {"X-Key": "s3cret-ü"}}, r"must be ASCII \(RFC 9110 §5.5\): x-key"),
        ({"body": {"json": object(), "params": {"key": "s3cret"}}}, "request body cannot be sent"),
        ({"body": {"files": {"f": io.StringIO("s3cret")}}}, "binary mode"),
        ({"body": {"content": {"a": "s3cret"}}}, "Unexpected type for 'content'"),
        ({"body": {"data": {"a": {"b": "s3cret"}}, "files": {"f": b""}}}, "Expected primitive type"),
    ],
    ids=["url", "header", "json", "text file", "mapping", "nested form"],
)
def test_unsendable_calls_are_refused(changes: dict[str, Any], message: str) -> None:
    """A call that cannot become a request is a ConfigError that quotes no value, nor holds one."""
    with pytest.raises(ConfigError, match=message) as caught:
        build_request(a_call(**changes))
    assert "s3cret" not in str(caught.value)
    assert caught.value.__context__ is None


def test_parameters_join_a_query_that_is_already_written() -> None:
    """What an operation wrote with its own delimiters stays as it is when a key in the query is added."""
    call = a_call("GET", "https://api.shop.test/x?sections=a,b%20c", body={"params": {"key": "k&1"}})
    assert str(build_request(call).url) == "https://api.shop.test/x?sections=a,b%20c&key=k%261"


_SEGMENT = st.text("ab.-~!$&'()*+,;=:@", max_size=4) | st.sampled_from(["%2F", "%C3%A9", "..", "%2f"])
_QUERY = st.text("ab.-~!$&'()*+,;=:@/?[]|", max_size=8) | st.sampled_from(
    ["a=%2F", "a=%C3%A9&b=1", "a=%2f", "?", "a=b?c"]
)


@given(
    path=st.lists(_SEGMENT, max_size=3).map(lambda segments: "".join(f"/{one}" for one in segments)),
    query=st.none() | _QUERY,
    params=st.sampled_from([{}, {"key": "k&1"}]),
)
def test_the_short_way_to_a_request_makes_what_the_long_one_makes(
    path: str, query: str | None, params: dict[str, str]
) -> None:
    """Plain URLs, with a query or without, do not go through httpx' classes. Nothing else may differ."""
    url = f"https://api.shop.test{path}" + ("" if query is None else f"?{query}")
    call = a_call("GET", url, body={"params": params} if params else {})
    assert prepare(call).url.removesuffix("/") == str(build_request(call).url).removesuffix("/")
