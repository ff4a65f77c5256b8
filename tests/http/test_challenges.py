"""What a 401 asks for: WWW-Authenticate as RFC 9110 §11.6.1 has it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ferrule.http.challenges import Challenge, asks_for_new_token, challenges

TOKEN = st.text("abcXYZ09!#$-._~", min_size=1, max_size=8)
TEXT = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=12)


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ([], []),
        ([""], []),
        ([", ,"], []),
        (["Bearer"], [Challenge("bearer")]),
        (['Basic realm="a, Bearer"'], [Challenge("basic", {"realm": "a, Bearer"})]),
        (["Negotiate abc=="], [Challenge("negotiate")]),
        (
            ['Digest realm="x", nonce=abc, Bearer error = "invalid_token"', "NTLM"],
            [
                Challenge("digest", {"realm": "x", "nonce": "abc"}),
                Challenge("bearer", {"error": "invalid_token"}),
                Challenge("ntlm"),
            ],
        ),
        (['Basic realm="open, Bearer'], [Challenge("basic"), Challenge("bearer")]),
        (["Bearer realm = two words"], [Challenge("bearer")]),
        (["realm = two words, Bearer"], [Challenge("bearer")]),
        (
            ['bearer realm="quo\\"ted", ERROR=invalid_token'],
            [Challenge("bearer", {"realm": 'quo"ted', "error": "invalid_token"})],
        ),
    ],
)
def test_challenges_are_told_apart(fields: list[str], found: list[Challenge]) -> None:
    """Several in one field or in several; quoted commas, quotes and scheme names are only text."""
    assert challenges(fields) == found


@given(st.lists(st.builds(Challenge, TOKEN.map(str.lower), st.dictionaries(TOKEN.map(str.lower), TEXT, min_size=1))))
def test_what_is_written_is_read(written: list[Challenge]) -> None:
    """Any list of challenges with quoted parameters survives in one field."""

    def quoted(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    field = ", ".join(
        one.scheme + " " + ", ".join(f"{name}={quoted(value)}" for name, value in one.parameters.items())
        for one in written
    )
    assert challenges([field]) == written


@given(st.lists(st.text(max_size=60)))
def test_nothing_breaks_it(fields: list[str]) -> None:
    """Whatever a server sends gives an answer."""
    assert asks_for_new_token(fields) in (True, False)
