"""What is kept of a response, why one is not kept, and for how long it is fresh."""

from __future__ import annotations

from typing import Any

import pytest

from ferrule.cache.entry import Entry
from ferrule.cache.response_fields import ResponseFields
from ferrule.cache.rules import Request, Rules
from ferrule.cache.storing import hindrance, make_entry
from ferrule.call import Response
from worlds import EPOCH, a_response

DATE = "Thu, 01 Jan 2026 00:00:00 GMT"  # EPOCH
MINUTE = "Thu, 01 Jan 2026 00:01:00 GMT"
BEFORE = "Wed, 31 Dec 2025 23:50:00 GMT"


def made(
    response: Response,
    request: Request | None = None,
    rules: Rules | None = None,
    stored: Entry | None = None,
    asked: float = EPOCH,
) -> Entry | None:
    """What is stored for a response that came at EPOCH."""
    return make_entry(
        request or Request(headers={}), response, ResponseFields(response), rules or Rules(),
        request_time=asked, response_time=EPOCH, stored=stored,
    )  # fmt: skip


def kept(response: Response, **more: Any) -> Entry:
    """The same, where something is."""
    entry = made(response, **more)
    assert entry is not None
    return entry


@pytest.mark.parametrize(
    ("status", "control", "request_", "rules", "why"),
    [
        (103, "max-age=9", {}, {}, "a 103 is no whole response"),
        (304, "max-age=9", {}, {}, "a 304 is no whole response"),
        (206, "max-age=9", {}, {}, "it is a part, and a repeat of the request may not get the same"),
        (200, "max-age=9", {"headers": {"cache-control": "no-store"}}, {}, "the request says no-store"),
        (200, "no-store", {}, {}, "the response says no-store"),
        (200, "private", {}, {"shared": True}, "the response says private"),
        (200, "max-age=9", {"authorized": True}, {"shared": True}, "the request is authorized (§3.5)"),
        (299, "", {}, {}, "a 299 is not reused unless it says so"),
        (299, "s-maxage=9", {}, {}, "a 299 is not reused unless it says so"),
        (299, "s-maxage=9", {}, {"shared": True}, ""),
        (299, "private", {}, {}, ""),
        (299, "public", {}, {}, ""),
    ],
)
def test_why_a_response_is_not_stored(
    status: int, control: str, request_: dict[str, Any], rules: dict[str, Any], why: str
) -> None:
    """In words, for the trace; empty for one that may be."""
    fields = ResponseFields(a_response(status, cache_control=control))
    assert hindrance(Request(**{"headers": {}, **request_}), status, fields, Rules(**rules)) == why


@pytest.mark.parametrize(
    ("vary", "authorized", "why"),
    [
        ("*", False, "it varies by more than the request"),
        ("accept, *", False, "it varies by more than the request"),
        ("Accept, Origin", True, ""),
        ("Accept, X-Tenant", True, "it varies, perhaps by a credential that is not known here"),
        ("Accept, X-Tenant", False, ""),
    ],
)
def test_what_it_varies_by_may_forbid_to_share_it(vary: str, authorized: bool, why: str) -> None:
    """A header that is not known to be harmless may be a credential."""
    fields = ResponseFields(a_response(200, vary=vary, cache_control="public"))
    assert hindrance(Request(headers={}, authorized=authorized), 200, fields, Rules(shared=True)) == why


def test_a_response_that_expires_is_stored_whatever_its_status() -> None:
    """`Expires` is as explicit as `max-age`."""
    fields = ResponseFields(a_response(299, expires=MINUTE))
    assert hindrance(Request(headers={}), 299, fields, Rules()) == ""


@pytest.mark.parametrize(
    ("status", "headers", "request_", "rules", "lifetime"),
    [
        (200, {"cache_control": "max-age=60"}, {"ttl": 5.0}, {}, 5.0),
        (201, {"cache_control": "max-age=60"}, {"ttl": 5.0}, {}, 60.0),
        (404, {"cache_control": "max-age=60"}, {"ttl": 5.0}, {}, 60.0),
        (200, {}, {"silent_ttl": 7.0}, {}, 7.0),
        (200, {"cache_control": "max-age=60"}, {"silent_ttl": 7.0}, {}, 60.0),
        (404, {}, {"silent_ttl": 7.0}, {}, 0.0),
        (404, {}, {}, {"negative": 3.0}, 3.0),
        (410, {}, {}, {"negative": 3.0}, 3.0),
        (405, {}, {}, {"negative": 3.0}, 0.0),
        (200, {"expires": MINUTE, "date": BEFORE}, {}, {}, 660.0),
        (200, {"expires": BEFORE, "date": DATE}, {}, {}, 0.0),
        (200, {"expires": "0"}, {}, {}, 0.0),
        (200, {"expires": "0", "last_modified": BEFORE}, {}, {"heuristic": 0.1}, 0.0),
        (200, {"last_modified": BEFORE, "date": MINUTE}, {}, {"heuristic": 0.1}, 66.0),
        (200, {"last_modified": MINUTE, "date": DATE}, {}, {"heuristic": 0.1}, 0.0),
        (200, {"last_modified": BEFORE}, {"authorized": True}, {"heuristic": 0.1}, 0.0),
        (299, {"last_modified": BEFORE}, {}, {"heuristic": 0.1}, 0.0),
        (299, {"last_modified": BEFORE, "cache_control": "public"}, {}, {"heuristic": 0.1}, 60.0),
        (200, {"last_modified": "yesterday"}, {}, {"heuristic": 0.1}, 0.0),
    ],
)
def test_for_how_long_it_is_fresh(
    status: int, headers: dict[str, str], request_: dict[str, Any], rules: dict[str, Any], lifetime: float
) -> None:
    """What the user set for a 200, what the response says, what is set where it says nothing, what may be guessed."""
    response = a_response(status, b"x", etag='"a"', **headers)
    entry = kept(response, request=Request(**{"headers": {}, **request_}), rules=Rules(**rules))
    assert entry.lifetime == lifetime


def test_two_ends_are_none() -> None:
    """Values of `Expires` that differ cannot both hold."""
    response = Response(200, [(b"expires", MINUTE.encode()), (b"expires", DATE.encode()), (b"etag", b'"a"')])
    assert kept(response).lifetime == 0.0
    response.raw_headers[1] = (b"expires", MINUTE.encode())
    assert kept(Response(200, response.raw_headers)).lifetime == 60.0


def test_a_lifetime_that_the_user_set_wins_over_no_cache() -> None:
    """For a 200, which it is meant for."""
    for status, ttl, validates in ((200, 5.0, False), (200, None, True), (201, 5.0, True)):
        response = a_response(status, b"x", cache_control="no-cache, max-age=9")
        assert kept(response, request=Request(headers={}, ttl=ttl)).always_validate is validates


@pytest.mark.parametrize(
    ("control", "shared", "never"),
    [
        ("must-revalidate", False, True),
        ("must-revalidate", True, True),
        ("proxy-revalidate", False, False),
        ("proxy-revalidate", True, True),
        ("s-maxage=9", False, False),
        ("s-maxage=9", True, True),
        ("max-age=9", True, False),
    ],
)
def test_what_is_never_served_stale(control: str, shared: bool, never: bool) -> None:
    """Some is said to shared caches alone (§4.2.4)."""
    response = a_response(200, b"x", cache_control=control, etag='"a"')
    assert kept(response, rules=Rules(shared=shared)).never_stale is never


@pytest.mark.parametrize(
    ("control", "while_revalidate", "if_error"),
    [
        ("max-age=9", 20.0, 30.0),
        ("max-age=9, stale-while-revalidate=5", 5.0, 30.0),
        ("max-age=9, stale-if-error=5", 20.0, 5.0),
        ("max-age=9, stale-while-revalidate=0, stale-if-error=0", 0.0, 0.0),
        ("max-age=9, stale-while-revalidate=x, stale-if-error=", 0.0, 0.0),
        ("max-age=9, immutable", 20.0, 30.0),
    ],
)
def test_how_long_it_may_be_served_stale(control: str, while_revalidate: float, if_error: float) -> None:
    """As it says, otherwise as is set; what cannot be read is none at all."""
    rules = Rules(stale_while_revalidate=20.0, stale_if_error=30.0)
    entry = kept(a_response(200, b"x", cache_control=control), rules=rules)
    assert (entry.while_revalidate, entry.if_error) == (while_revalidate, if_error)
    assert entry.immutable is ("immutable" in control)


@pytest.mark.parametrize(
    ("headers", "public"),
    [
        ({"cache_control": "public, max-age=9"}, True),
        ({"cache_control": "max-age=9"}, False),
        ({"cache_control": "public, max-age=9", "set_cookie": "a=1"}, False),
        ({"cache_control": "public, max-age=9", "vary": "Authorization"}, False),
        ({"cache_control": "public, max-age=9", "vary": "Cookie, Accept"}, False),
        ({"cache_control": "public, max-age=9", "vary": "Accept"}, True),
    ],
)
def test_what_every_identity_may_read(headers: dict[str, str], public: bool) -> None:
    """It says so, sets no cookie, and does not vary by a credential."""
    assert kept(a_response(200, b"x", **headers)).public is public


@pytest.mark.parametrize(("status", "names"), [(200, ["accept"]), (206, ["accept", "range"]), (207, ["accept"])])
def test_a_part_is_for_requests_for_that_part(status: int, names: list[str]) -> None:
    """So the range selects it, besides what it varies by."""
    response = a_response(status, b"x", cache_control="max-age=9", vary="Accept")
    entry = kept(response, request=Request(headers={"range": "bytes=0-0", "accept": "text/plain"}))
    assert [name for name, _ in entry.vary] == names


def test_what_belongs_to_a_connection_is_not_kept() -> None:
    """Nor what `Connection` names, an age, or another cache's word."""
    response = a_response(
        200, b"x", cache_control="max-age=9", connection="close, X-Hop", x_hop="1", keep_alive="5", age="3",
        cache_status="other; hit", content_encoding="gzip", content_length="1", x_kept="1",
    )  # fmt: skip
    names = [name for name, _ in kept(response).headers]
    assert names == [b"cache-control", b"content-encoding", b"content-length", b"x-kept"]


def test_a_304_renews_the_fields_of_what_is_stored_and_not_its_body() -> None:
    """Fields that describe the body stay (§3.2); those of the 304 take the place of their like."""
    stored = kept(
        a_response(200, b"body", cache_control="max-age=9", etag='"a"', x_old="1", content_length="4", content_md5="x"),
        request=Request(headers={}, tags=("t",), url="https://api.shop.test/a"),
    )
    confirmed = a_response(
        304, b"", cache_control="max-age=60", etag='"a"', X_Old="2", content_length="0", content_md5="y",
        content_encoding="gzip", age="5",
    )  # fmt: skip
    renewed = kept(confirmed, stored=stored, asked=EPOCH - 1)
    assert (renewed.status, renewed.content, renewed.lifetime, renewed.etag) == (200, b"body", 60.0, '"a"')
    assert (renewed.born, renewed.asked) == (EPOCH - 6, EPOCH - 1)
    assert sorted((name.lower(), value) for name, value in renewed.headers) == [
        (b"cache-control", b"max-age=60"), (b"content-length", b"4"), (b"content-md5", b"x"), (b"etag", b'"a"'),
        (b"x-old", b"2"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("control", "more", "stored"),
    [
        ("max-age=0", {}, False),
        ("max-age=1", {}, True),
        ("max-age=0, stale-if-error=1", {}, True),
        ("max-age=0, stale-while-revalidate=1", {}, True),
        ("max-age=0", {"etag": '"a"'}, True),
        ("max-age=0", {"last_modified": DATE}, True),
        ("max-age=5", {"age": "5"}, False),
        ("max-age=5", {"age": "4"}, True),
    ],
)
def test_what_could_never_be_used_is_not_kept(control: str, more: dict[str, str], stored: bool) -> None:
    """Neither fresh, nor of stale use, nor worth a validation."""
    assert (made(a_response(200, b"x", cache_control=control, **more)) is not None) is stored
