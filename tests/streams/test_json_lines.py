"""JSON Lines and JSON text sequences: how bytes become values, however they are cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ferrule.streams.json_lines import CutShort, JSONLines, JSONSequence
from ferrule.streams.lines import TooLong


def read(reader, *parts):
    """Number and content of all lines."""
    found = [one for part in parts for one in reader.feed(part)]
    return [(one.number, one.data.strip()) for one in [*found, *reader.end()]]


def test_blank_lines_are_counted_and_not_given():
    """They count in the numbers, too."""
    reader = JSONLines(100)
    assert read(reader, b'{"a":1}\r\n\n \t\n{"b":2}\n\n') == [(1, b'{"a":1}'), (4, b'{"b":2}')]
    assert reader.blank == 3


def test_only_a_line_feed_ends_a_line_of_json():
    """A CR is white space of JSON, and what Unicode takes for line breaks may stand in texts."""
    text = '{"a":\r"\u2028\x85"}'.encode()
    assert read(JSONLines(100), text + b"\n1") == [(1, text), (2, b"1")]


def test_a_byte_order_mark_is_dropped():
    """Before the first line alone."""
    assert read(JSONLines(100), b"\xef\xbb\xbf1\n\xef\xbb\xbf2\n") == [(1, b"1"), (2, b"\xef\xbb\xbf2")]


def test_a_last_line_counts_without_its_line_feed():
    """Whether it is whole, its JSON tells."""
    assert read(JSONLines(100), b"1\n[2]") == [(1, b"1"), (2, b"[2]")]


def test_values_of_a_sequence_stand_between_separators():
    """They may have lines; separators that nothing follows are counted."""
    reader = JSONSequence(100)
    assert read(reader, b'\x1e{"a":\n1}\n\x1e\x1e2\n') == [(1, b'{"a":\n1}'), (2, b"2")]
    assert reader.blank == 1


def test_a_value_of_a_sequence_is_given_with_its_line_feed():
    """Nothing waits for the next separator."""
    reader = JSONSequence(100)
    assert [one.data for one in reader.feed(b'\x1e{"a":\n')] == []
    assert [one.data for one in reader.feed(b"1}\n")] == [b'{"a":\n1}\n']
    assert (list(reader.feed(b"\x1e")), reader.blank) == ([], 0)


@pytest.mark.parametrize("cut", [b"12", b"true", b"null", b"1e"])
def test_a_number_or_word_at_the_end_of_a_sequence_may_be_cut(cut):
    """Without its line feed nobody knows (RFC 7464, 2.4)."""
    reader = JSONSequence(100)
    assert [one.data for one in reader.feed(b"\x1e[1]\n\x1e" + cut)] == [b"[1]\n"]
    with pytest.raises(CutShort, match="value 2 may be cut"):
        list(reader.end())


@pytest.mark.parametrize("whole", [b'"a"', b"[1]", b"{}", b"12\n", b"12 "])
def test_what_shows_its_own_end_is_whole(whole):
    """Texts, arrays and objects do."""
    assert read(JSONSequence(100), b"\x1e" + whole) == [(1, whole.strip())]


@pytest.mark.parametrize("kind", [JSONLines, JSONSequence])
def test_values_are_bounded(kind):
    """However they come."""
    with pytest.raises(TooLong):
        read(kind(10), *([b"1"] * 11))


LINES = st.lists(st.sampled_from([b"\n", b"1", b"true", b'"a"', b"{", b"}", b"[]", b" ", b"\r", b"\xef\xbb\xbf"]))
VALUES = st.lists(
    st.sampled_from([b"\x1e", b"\x1e1\n", b'\x1e"a"', b"\x1e{\n}\n\n", b"\x1e[1\n", b"\x1etrue\n", b"\x1e "])
)


@pytest.mark.parametrize("without", [b"1\n", b"\x1e1\n2\n", b"{}\n{}\n"])
def test_values_of_a_sequence_need_their_separators(without):
    """Lines of JSON are no sequence, whatever the header says."""
    with pytest.raises(ValueError, match="no record separator stands before value"):
        read(JSONSequence(100), *(bytes([one]) for one in without))


@given(st.data())
@pytest.mark.parametrize(("kind", "pieces"), [(JSONLines, LINES), (JSONSequence, VALUES)])
def test_cuts_change_nothing(kind, pieces, data):
    """Values, their numbers and what was blank are the same."""
    stream = b"".join(data.draw(pieces))
    results = set()
    for parts in [(stream,), *((stream[:at], stream[at:]) for at in range(1, len(stream)))]:
        reader = kind(1000)
        results.add((str(read(reader, *parts)), reader.blank))
    assert len(results) == 1


@pytest.mark.parametrize(
    "value",
    [
        b'{"a": "}\\"]", "b": [[], {}]}',
        b'["\\\\", "\\u005b["]',
        b'"\\""',
        b"true",
        b"-1.5e3",
        b"{}",
        b'"[{"',
        b"[\n1,\n2\n]",
    ],
)
def test_a_value_is_given_at_its_line_feed_however_it_was_cut(value):
    """Not before it, and not only when the next one begins."""
    for at in range(1, len(value)):
        parser = JSONSequence(1000)
        parts = [b"\x1e" + value[:at], value[at:], b"\n"]
        assert [[one.data for one in parser.feed(part)] for part in parts] == [[], [], [value + b"\n"]]
    parser = JSONSequence(1000)
    got = [one.data for byte in b"\x1e" + value + b"\n" for one in parser.feed(bytes([byte]))]
    assert got == [value + b"\n"]


def test_each_value_may_have_all_of_its_bytes():
    """However many came before it; one more is too many."""
    reader = JSONSequence(10)
    value = b"[1,2,3,45]"
    assert [one.data for _ in range(3) for one in reader.feed(b"\x1e" + value)] == [value, value]
    assert [one.data for one in reader.end()] == [value]
    with pytest.raises(TooLong):
        list(JSONSequence(10).feed(b"\x1e" + value + b" "))
    lines = JSONLines(10)
    assert [one.data for one in lines.feed(value + b"\n" + value + b"\n")] == [value, value]
    with pytest.raises(TooLong):
        list(lines.feed(value + b" \n"))
