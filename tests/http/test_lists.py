"""Fields that are comma-separated lists."""

from __future__ import annotations

import pytest

from ferrule.http.lists import list_members, split_list, unquote


@pytest.mark.parametrize(
    ("value", "members"),
    [
        ("", []),
        (" , ,", []),
        ("a, b ,c", ["a", "b", "c"]),
        ('a="b, c", d', ['a="b, c"', "d"]),
        ('a = "b, \\", c", d', ['a = "b, \\", c"', "d"]),
        ('a="b, c', ['a="b', "c"]),
        ('a="b\\", c="d, e"', ['a="b\\", c="d', 'e"']),
        ('"a, b"', ['"a', 'b"']),
    ],
)
def test_lists_are_split(value: str, members: list[str]) -> None:
    """At commas, but not within a quoted value; a quote that is never closed, or begins no value, quotes nothing."""
    assert list(split_list(value)) == members


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ('"a"', "a"),
        ('""', ""),
        ('"a\\"b"', 'a"b'),
        ('"a\\\\"', "a\\"),
        ("a", None),
        ('"a" b', None),
        ('"a', None),
        ('"a\\"', None),
    ],
)
def test_quoted_strings(text: str, meaning: str | None) -> None:
    """What is in the quotes, without the backslashes that escape; anything else is no quoted string."""
    assert unquote(text) == meaning


def test_members_are_in_order() -> None:
    """Names are in lower case, each once, in one order whatever theirs is."""
    assert list_members("B, a,,A , c") == ("a", "b", "c")
    assert list_members(None) == ()
