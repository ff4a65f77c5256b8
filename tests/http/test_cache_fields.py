"""The header fields of caching: `Cache-Control` and entity tags."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ferrule.http.cache_fields import etag_matches, parse_cache_control


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("max-age=60, Private", {"max-age": "60", "private": None}),
        ('no-cache="a, b", max-age=1', {"no-cache": "a, b", "max-age": "1"}),
        ('max-age="60"', {"max-age": "60"}),
        ('max-age="6\\0"', {"max-age": "60"}),
        ('"no-store, max-age=0"', {"no-store": None, "max-age": '0"'}),
        ('x=", no-store', {"x": '"', "no-store": None}),
        ("no-store; max-age=60", {"no-store": None}),
        ("max-age=60; no-store", {"max-age": "60; no-store"}),
        (";no-store", {"no-store": None}),
        ("max-age=60, max-age=0", {"max-age": "60"}),
        (", ,max-age=60,", {"max-age": "60"}),
        ("max-age = 60", {"max-age": "60"}),
        ("private, public, max-age=60", {"private": None, "max-age": "60"}),
        ('public, max-age=60, Private="x-a"', {"private": "x-a", "max-age": "60"}),
        ('x=", public, immutable, max-age=60', {"x": '"', "max-age": "60"}),
        ('"public, max-age=60"', {"max-age": '60"'}),
        ('no-cache="a, public', {"no-cache": '"a'}),
        ('", public', {}),
        (";public", {}),
        ("public max-age=60", {}),
        ('x="a, b", public', {"x": "a, b", "public": None}),
        ("", {}),
        (None, {}),
    ],
)
def test_cache_control(value: str | None, expected: dict[str, str | None]) -> None:
    """Directives are read whatever their case, quotes and empty list members; the first of a kind holds."""
    assert parse_cache_control(value) == expected


@given(st.text())
def test_any_cache_control_can_be_read(value: str) -> None:
    """No value, however broken, raises or yields an empty directive name."""
    assert "" not in parse_cache_control(value)


@pytest.mark.parametrize(
    ("candidates", "etag", "match"),
    [
        ("*", None, True),
        ('"a"', '"a"', True),
        ('W/"a"', '"a"', True),
        ('"a,b"', '"a"', False),
        ('"b", "a"', 'W/"a"', True),
        ('"a"', None, False),
    ],
)
def test_entity_tags(candidates: str, etag: str | None, match: bool) -> None:
    """If-None-Match compares weakly, and commas within a tag part nothing."""
    assert etag_matches(candidates, etag) is match
