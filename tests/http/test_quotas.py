"""What servers say about their quotas, understood or ignored."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ferrule.call import Response
from ferrule.http.quotas import QuotaHeaders, Report

WALL = 1_767_225_600.0


def _fields(raw_headers: list[tuple[bytes, bytes]]) -> Mapping[bytes, list[bytes]]:
    """Header fields as policies see them."""
    return Response(200, raw_headers).fields


def read(headers: dict[str, str], **fact: str) -> list[Report]:
    """Read by the fact, or without one; without the field and the kind of the reset."""
    return without_field(QuotaHeaders(fact or None).read(_of(headers), WALL))


def _of(headers: dict[str, str]) -> Mapping[bytes, list[bytes]]:
    return _fields([(k.encode(), v.encode()) for k, v in headers.items()])


def without_field(reports: list[Report]) -> list[Report]:
    """Reports without the field and the kind of the reset."""
    return [report._replace(field="", moment=False) for report in reports]


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"RateLimit": '"default";r=50;t=30'}, [Report("default", 50, 30)]),
        (
            {"ratelimit-policy": '"burst";q=100;w=60,"day";q=1000;w=86400', "RateLimit": '"burst";r=0;t=9,"day";r=7'},
            [Report("burst", 0, 9, 100, 60), Report("day", 7, 86400, 1000, 86400)],
        ),
        ({"RateLimit-Limit": "10", "RateLimit-Remaining": "3", "RateLimit-Reset": "7"}, [Report("", 3, 7, 10)]),
        ({"X-RateLimit-Remaining": "3", "X-RateLimit-Reset": "7"}, [Report("", 3, 7)]),
        ({"X-RateLimit-Remaining": "3", "X-RateLimit-Reset": str(int(WALL) + 7)}, [Report("", 3, 7)]),
        ({"X-RateLimit-Remaining": "3", "X-RateLimit-Reset": str(int(WALL) - 7)}, [Report("", 3, 0)]),
        (
            {"X-RateLimit-Remaining": "3", "X-RateLimit-Reset": "5", "X-RateLimit-Resource": "search"},
            [Report("search", 3, 5)],
        ),
    ],
)
def test_quotas_are_read(headers: dict[str, str], expected: list[Report]) -> None:
    """The draft's fields and the older ones; a reset is told apart from a duration by its size."""
    assert read(headers) == expected


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"RateLimit": ""},
        {"RateLimit": '"default"'},
        {"RateLimit": '"default";r=-1;t=30'},
        {"RateLimit": '"default";r=1.5;t=30'},
        {"RateLimit": '"default";r=50;t=soon'},
        {"RateLimit": '"default";r=0;t=30, "other";r=x'},
        {"RateLimit": "limit=100, remaining=0, reset=5"},
        {"RateLimit": '"default";r=0;t=30,'},
        {"RateLimit": '"bytes";r=0;t=30', "RateLimit-Policy": '"bytes";q=9;w=60;qu="content-bytes"'},
        {"RateLimit-Policy": '"default";q=100;w=60'},
        {"X-RateLimit-Remaining": "-1", "X-RateLimit-Reset": "7"},
        {"X-RateLimit-Remaining": "٣", "X-RateLimit-Reset": "7"},
        {"X-RateLimit-Remaining": "1, 2", "X-RateLimit-Reset": "7, 8"},
        {"X-RateLimit-Remaining": "0"},
    ],
)
def test_malformed_or_partial_fields_are_ignored(headers: dict[str, str]) -> None:
    """What cannot be understood limits nothing, and neither does a quota that is not counted in requests."""
    assert read(headers) == []


def test_a_name_is_a_name_and_no_hint() -> None:
    """A policy's name decides nothing: only its parameters do."""
    assert read({"RateLimit": '"w=1;r=0";r=5;t=2'}) == [Report("w=1;r=0", 5, 2)]


def test_several_lines_are_one_list() -> None:
    """Fields may be spread over header lines."""
    lines = [(b"RateLimit", b'"a";r=1;t=2'), (b"ratelimit", b'"b";r=3;t=4')]
    assert without_field(QuotaHeaders().read(_fields(lines), WALL)) == [Report("a", 1, 2), Report("b", 3, 4)]


def test_the_overlay_names_the_headers_and_the_kind() -> None:
    """The fact says that a small number is a time stamp; a large one is one whatever it says."""
    names = {"limit": "X-Quota", "remaining": "X-Left", "reset": "X-Again"}
    told = {"x-left": "0", "x-again": str(int(WALL) + 7), "x-quota": "5"}
    assert read(told, **names, **{"reset-kind": "delta"}) == [Report("", 0, 7, 5)]
    assert read(told | {"x-again": "90"}, **names, **{"reset-kind": "epoch"}) == [Report("", 0, 0, 5)]
    assert read(told | {"x-again": "90"}, **names) == [Report("", 0, 90, 5)]


@pytest.mark.parametrize("unit", [1, 1_000, 1_000_000, 1_000_000_000])
@pytest.mark.parametrize(
    ("left", "reset"),
    [("X-RateLimit-Remaining", "X-RateLimit-Reset"), ("RateLimit-Remaining", "RateLimit-Reset")],
)
def test_a_reset_is_read_by_its_size(unit: int, left: str, reset: str) -> None:
    """Time stamps in seconds, ms, µs and ns are the same moment; the report says who named it, and that it is one."""
    stamp = str((int(WALL) + 7) * unit)
    assert QuotaHeaders().read(_of({left: "0", reset: stamp}), WALL) == [Report("", 0, 7, field=reset, moment=True)]


def test_a_time_stamp_in_the_drafts_field_is_one() -> None:
    """The draft knows waits alone, and some servers send stamps all the same."""
    (report,) = QuotaHeaders().read(_of({"RateLimit": f'"q";r=0;t={int(WALL) + 7}'}), WALL)
    assert report == Report("q", 0, 7, field="RateLimit", moment=True)


def test_fields_that_came_twice_the_same_are_one() -> None:
    """Gateways repeat what the server said; two that differ are not understood."""
    lines = [(b"x-ratelimit-remaining", b"3"), (b"X-RateLimit-Reset", b"7")]
    assert without_field(QuotaHeaders().read(_fields(lines * 2), WALL)) == [Report("", 3, 7)]
    assert QuotaHeaders().read(_fields([*lines, (b"x-ratelimit-remaining", b"4")]), WALL) == []


def test_moments_are_compared_with_the_servers_clock() -> None:
    """A client whose clock is an hour slow does not wait an hour longer: the Date header says what time it is there."""
    there = int(WALL) + 3600
    headers = {
        "date": "Thu, 01 Jan 2026 01:00:00 GMT",
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": str(there + 20),
    }
    assert read(headers) == [Report("", 0, 20)]


@given(st.dictionaries(st.sampled_from(["RateLimit", "RateLimit-Policy", "X-RateLimit-Remaining", "X-RateLimit-Reset", "Date"]), st.binary(max_size=60)))  # fmt: skip
def test_no_header_can_break_a_call(headers: dict[str, bytes]) -> None:
    """Whatever bytes come, reading never raises, and what is understood is finite and not negative."""
    for report in QuotaHeaders().read(_fields([(k.encode(), v) for k, v in headers.items()]), WALL):
        assert 0 <= report.left < 1e19
        assert 0 <= report.reset < 1e11


@given(st.text("abcdefghij", min_size=1), st.integers(0, 10**12), st.integers(0, 10**9 - 1))
def test_what_is_written_by_the_draft_is_read(name: str, left: int, reset: int) -> None:
    """Any well-formed member gives exactly its report."""
    assert read({"RateLimit": f'"{name}";r={left};t={reset};x="y"'}) == [Report(name, left, reset)]
