"""What cannot be sent is refused before anything is, by the name of its argument and its place in it."""

from __future__ import annotations

import datetime
import math
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ferrule import ConfigError, Policies
from ferrule.call import Call, Response
from ferrule.codegen.support import _body, _parameters
from ferrule.codegen.support._sendable import encoded
from ferrule.codegen.support.errors import NotSendable
from ferrule.runtime.blocking import BlockingRuntime
from ferrule_apis.github import GitHub
from ferrule_apis.github.models import IssueCreate

DEEP: dict[str, Any] = {}
_inner = DEEP
for _ in range(100_000):
    _inner["a"] = {}
    _inner = _inner["a"]
CYCLE: list[Any] = []
CYCLE.append(CYCLE)

UNSENDABLE: list[tuple[Any, str]] = [
    (math.nan, "nan"),
    (-math.inf, "-inf"),
    ("\ud800", "half of a surrogate pair"),
    (Decimal("1.5"), "Decimal"),
    (Decimal(0), "Decimal"),
    (Fraction(1, 2), "Fraction"),
    (1j, "complex"),
    (object(), "object"),
    (b"x", "b(ytes|inary)"),
    (bytearray(b"x"), "b(ytearray|inary)"),
    (memoryview(b"x"), "(memoryview|binary)"),
    ({1: 2}, "key of type int"),
    ({None: 1}, "key of type NoneType"),
    ({"\udfff": 1}, "half of a surrogate pair"),
    (DEEP, "nested too deep"),
    (CYCLE, "within itself"),
    ((one for one in "ab"), "generator"),
]


class Silent:
    """An engine that must not be asked."""

    async def send(self, call: Call) -> Response:
        raise AssertionError("sent")

    async def aclose(self) -> None:
        """Nothing is open."""


@pytest.fixture
def github() -> GitHub:
    """A client that cannot send."""
    return GitHub(runtime=BlockingRuntime(Silent()), policies=Policies(retry=None))


@pytest.mark.parametrize(("value", "why"), UNSENDABLE)
def test_arguments_that_cannot_be_sent_are_named(github: GitHub, value: Any, why: str) -> None:
    """In the path, in the query and in bodies, with the operation."""
    with pytest.raises(ConfigError, match=rf"users\.get_by_username .*: username\b.*{why}"):
        github.users.get_by_username(value)
    with pytest.raises(ConfigError, match=rf"search\.repos .*: q\b.*{why}"):
        github.search.repos(q=value)
    issue = IssueCreate("title")
    issue.additional_properties = {"size": {"of": [0, value]}}
    with pytest.raises(ConfigError, match=rf"issues\.create .*: body(\.size\.of\[1\])?.*{why}"):
        github.issues.create("owner", "repo", body=issue)


@pytest.mark.parametrize(("value", "why"), UNSENDABLE)
def test_no_kind_of_body_or_parameter_lets_them_pass(value: Any, why: str) -> None:
    """JSON, forms, multipart, sequences, headers and cookies."""
    for write in (
        lambda: _body.json({"a": value}),
        lambda: _body.sequence([{"a": value}]),
        lambda: _body.form({"a": value}, {}),
        lambda: _parameters.header({}, "x-a", value),
        lambda: _parameters.cookie({}, "a", value),
        lambda: _parameters.query({}, "a", value, style="deepObject"),
        lambda: _parameters.query({}, "a", value, as_json=True),
        lambda: _parameters.delimited({}, "a", value),
        lambda: _parameters.whole_query(value),
    ):
        with pytest.raises(NotSendable, match=why):
            write()


class Colour(Enum):
    """An enum."""

    RED = "red"


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        (Colour.RED, b'"red"'),
        (datetime.date(2026, 1, 1), b'"2026-01-01"'),
        (UUID(int=1), b'"00000000-0000-0000-0000-000000000001"'),
        ((1, 2), b"[1,2]"),
        ("ü😀", '"ü😀"'.encode()),
        (10**30, b"1" + b"0" * 30),
        (None, b"null"),
        (0.1, b"0.1"),
        (False, b"false"),
    ],
)
def test_what_json_can_say_is_sent(value: Any, sent: bytes) -> None:
    """By its type, as before."""
    assert _body.json(value) == sent


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
        max_leaves=9,
    )
)
def test_json_data_is_always_sendable(value: Any) -> None:
    """Nothing that JSON has is refused."""
    assert encoded("body", value) == value
    assert msgspec.json.decode(_body.json(value)) == value
