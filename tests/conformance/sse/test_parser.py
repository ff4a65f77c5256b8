"""Our readers of streams against those of JavaScript, on generated streams cut at every byte."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conformance.sse.conftest import JavaScript
from ferrule.streams.events import LONGEST_RETRY, EventParser
from ferrule.streams.json_lines import JSONLines

MOST = 10_000
PIECES = [
    b"data", b"event", b"id", b"retry", b":", b": ", b" ", b"\r", b"\n", b"\r\n", b"\n\n", b"\r\r", b"\xef\xbb\xbf",
    b"data: a", b"data:", b"id: 7", b"id: \0", b"event: x", b": ping", "\u2028\x85\x0b\x0c✅".encode(), b"\xff", b"\xe2\x9c",
    b"\x85", b"\0", b"retry: 10", b"retry: 0x1", b"[DONE]", b"data: {", b"data: two\ndata: lines\n\n",
]  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)
_check = settings(max_examples=1500, deadline=None, suppress_health_check=list(HealthCheck))


def cuts(stream: bytes) -> Iterator[list[bytes]]:
    """At once, byte by byte, and in two parts."""
    yield [stream]
    yield [stream[at : at + 1] for at in range(len(stream))]
    yield from ([stream[:at], stream[at:]] for at in range(1, len(stream)))


@_check
@given(stream=st.lists(st.sampled_from(PIECES), max_size=40).map(b"".join))
def test_events_are_those_of_eventsource_parser(javascript: JavaScript, stream: bytes) -> None:
    """Names, data, the ids that are given, and the last wait, wherever either is cut."""
    stream += b"\n:\n"  # its parser looks at what follows a CR only when the next line ends
    theirs = javascript.read("events", stream)
    assert theirs["other"] is None
    for parts in cuts(stream):
        parser = EventParser(MOST)
        ours = [one for part in parts for one in parser.feed(part)]
        # It tells the id of an event that has one; the standard's last id stays until the next.
        ids = [given if given is None else one.id for one, (_, given, _) in zip(ours, theirs["events"], strict=True)]
        assert [[one.name, given, one.data] for one, given in zip(ours, ids, strict=True)] == theirs["events"]
        retry = theirs["retry"]
        assert parser.retry == (None if retry is None else min(retry / 1000, LONGEST_RETRY))


@_check
@given(
    stream=st.lists(
        JSON.map(lambda value: json.dumps(value).encode())
        | JSON.map(lambda value: json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))
        | st.sampled_from([b"", b" ", b"\r", b"\t {}", b"{", b"1 2", b"nul"]),
        max_size=12,
    ).flatmap(lambda lines: st.sampled_from([b"\n", b"\r\n"]).map(lambda end: end.join(lines)))
)
def test_lines_of_json_are_those_of_javascript(javascript: JavaScript, stream: bytes) -> None:
    """Blank ones are none; a last one without its line feed is one."""
    theirs = javascript.read("lines", stream)["values"]
    for parts in cuts(stream):
        parser = JSONLines(MOST)
        items = [one for part in parts for one in parser.feed(part)] + [*parser.end()]
        assert _values(items) == theirs


def _values(items: list[Any]) -> list[Any] | None:
    try:
        return [json.loads(one.data) for one in items]
    except ValueError:
        return None
