"""The engine alone frames a request: a caller's word beside it would make two requests of one (CWE-444)."""

from __future__ import annotations

from typing import Any

import pytest

from engines.server import answering, serving
from engines.sides import Side
from engines.sides import side as side
from ferrule.errors import ConfigError


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Content-Length", "30"),
        ("content-length", "0"),
        ("Transfer-Encoding", "chunked"),
        ("TE", "trailers"),
        ("Trailer", "x-sum"),
        ("Upgrade", "h2c"),
        ("Connection", "close"),
        ("Connection", "x-secret, keep-alive"),
        ("Keep-Alive", "timeout=5"),
        ("Proxy-Connection", "keep-alive"),
    ],
)
@pytest.mark.parametrize("body", [{}, {"json": {"a": 1}}, {"content": iter([b"abc"])}], ids=["none", "json", "stream"])
def test_framing_fields_of_callers_are_refused(side: Side, name: str, value: str, body: Any) -> None:
    """They are refused by name, before anything is sent, with each kind of body."""
    with serving(answering()) as server:
        with pytest.raises(ConfigError, match=f"header {name.lower()}: the engine says itself"):
            side.send(server.url, "POST", headers={name: value}, body=body)
        assert server.accepted == 0


@pytest.mark.parametrize("host", ["", " ", "shop.test/x", "shop.test, evil.test", "shop.test\r\nX: y", "a@b", "a:b"])
def test_a_host_that_is_none_is_refused(side: Side, host: str) -> None:
    """An empty or malformed Host is read in different ways by whoever passes it on."""
    with serving(answering()) as server:
        with pytest.raises(ConfigError, match="host"):
            side.send(server.url, headers={"Host": host})
        assert server.accepted == 0


@pytest.mark.parametrize("host", ["shop.test", "shop.test:8080", "[::1]:80", "127.0.0.1", "xn--bcher-kva.example"])
def test_another_host_may_be_named(side: Side, host: str) -> None:
    """A well-formed Host goes as it is: that is how a virtual host behind an address is reached."""
    with serving(answering()) as server:
        assert side.send(server.url, headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "part",
    [
        ("a.png", b"x", 'image/png\r\nContent-Disposition: form-data; name="role"\r\n\r\nadmin'),
        ("a.png", b"x", "image/png\n"),
        ("a.png", b"x", "image/png", {"X-Note": "a\r\nX-Other: b"}),
        ("a.png", b"x", "image/png", {"X-Note\r\nX-Other": "b"}),
        ("a.png", b"x", "image/png\x00"),
    ],
    ids=["part", "line feed", "value", "name", "zero"],
)
def test_headers_of_a_part_begin_no_other_part(side: Side, part: Any) -> None:
    """A line break in a file's media type or headers would be read as the next header, or the next part (CWE-93)."""
    with serving(answering()) as server:
        with pytest.raises(ConfigError, match="request body cannot be sent: the media type or a header of a file"):
            side.send(server.url, "POST", body={"files": {"file": part}})
        assert server.accepted == 0
