"""After which failures a request may be sent again whatever it does: docs/resilience.md says so, for each engine."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from engines.conftest import Certificates
from engines.server import Peer, answering, answering_once, serving
from engines.sides import Side
from ferrule.engines.connection import Connection
from ferrule.errors import WireError

_DOCUMENT = Path(__file__).parents[2] / "docs" / "resilience.md"
_ROW = re.compile(r"^\| (?P<what>[^|]+) \| `(?P<errors>[^|]+)` \| (?P<acted>yes|no) \|$", re.MULTILINE)


def _table() -> dict[str, tuple[set[str], bool]]:
    text = _DOCUMENT.read_text().partition("## What a failure says")[2].partition("\n## ")[0]
    rows = _ROW.finditer(text)
    return {row["what"]: (set(row["errors"].split("`, `")), row["acted"] == "yes") for row in rows}


def _reset(peer: Peer) -> None:
    peer.request()
    peer.reset()


def _half(peer: Peer) -> None:
    peer.receive()
    peer.reset()


_BEHAVIOURS: dict[str, Callable[[Peer], None]] = {
    "the request was sent in part": _half,
    "the connection ended before an answer": answering_once(b""),
    "the connection was reset before an answer": _reset,
    "the answer broke off": answering_once(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"),
    "the answer is not HTTP": answering_once(b"SSH-2.0-OpenSSH_9\r\n\r\n"),
    "the answer is too large": answering(b"HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n" + b"x" * 1001),
    "the content coding is broken": answering(
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc"
    ),
}


@contextmanager
def _failing(what: str, certificates: Certificates) -> Iterator[tuple[str, Connection]]:
    """Where a call fails so, and over which connection."""
    limits = Connection(max_response_bytes=1000)
    match what:
        case "the host has no address":
            yield "http://nobody.invalid/", limits
        case "the connection is refused":
            with socket.socket() as unused:
                unused.bind(("127.0.0.1", 0))
                yield f"http://127.0.0.1:{unused.getsockname()[1]}/", limits
        case "the certificate is not trusted":
            with serving(answering(), tls=certificates.server) as server:
                yield server.url, limits
        case "what answers does not speak TLS":
            with serving(lambda peer: peer.send(b"220 hello\r\n" * 9 + b"x" * len(peer.receive()))) as server:
                yield server.url.replace("http:", "https:"), limits
        case "the proxy refuses":
            with serving(answering(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")) as proxy:
                yield "https://shop.test/", Connection(proxy=proxy.url)
        case _:
            with serving(_BEHAVIOURS[what]) as server:
                yield server.url, limits


@pytest.mark.parametrize("what", _table())
def test_what_a_failure_says_is_what_is_documented(side: Side, certificates: Certificates, what: str) -> None:
    """False only where no byte of the request can have reached the application."""
    errors, acted = _table()[what]
    content = b"x" * (30_000_000 if "in part" in what else 1)
    with _failing(what, certificates) as (url, connection), pytest.raises(WireError) as caught:
        side.over(connection).send(url, "POST", body={"content": content})
    assert type(caught.value).__name__ in errors
    assert caught.value.may_have_acted is acted


def test_the_table_is_complete() -> None:
    """No failure that can be made here is missing."""
    assert _table().keys() >= _BEHAVIOURS.keys()
    assert len(_table()) == len(_BEHAVIOURS) + 5
