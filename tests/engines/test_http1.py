"""HTTP/1.1 as the httptools engine reads and writes it; h11, another implementation, is the oracle."""

from __future__ import annotations

import gc
import tracemalloc
from itertools import pairwise

import h11
import httptools
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ferrule.engines.connection import Connection
from ferrule.engines.decoding import OverLimit
from ferrule.engines.failures import LONGEST_HEAD
from ferrule.engines.http1 import Address, HeadTooLong, Incoming, address, end_of, framed, head, split
from ferrule.engines.uploads import Upload
from ferrule.engines.wire import Wire

_NAMES = st.text("abcXYZ-", min_size=1, max_size=8).map(lambda text: b"x-" + text.encode())
_VALUES = st.binary(max_size=12).map(lambda value: bytes(byte for byte in value if byte >= 0x21 and byte != 0x7F))
_FRAMINGS = st.sampled_from(["length", "chunked", "close"])


@given(
    status=st.sampled_from([200, 201, 204, 304, 404, 503]),
    fields=st.lists(st.tuples(_NAMES, _VALUES), max_size=5),
    body=st.binary(max_size=200),
    framing=_FRAMINGS,
    method=st.sampled_from(["GET", "HEAD"]),
    cuts=st.lists(st.integers(0, 600), max_size=6),
)
def test_reads_what_h11_reads(
    status: int, fields: list[tuple[bytes, bytes]], body: bytes, framing: str, method: str, cuts: list[int]
) -> None:
    """However a response is framed and wherever the network cuts it, the same fields and body come out."""
    data = _written(status, fields, body, framing)
    incoming = Incoming(method)
    for part in _cut(data, cuts):
        if not incoming.done:
            incoming.feed(part)
    assert incoming.done or incoming.end()
    response = incoming.response()
    expected = _by_h11(method, data)
    assert (response.status_code, response.content) == (status, expected[1])
    assert [(name.lower(), value) for name, value in response.raw_headers] == expected[0]


def _written(status: int, fields: list[tuple[bytes, bytes]], body: bytes, framing: str) -> bytes:
    head = b"HTTP/1.1 %d Any\r\n" % status + b"".join(b"%b: %b\r\n" % field for field in fields)
    if status in (204, 304):
        return head + b"\r\n"
    if framing == "length":
        return head + b"Content-Length: %d\r\n\r\n" % len(body) + body
    if framing == "close":
        return head + b"\r\n" + body
    chunks = b"".join(b"%x;ext=1\r\n%b\r\n" % (len(body[i : i + 7]), body[i : i + 7]) for i in range(0, len(body), 7))
    return head + b"Transfer-Encoding: chunked\r\n\r\n" + chunks + b"0\r\nX-Trailer: 1\r\n\r\n"


def _cut(data: bytes, cuts: list[int]) -> list[bytes]:
    edges = [0, *sorted(cut for cut in cuts if cut < len(data)), len(data)]
    return [data[begin:end] for begin, end in pairwise(edges) if begin < end]


def _by_h11(method: str, data: bytes) -> tuple[list[tuple[bytes, bytes]], bytes]:
    client = h11.Connection(h11.CLIENT)
    client.send(h11.Request(method=method, target="/", headers=[("Host", "shop.test")]))
    client.send(h11.EndOfMessage())
    client.receive_data(data)
    client.receive_data(b"")
    response = client.next_event()
    assert isinstance(response, h11.Response)
    body = b""
    while isinstance(event := client.next_event(), h11.Data):
        body += bytes(event.data)
    return [(bytes(name), bytes(value)) for name, value in response.headers], body


CHUNKED_10 = b"HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n"


@pytest.mark.parametrize(
    ("method", "data", "reusable"),
    [
        ("GET", b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", True),
        ("HEAD", b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n", True),
        ("HEAD", b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", False),
        ("GET", b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok", False),
        ("GET", b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok", False),
        ("GET", b"HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok", True),
        ("GET", b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokmore", False),
        ("GET", b"HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", False),
        ("GET", b"HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n", False),
        ("HEAD", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", True),
        ("HEAD", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nno chunk", False),
        ("GET", CHUNKED_10, False),
        ("GET", b"HTTP/1.0 200 OK\r\nConnection: keep-alive, close\r\nContent-Length: 2\r\n\r\nok", False),
        ("GET", b"HTTP/1.1 200 OK\r\nConnection: keep-alive, close\r\nContent-Length: 2\r\n\r\nok", False),
    ],
    ids=[
        "length",
        "HEAD",
        "HEAD and body",
        "close",
        "1.0",
        "1.0 kept",
        "more",
        "one more",
        "one more without a body",
        "HEAD of chunks",
        "HEAD and rubbish",
        "1.0 chunked",
        "1.0 kept and closed",
        "kept and closed",
    ],
)
def test_what_lets_a_connection_be_used_again(method: str, data: bytes, reusable: bool) -> None:
    """A connection is used again only when the server keeps it and nothing came that was not asked for."""
    incoming = Incoming(method)
    incoming.feed(data)
    assert (incoming.done, incoming.reusable) == (True, reusable)


@pytest.mark.parametrize("more", [b"HTTP/1.1 500 Oops\r\nContent-Length: 2\r\n\r\nno", b"HTTP/1.0 4"])
def test_what_follows_a_response_changes_nothing_of_it(more: bytes) -> None:
    """Status, version, fields and body are of the first response, whatever came along with it."""
    incoming = Incoming("GET")
    incoming.feed(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok" + more)
    response = incoming.response()
    assert (response.status_code, response.http_version, response.content) == (200, "HTTP/1.1", b"ok")
    assert response.raw_headers == [(b"Content-Length", b"2")]


def test_old_line_ends_are_read() -> None:
    """LF alone ends a line (RFC 9112 §2.2)."""
    incoming = Incoming("GET")
    incoming.feed(b"HTTP/1.1 200 OK\nX-Kind: one\nContent-Length: 0\n\n")
    assert incoming.response().raw_headers == [(b"X-Kind", b"one"), (b"Content-Length", b"0")]


@pytest.mark.parametrize("blank", [b" ", b"\t", b" \t "])
def test_blanks_around_a_value_are_no_part_of_it(blank: bytes) -> None:
    """Neither before nor behind it, and a coding is known with them, too (RFC 9112 §5.1)."""
    incoming = Incoming("GET")
    field = b"X-Kind:" + blank + b"a b" + blank
    incoming.feed(b"HTTP/1.1 200 OK\r\n" + field + b"\r\nTransfer-Encoding: chunked" + blank + b"\r\n\r\n0\r\n\r\n")
    assert incoming.response().raw_headers == [(b"X-Kind", b"a b"), (b"Transfer-Encoding", b"chunked")]


@pytest.mark.parametrize(
    "field",
    [
        b"X-Kind: a\0b",
        b"X-Kind: \rContent-Length: 9",
        b"X-Kind: \r",
        b"X-Kind: a\r\n Content-Length: 9",
        b" Content-Length: 9",
        b"Content-Length : 9",
        b"Transfer-Encoding: gzip, chunked",
        b"Transfer-Encoding: gzip",
    ],
    ids=["NUL", "CR", "CR at the end", "folded", "space first", "space before colon", "coding", "coding alone"],
)
def test_deceptive_fields_are_refused(field: bytes) -> None:
    """Where others might read another value, field or body, nothing is read (RFC 9110 §5.5, RFC 9112 §5.1, §6.1)."""
    with pytest.raises(httptools.HttpParserError):
        Incoming("GET").feed(b"HTTP/1.1 200 OK\r\n" + field + b"\r\n\r\nok")


@pytest.mark.parametrize(
    "chunks",
    [
        b"3\r\nabc\n0\r\n\r\n",
        b"4\r\nabc\r\n0\r\n\r\n",
        b"3\nabc\r\n0\r\n\r\n",
        b"3;a\nabc\r\n0\r\n\r\n",
        b"3\r\nabc\r\n0\n\r\n",
    ],
    ids=["after data", "data too short", "after a size", "after an extension", "after the last size"],
)
def test_chunks_end_with_both_characters(chunks: bytes) -> None:
    """With LF alone, readers differ about where a chunk ends, and so the response (RFC 9112 §7.1)."""
    with pytest.raises(httptools.HttpParserError):
        Incoming("GET").feed(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks)


def test_a_status_below_100_is_refused() -> None:
    """It is no interim response either, after which another would be waited for (RFC 9110 §15)."""
    with pytest.raises(httptools.HttpParserError):
        Incoming("GET").feed(b"HTTP/1.1 099 X\r\nContent-Length: 0\r\n\r\n")


@pytest.mark.parametrize(
    "start",
    [
        b"RTSP/1.0 200 OK",
        b"ICE/1.0 200 OK",
        b"HTTP/2.0 200 OK",
        b"HTTP/0.9 200 OK",
        b"\r\nHTTP/1.1 200 OK",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade",
        b"HTTP/1.1 103 Early Hints\r\n\r\nHTTP/2.0 200 OK",
    ],
)
@pytest.mark.parametrize("whole", [True, False])
def test_other_protocols_are_refused(start: bytes, whole: bool) -> None:
    """What is not HTTP/1.1 or 1.0 is not taken for it, nor a switch to something that nobody asked for."""
    incoming = Incoming("GET")
    data = start + b"\r\nContent-Length: 2\r\n\r\nok"
    with pytest.raises(httptools.HttpParserError):
        for part in [data] if whole else [data[:2], data[2:]]:
            incoming.feed(part)


@pytest.mark.parametrize("limits", [None, Connection()], ids=["streamed", "whole"])
@pytest.mark.parametrize("void", [b"2;" + b"x" * 9_000, b"0\r\n"], ids=["extension", "trailers"])
def test_framing_without_end_is_refused(void: bytes, limits: Connection | None) -> None:
    """Extensions of a chunk, and trailers, that never end are no body, and are not read for ever."""
    incoming = Incoming("GET", limits)
    incoming.feed(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + void)
    with pytest.raises(httptools.HttpParserError):
        for _ in range(100):
            incoming.feed(b"x" * 10_000 if b";" in void else b"X: " + b"x" * 10_000 + b"\r\n")


def test_a_long_body_is_not_without_end() -> None:
    """Only what comes between its bytes counts, and starts anew with each of them."""
    incoming = Incoming("GET")
    incoming.feed(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    for _ in range(100):
        incoming.feed(b"5;" + b"x" * 10_000 + b"\r\n")
        incoming.feed(b"hello\r\n")
    incoming.feed(b"0\r\n\r\n")
    assert incoming.done
    assert incoming.take() == b"hello" * 100


def test_many_small_chunks_take_little_more_memory_than_they_have_bytes() -> None:
    """However a server cuts a body."""
    incoming = Incoming("GET", Connection())
    incoming.feed(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    part = b"2\r\nab\r\n" * 8_000
    tracemalloc.start()
    try:
        for _ in range(50):
            incoming.feed(part)
        taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert taken < 2 * 50 * 16_000
    incoming.feed(b"0\r\n\r\n")
    assert incoming.response().content == b"ab" * 400_000


def test_head_without_end_is_refused() -> None:
    """Header fields that never end do not fill the memory, not even over many parts."""
    incoming = Incoming("GET")
    incoming.feed(b"HTTP/1.1 200 OK\r\n")
    with pytest.raises(HeadTooLong):
        for _ in range(100):
            incoming.feed(b"X: " + b"x" * 10_000 + b"\r\n")


@pytest.mark.parametrize(
    ("url", "expected", "path"),
    [
        ("http://shop.test", Address(False, "shop.test", 80), "/"),
        ("https://shop.test?q=a/b", Address(True, "shop.test", 443), "/?q=a/b"),
        ("http://ann:s3cret@shop.test:8080/a?b", Address(False, "shop.test", 8080), "/a?b"),
        ("https://[::1]/", Address(True, "::1", 443), "/"),
        ("https://[::1]:8443/a", Address(True, "::1", 8443), "/a"),
    ],
)
def test_where_a_url_leads(url: str, expected: Address, path: str) -> None:
    """Host and port to connect to, and the target of the request line (RFC 9112 §3.2)."""
    server, rest = split(url)
    assert (address(server), rest) == (expected, path)


def test_request_head() -> None:
    """A request names its host without credentials, unless it brings a Host of its own, and frames its body."""
    wire = Wire("POST", "http://ann:s3cret@shop.test:81/a", "shop.test", [("x-key", "1")], b"abc")
    assert (
        head(wire, "http://ann:s3cret@shop.test:81", "/a")
        == b"POST /a HTTP/1.1\r\nhost: shop.test:81\r\nx-key: 1\r\ncontent-length: 3\r\n\r\n"
    )
    wire = Wire("GET", "http://shop.test/", "shop.test", [("host", "other.test"), ("content-length", "5")], None)
    assert head(wire, "http://shop.test", "/") == b"GET / HTTP/1.1\r\nhost: other.test\r\n\r\n"


@pytest.mark.parametrize(
    ("url", "server", "path"),
    [
        ("https://h.test", "https://h.test", "/"),
        ("https://h.test/", "https://h.test", "/"),
        ("https://h.test/a/b?c=/d", "https://h.test", "/a/b?c=/d"),
        ("https://h.test?c=/d", "https://h.test", "/?c=/d"),
        ("https://h.test:1?c", "https://h.test:1", "/?c"),
        ("https://h.test/?u=http://x.test/?y", "https://h.test", "/?u=http://x.test/?y"),
        ("http://u:p@[::1]:8080/a", "http://u:p@[::1]:8080", "/a"),
        ("http://h/a\nb", "http://h", "/a\nb"),
    ],
)
def test_a_url_is_cut_where_its_path_or_query_begins(url: str, server: str, path: str) -> None:
    """A path is never empty on the wire."""
    assert split(url) == (server, path)


@pytest.mark.parametrize(
    ("body", "field", "parts", "end"),
    [
        (None, b"", [], b""),
        (b"", b"content-length: 0\r\n", [], b""),
        (b"abc", b"content-length: 3\r\n", [], b""),
        (Upload(None, 12), b"content-length: 12\r\n", [b"", b"x" * 12], b""),
        (Upload(None, None), b"transfer-encoding: chunked\r\n", [b"", b"c\r\nxxxxxxxxxxxx\r\n"], b"0\r\n\r\n"),
    ],
    ids=["none", "empty", "bytes", "known", "unknown"],
)
def test_how_a_body_is_framed(body: bytes | Upload | None, field: bytes, parts: list[bytes], end: bytes) -> None:
    """By its length where that is known, otherwise in chunks, none of which is empty; callers cannot choose."""
    wire = Wire("PUT", "http://h.test/a", "h.test", [("content-length", "7"), ("x-a", "1")], body)
    assert head(wire, "http://u:p@h.test", "/a") == b"PUT /a HTTP/1.1\r\nhost: h.test\r\nx-a: 1\r\n" + field + b"\r\n"
    if isinstance(body, Upload):
        assert [framed(chunk, body) for chunk in (b"", b"x" * 12)] == parts
        assert end_of(body) == end


START = b"HTTP/1.1 200 OK\r\n"
CHUNKS = START + b"Transfer-Encoding: chunked\r\n\r\n"


def test_a_head_may_have_so_many_bytes_and_no_more() -> None:
    """However it comes."""
    for first in (1, 17, LONGEST_HEAD):
        incoming = Incoming("GET")
        data = START + b"X-A: " + b"a" * LONGEST_HEAD
        incoming.feed(data[:first])
        if first < LONGEST_HEAD:
            incoming.feed(data[first:LONGEST_HEAD])
        with pytest.raises(HeadTooLong):
            incoming.feed(b"a")


@pytest.mark.parametrize("before", [[], [b"1\r\na\r\n"], [b"5;", b"x" * 100, b"\r\nabcde\r\n"]])
def test_what_is_no_body_may_have_so_many_bytes_and_no_more(before: list[bytes]) -> None:
    """Extensions of a chunk, say, since the last byte of the body, or since the beginning."""
    incoming = Incoming("GET")
    for part in (CHUNKS, *before):
        incoming.feed(part)
    left = LONGEST_HEAD if before else LONGEST_HEAD - len(CHUNKS)
    incoming.feed(b"5;" + b"x" * (left - 2))
    with pytest.raises(httptools.HttpParserError, match="without end"):
        incoming.feed(b"x")


@pytest.mark.parametrize("status", [100, 102, 103, 199])
def test_interim_responses_are_passed_over(status: int) -> None:
    """With their fields."""
    incoming = Incoming("GET")
    incoming.feed(b"HTTP/1.1 %d Any\r\nX-Interim: 1\r\n\r\n" % status)
    assert not incoming.begun
    incoming.feed(START + b"X-Final: 1\r\nContent-Length: 2\r\n\r\nok")
    response = incoming.response()
    assert (response.status_code, response.content) == (200, b"ok")
    assert [name for name, _ in response.raw_headers] == [b"X-Final", b"Content-Length"]


def test_only_a_transfer_coding_is_one() -> None:
    """A field of the same length says nothing about that."""
    incoming = Incoming("GET")
    incoming.feed(START + b"X-Same-As-It-Is-1: gzip\r\nContent-Length: 2\r\n\r\nok")
    assert incoming.response().content == b"ok"
    with pytest.raises(httptools.HttpParserError):
        Incoming("GET").feed(START + b"TRANSFER-ENCODING: gzip, chunked\r\n\r\n")


def test_a_body_is_bounded_as_it_comes_and_as_a_whole() -> None:
    """As it comes, what frames it may take as much as a head besides."""
    limits = Connection(max_response_bytes=1000)
    incoming = Incoming("GET", limits)
    incoming.feed(START + b"\r\n")
    begun = len(START) + 2
    incoming.feed(b"x" * (LONGEST_HEAD + 1000 - begun))
    with pytest.raises(OverLimit):
        incoming.feed(b"x")
    for size, fits in ((1000, True), (1001, False)):
        incoming = Incoming("GET", limits)
        incoming.feed(START + b"Content-Length: %d\r\n\r\n" % size + b"x" * size)
        if fits:
            assert len(incoming.response().content) == size
        else:
            with pytest.raises(OverLimit):
                incoming.response()
    incoming = Incoming("GET")  # of a body that is taken part by part
    incoming.feed(START + b"\r\n" + b"x" * (LONGEST_HEAD + 10))
    assert len(incoming.take()) == LONGEST_HEAD + 10


def test_many_small_parts_become_one() -> None:
    """Those that came at once, and no others: each takes much more memory than it has bytes."""
    incoming = Incoming("GET")
    incoming.feed(CHUNKS)
    incoming.feed(b"1\r\na\r\n" * 16)
    incoming.feed(b"1\r\na\r\n" * 10)
    assert len(incoming._body) == 26
    incoming.feed(b"1\r\na\r\n" * 17)
    assert len(incoming._body) == 27
    assert incoming.take() == b"a" * 43
    assert incoming.take() == b""


@pytest.mark.parametrize("data", [b"RTSP/1.0 200 OK\r\n", b"ICE/1.0 200 OK\r\n", b"HTTQ", b"http/1.1 200 OK\r\n"])
def test_another_protocol_is_none(data: bytes) -> None:
    """Its first bytes show it, though the parser knows some others."""
    with pytest.raises(httptools.HttpParserError):
        Incoming("GET").feed(data)


@pytest.mark.parametrize(
    ("data", "whole"),
    [
        (b"", False),
        (b"HTTP/1.1 200", False),
        (START + b"Content-Length: 2\r\n\r\no", False),
        (CHUNKS + b"2\r\nok\r\n", False),
        (START + b"CONTENT-LENGTH: 2\r\n\r\no", False),
        (START + b"\r\nok", True),
        (START + b"Content-Length: 2\r\n\r\nok", True),
        (START + b"Content-Length: 0\r\n\r\n", True),
    ],
)
def test_what_the_end_of_the_connection_means(data: bytes, whole: bool) -> None:
    """It completes a response of untold length; whatever it was, nothing follows on that connection."""
    incoming = Incoming("GET")
    if data:
        incoming.feed(data)
    assert (incoming.end(), incoming.reusable) == (whole, False)
    if not whole:
        told = "incomplete body" if b"\r\n\r\n" in data else "server disconnected without sending a response"
        assert incoming.lack() == told


def test_a_response_leaves_nothing_to_the_collector() -> None:
    """The parser and what it calls would hold each other."""
    gc.collect()
    gc.disable()
    try:
        for _ in range(10):
            incoming = Incoming("GET")
            incoming.feed(START + b"Content-Length: 2\r\n\r\nok")
            assert incoming.response().content == b"ok"
            del incoming
        assert gc.collect() == 0
    finally:
        gc.enable()
