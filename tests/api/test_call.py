"""What travels through the pipeline."""

from __future__ import annotations

import math

import attrs
import pytest

from ferrule.call import Call, Operation, Options, Response, Trace
from ferrule.call.limit import Unlimited


def test_a_changed_copy_keeps_all_else() -> None:
    """`replace` changes what it is told to, leaves the original alone, and shares the trace."""
    call = Call(
        Operation("acme", "get", "get", "GET", "/"), "GET", "https://a.test/", {"a": "b"}, {"json": 1}, Options(),
        "https://a.test", "me", Trace(), 7.0, Unlimited(), 2, True, lambda response, mismatches: None,
    )  # fmt: skip
    assert call.destination == "https://a.test"
    assert call.resend.possible
    before = attrs.asdict(call, recurse=False)
    copy = call.replace(attempt=3, url="https://b.test/")
    assert attrs.asdict(copy, recurse=False) == {**before, "attempt": 3, "url": "https://b.test/", "_destination": ""}
    assert copy.trace is call.trace
    assert attrs.asdict(call, recurse=False) == before
    assert all(before[field.name] != field.default for field in attrs.fields(Call)), (
        "a field at its default proves nothing"
    )


def test_fields_are_found_by_lower_case_name_in_order() -> None:
    """Policies see each value of a field, whatever the case of its name."""
    response = Response(200, [(b"Vary", b"a"), (b"ETag", b'"x"'), (b"vary", b"b")])
    assert response.fields == {b"vary": [b"a", b"b"], b"etag": [b'"x"']}
    assert response.fields is response.fields


@pytest.mark.parametrize(
    ("content", "value"),
    [
        (b'"\\ud83d"', "\ud83d"),
        (b"[1e400]", [float("inf")]),
        (b'\xef\xbb\xbf{"a": 1}', {"a": 1}),
        (b"-Infinity", float("-inf")),
    ],
)
def test_json_that_strict_decoders_lose_is_read(content: bytes, value: object) -> None:
    """As httpx reads it (RFC 8259 §8.1, §8.2)."""
    assert Response(200, [], content).json() == value
    assert math.isnan(Response(200, [], b"NaN").json())


@pytest.mark.parametrize("content", [b"", b"{", b"nan", b"'a'", b"[" * 100_000, b'"\xff"'])
def test_what_is_no_json_is_a_value_error(content: bytes) -> None:
    """However deep, and in whatever coding."""
    with pytest.raises(ValueError):
        Response(200, [], content).json()
