"""Server-Sent Events: how bytes become events, however they are cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ferrule.streams.events import LONGEST_RETRY, EventParser
from ferrule.streams.lines import Lines, TooLong
from streams.reference import events_of

MOST = 10_000
PIECES = [
    b"data", b"event", b"id", b"retry", b":", b": ", b" ", b"\r", b"\n", b"\r\n", b"\n\n", b"\r\r", b"\xef\xbb\xbf",
    b"data: a", b"data:", b"id: 7", b"id: \0", b"event: x", b": ping", "\u2028\x85\x0b\x0c✅".encode(), b"\xff", b"\xe2\x9c",
    b"\x85", b"\0", b"retry: 10", b"[DONE]", b"data: {",
]  # fmt: skip


def parse(*parts, most=MOST, last_id=""):
    """The parser after these parts, and name, id and data of what it gave."""
    parser = EventParser(most, last_id)
    return parser, [(one.name, one.id, one.data) for part in parts for one in parser.feed(part)]


def datas(*parts):
    """The data of each event."""
    return [data for _, _, data in parse(*parts)[1]]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map(b"".join) | st.binary(max_size=60))
def test_events_are_those_of_the_standard_wherever_the_stream_is_cut(stream):
    """At once, byte by byte, and in two parts cut at every byte."""
    expected, last_id = events_of(stream)
    cuts = [(stream,), tuple(bytes([one]) for one in stream)]
    cuts += [(stream[:at], stream[at:]) for at in range(len(stream) + 1)]
    for parts in cuts:
        parser, events = parse(*parts)
        assert (events, parser.last_id) == (expected, last_id)


def test_a_cr_ends_a_line_at_once():
    """Nothing waits for a line feed that may never come; one that does come belongs to the line before."""
    assert datas(b'data: {"i":\r', b"\ndata: 0}\r\n\r\n") == ['{"i":\n0}']
    assert datas(b"data: c\r\r") == ["c"]
    assert datas(b"data: c\r", b"\r", b"\n\ndata: d\r\n\r", b"\n") == ["c", "d"]


def test_only_cr_and_lf_end_lines():
    """What Unicode takes for line breaks besides is text."""
    assert datas("data: a\u2028b\x85c\x0bd\n\n".encode()) == ["a\u2028b\x85c\x0bd"]


def test_bytes_that_are_no_utf_8_are_replaced():
    """A character may be cut; one that is none does not end the stream."""
    assert datas(b"data: \xe2\x9c", b"\x85\n\n", b"data: a\xff\n\n") == ["✅", "a\ufffd"]


def test_one_byte_order_mark_is_dropped_at_the_start():
    """Also when it is cut; a second one belongs to the field's name."""
    assert datas(b"\xef\xbb", b"\xbfdata: a\n\n") == ["a"]
    assert datas(b"\xef\xbb\xbf\xef\xbb\xbfdata: a\n\n") == []
    assert datas(b"\xef", b"\xbb", b"data: a\n\n", b"data: b\n\n") == ["b"]


def test_an_id_counts_although_its_event_has_no_data():
    """It is kept for the events that follow, and to go on from."""
    parser, events = parse(b"id: 7\n\ndata: x\n\n")
    assert (events, parser.last_id) == ([("message", "7", "x")], "7")


def test_an_empty_id_takes_back_the_one_before():
    """One with a NUL is ignored."""
    assert parse(b"id: 1\ndata: x\n\nid\n\n")[0].last_id == ""
    assert parse(b"id: 1\n\nid: 2\0\n\n")[0].last_id == "1"


def test_an_event_that_is_cut_is_dropped_with_its_id():
    """Only an empty line completes it."""
    parser, events = parse(b"id: abc\ndata: 1\n\nid: def\ndata: 2", last_id="e0")
    assert (events, parser.last_id) == ([("message", "abc", "1")], "abc")
    assert parse(b"id: def\ndata: 2\n", last_id="e1")[0].last_id == "e1"


@pytest.mark.parametrize("value", ["٣٠", "1_0", "+5", "-5", "1e3", "10 ", "", "0x10", "1.5"])
def test_a_retry_that_is_not_of_digits_is_ignored(value):
    """ASCII digits, and nothing but them."""
    assert parse(f"retry: {value}\n".encode())[0].retry is None


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("0030", 0.03), ("0", 0), ("3000", 3), ("99999999999", LONGEST_RETRY), ("9" * 5000, LONGEST_RETRY)],
)
def test_a_retry_holds_from_its_line_on(value, seconds):
    """It is milliseconds, and bounded; no event needs to follow."""
    assert parse(f"retry:{value}\r".encode())[0].retry == seconds


def test_a_line_without_an_end_is_bounded():
    """However it comes; what came before it is given first."""
    parser = EventParser(100)
    given = []
    with pytest.raises(TooLong, match="100 bytes, the max_event_bytes of Connection"):
        given.extend(one.data for one in parser.feed(b"data: a\n\n" + b":" * 101))
    assert given == ["a"]
    parser = EventParser(100)
    with pytest.raises(TooLong):
        for _ in range(101):
            list(parser.feed(b"x"))


@pytest.mark.parametrize(("lines", "fits"), [(101, True), (102, False)])
def test_empty_lines_of_data_count(lines, fits):
    """They add a line feed each to what is kept; the last one is no part of the data."""
    parser = EventParser(100)
    if fits:
        assert [len(one.data) for one in parser.feed(b"data\n" * lines + b"\n")] == [100]
    else:
        with pytest.raises(TooLong):
            list(parser.feed(b"data\n" * lines))


def test_comments_are_not_kept():
    """Pings for hours are no event."""
    parser = EventParser(100)
    for _ in range(1000):
        assert list(parser.feed(b": ping\n")) == []


def test_what_is_left_of_lines_is_given_at_the_end():
    """A text may end without a line feed."""
    lines = Lines(100)
    assert [*lines.feed(b"a\nb\r\n\nc")] == [b"a", b"b", b""]
    assert (lines.rest(), lines.rest()) == (b"c", b"")


def test_an_empty_part_changes_nothing():
    """Not even between a CR and its LF."""
    lines = Lines(100)
    assert [line for part in (b"a\r", b"", b"\nb\n") for line in lines.feed(part)] == [b"a", b"b"]


def test_zeros_before_a_retry_do_not_count():
    """However many they are."""
    parser = EventParser(1000)
    assert [*parser.feed(b"retry: " + b"0" * 100 + b"30\n")] == []
    assert parser.retry == 0.03
