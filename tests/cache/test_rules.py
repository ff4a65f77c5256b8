"""The rules of RFC 9111 as decisions, by example and by property."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ferrule.cache.entry import Entry
from ferrule.cache.response_fields import ResponseFields
from ferrule.cache.rules import (
    Decision,
    Request,
    Rules,
    Use,
    agrees,
    answers_get,
    conditions,
    decide,
    invalidated,
    not_modified,
    serves_on_error,
    still_holds,
)
from ferrule.cache.storing import hindrance, make_entry
from ferrule.call import Response
from ferrule.http.cache_fields import parse_cache_control
from worlds import EPOCH, a_response

DATE = "Thu, 01 Jan 2026 00:00:00 GMT"  # EPOCH


def entry(
    request: Request | None = None, rules: Rules | None = None, came: float = EPOCH, **headers: str
) -> Entry | None:
    """What is stored for a 200 with these headers that came at `came`."""
    response = a_response(200, b"x", **headers)
    fields = ResponseFields(response)
    return make_entry(
        request or Request(headers={}), response, fields, rules or Rules(), request_time=came, response_time=came
    )


@pytest.mark.parametrize(
    ("headers", "rules", "lifetime"),
    [
        ({"cache_control": "max-age=60", "expires": DATE, "date": DATE}, {}, 60),
        ({"expires": "Thu, 01 Jan 2026 00:01:00 GMT", "date": DATE}, {}, 60),
        ({"expires": "Thu, 01 Jan 2026 00:01:00 GMT"}, {}, 60),
        ({"expires": "0", "etag": '"a"'}, {}, 0),
        ({"cache_control": "max-age=x", "expires": "Thu, 01 Jan 2026 00:01:00 GMT", "etag": '"a"'}, {}, 0),
        ({"cache_control": "max-age=1, s-maxage=60"}, {}, 1),
        ({"cache_control": "max-age=1, s-maxage=60"}, {"shared": True}, 60),
        ({"last_modified": "Wed, 31 Dec 2025 23:50:00 GMT"}, {"heuristic": 0.1}, 60),
        ({"last_modified": "Wed, 31 Dec 2025 23:50:00 GMT"}, {}, 0),
        ({"expires": "thu, 01 jan 2026 00:01:00 gmt", "date": DATE}, {}, 60),
        ({"cache_control": "max-age=99999999999999"}, {}, 2**31),
    ],
)
def test_lifetimes(headers: dict[str, str], rules: dict[str, Any], lifetime: float) -> None:
    """Freshness lifetime by the order of RFC 9111 §4.2.1; what cannot be read is stale."""
    made = entry(rules=Rules(**rules), **headers)
    assert made is not None
    assert made.lifetime == lifetime


@pytest.mark.parametrize(
    ("headers", "asked", "age"),
    [
        ({}, EPOCH, 0),
        ({"age": "30"}, EPOCH, 30),
        ({"age": "30"}, EPOCH - 5, 35),
        ({"age": "30, 0"}, EPOCH, 30),
        ({"age": "0,30"}, EPOCH, 0),
        ({"age": "a"}, EPOCH, 0),
        ({"age": "-30"}, EPOCH, 0),
        ({"age": "30.0"}, EPOCH, 0),
        ({"age": "x, 30"}, EPOCH - 5, 5),
        ({"age": "99999999999999", "etag": '"a"'}, EPOCH, 2**31),
        ({"date": "Wed, 31 Dec 2025 23:59:00 GMT"}, EPOCH, 60),
        ({"date": "Wed, 31 Dec 2025 23:59:00 GMT", "age": "90"}, EPOCH, 90),
        ({"date": "Thu, 01 Jan 2026 01:00:00 GMT"}, EPOCH, 0),
        ({}, EPOCH + 5, 0),
        ({"age": "30"}, EPOCH + 5, 30),
    ],
)
def test_ages(headers: dict[str, str], asked: float, age: float) -> None:
    """The initial age takes the larger of what the date and the Age with the delay say (§4.2.3).

    Of several values the first counts, and what is no number of seconds is ignored (§5.1).
    """
    response = a_response(200, b"x", cache_control="max-age=600", **headers)
    made = make_entry(
        Request(headers={}), response, ResponseFields(response), Rules(), request_time=asked, response_time=EPOCH
    )
    assert made is not None
    assert made.born == EPOCH - age


@pytest.mark.parametrize(
    ("control", "request_headers", "age", "use"),
    [
        ("max-age=60", {}, 59, Use.SERVE),
        ("max-age=60", {}, 60, Use.FORWARD),
        ("max-age=60, no-cache", {}, 0, Use.FORWARD),
        ("max-age=60", {"cache-control": "no-cache"}, 0, Use.FORWARD),
        ("max-age=60", {"pragma": "no-cache"}, 0, Use.FORWARD),
        ("max-age=60", {"pragma": "no-cache", "cache-control": "max-stale"}, 0, Use.SERVE),
        ("max-age=60", {"cache-control": "max-age=10"}, 9, Use.SERVE),
        ("max-age=60", {"cache-control": "max-age=10"}, 10, Use.FORWARD),
        ("max-age=60", {"cache-control": "min-fresh=10"}, 49, Use.SERVE),
        ("max-age=60", {"cache-control": "min-fresh=10"}, 50, Use.SERVE),
        ("max-age=60", {"cache-control": "min-fresh=10"}, 51, Use.FORWARD),
        ("max-age=60", {"cache-control": "min-fresh=65"}, -10, Use.FORWARD),
        ("max-age=60", {"cache-control": "max-stale=0"}, 60, Use.SERVE),
        ("max-age=60", {"cache-control": "max-stale=10"}, 70, Use.SERVE),
        ("max-age=60", {"cache-control": "max-stale=10"}, 71, Use.FORWARD),
        ("max-age=60", {"cache-control": "max-stale"}, 9999, Use.SERVE),
        ("max-age=60, must-revalidate", {"cache-control": "max-stale"}, 61, Use.FORWARD),
        ("max-age=60, immutable", {"cache-control": "max-age=0"}, 59, Use.SERVE),
        ("max-age=60, immutable", {"cache-control": "max-age=0"}, 61, Use.FORWARD),
        ("max-age=60, immutable", {"cache-control": "max-age=10"}, 30, Use.FORWARD),
        ("max-age=60, immutable", {"cache-control": "min-fresh=40"}, 30, Use.FORWARD),
        ("max-age=60, immutable", {"cache-control": "no-cache"}, 1, Use.FORWARD),
        ("max-age=60", {"cache-control": "only-if-cached"}, 61, Use.REFUSE),
        ("max-age=60, stale-while-revalidate=10", {}, 69, Use.REFRESH),
        ("max-age=60, stale-while-revalidate=10", {}, 70, Use.FORWARD),
        ("max-age=60, stale-while-revalidate=10, no-cache", {}, 65, Use.FORWARD),
        ("max-age=60", {"if-match": '"a"'}, 0, Use.FORWARD),
        ("max-age=60", {"range": "bytes=5-"}, 0, Use.FORWARD),
    ],
)
def test_decisions(control: str, request_headers: dict[str, str], age: float, use: Use) -> None:
    """What is done with a stored response of some age."""
    stored = entry(cache_control=control, etag='"a"')
    decision = decide(stored, Request(headers=request_headers), EPOCH + age)
    assert decision.use is use
    assert decision.use is not Use.FORWARD or decision.forward


@pytest.mark.parametrize(
    ("headers", "forward", "conditional"),
    [
        ({}, "stale", True),
        ({"if-none-match": '"b"'}, "request", False),
        ({"if-modified-since": DATE}, "request", False),
        ({"range": "bytes=0-0"}, "request", False),
    ],
)
def test_a_callers_own_conditions_are_left_to_the_server(
    headers: dict[str, str], forward: str, conditional: bool
) -> None:
    """What the server answers to them is for the caller, so nothing is added, and `Cache-Status` says why."""
    decision = decide(entry(cache_control="max-age=60", etag='"a"'), Request(headers=headers), EPOCH + 61)
    assert (decision.use, decision.forward, decision.conditional) == (Use.FORWARD, forward, conditional)


@pytest.mark.parametrize(
    ("mode", "headers", "entry_", "variants", "decision"),
    [
        ("default", {}, False, False, Decision(Use.FORWARD, "uri-miss", "nothing is stored")),
        ("default", {}, False, True, Decision(Use.FORWARD, "vary-miss", "stored responses are for other request headers")),
        ("default", {"cache-control": "only-if-cached"}, False, False, Decision(Use.REFUSE, "", "nothing is stored")),
        ("only-if-cached", {}, False, False, Decision(Use.REFUSE, "", "nothing is stored")),
        ("reload", {}, True, False, Decision(Use.FORWARD, "request", "the call asked for a reload")),
        ("force", {"cache-control": "no-cache"}, True, False, Decision(Use.SERVE, "", "the call takes any stored response")),
        ("default", {}, True, False, Decision(Use.SERVE)),
    ],
)  # fmt: skip
def test_what_is_done_says_why(
    mode: str, headers: dict[str, str], entry_: bool, variants: bool, decision: Decision
) -> None:
    """In words, and as `Cache-Status` has it."""
    stored = entry(cache_control="max-age=60") if entry_ else None
    assert decide(stored, Request(headers=headers, mode=mode), EPOCH, variants=variants) == decision


@pytest.mark.parametrize(
    ("stored", "answer", "holds"),
    [
        ({"etag": '"a"'}, {"etag": '"a"'}, True),
        ({"etag": '"a"'}, {"etag": 'W/"a"'}, True),
        ({"etag": 'W/"a"'}, {"etag": '"a"'}, True),
        ({"etag": '"a"'}, {"etag": '"b"'}, False),
        ({"etag": '"a"'}, {}, True),
        ({"last_modified": DATE}, {"etag": '"a"'}, False),
        ({"last_modified": DATE}, {"last_modified": DATE}, True),
        ({"last_modified": DATE}, {"last_modified": "Thu, 01 Jan 2026 00:00:01 GMT"}, False),
        ({"etag": '"a"', "last_modified": DATE}, {"etag": '"a"', "last_modified": "else"}, True),
        ({"etag": '"a"'}, {"last_modified": DATE}, False),
    ],
)
def test_a_304_is_about_what_has_its_validators(stored: dict[str, str], answer: dict[str, str], holds: bool) -> None:
    """Tags before dates; one that names none answers those that were sent (§4.3.4)."""
    made = entry(cache_control="max-age=60", **stored)
    assert made is not None
    assert still_holds(made, a_response(304, **answer)) is holds
    expected = {"if-none-match": stored.get("etag"), "if-modified-since": stored.get("last_modified")}
    assert conditions(made) == {name: value for name, value in expected.items() if value}


@pytest.mark.parametrize(
    ("given", "same"),
    [
        ({}, True),
        ({"etag": '"a"', "content_length": "1", "last_modified": DATE}, True),
        ({"etag": '"b"', "content_length": "1"}, False),
        ({"etag": '"a"', "content_length": "2"}, False),
        ({"last_modified": "else"}, False),
        ({"x_more": "1"}, True),
    ],
)
def test_a_head_agrees_with_what_it_does_not_contradict(given: dict[str, str], same: bool) -> None:
    """In tag, date and length (§4.3.5)."""
    made = entry(cache_control="max-age=60", etag='"a"', last_modified=DATE, content_length="1")
    assert made is not None
    assert agrees(made, a_response(200, **given)) is same


@pytest.mark.parametrize(
    ("headers", "answer"),
    [
        ({"if-none-match": '"a"'}, True),
        ({"if-none-match": 'W/"a", "x"'}, True),
        ({"if-none-match": '"b"'}, False),
        ({"if-none-match": '"b"', "if-modified-since": DATE}, False),
        ({"if-modified-since": "no date"}, False),
        ({}, False),
    ],
)
def test_a_callers_own_condition_is_answered_by_tag_before_date(headers: dict[str, str], answer: bool) -> None:
    """Where it has both, the date is not looked at (RFC 9110 §13.1.3)."""
    made = entry(cache_control="max-age=60", etag='"a"', last_modified=DATE)
    assert made is not None
    assert not_modified(made, headers, EPOCH) is answer


@pytest.mark.parametrize(
    ("control", "wish", "late", "serves"),
    [
        ("max-age=60, stale-if-error=10", "", 9, True),
        ("max-age=60", "stale-if-error=10", 9, True),
        ("max-age=60", "stale-if-error=10", 10, False),
        ("max-age=60, stale-if-error=10", "stale-if-error=20", 15, True),
        ("max-age=60, stale-if-error=20", "stale-if-error=10", 15, True),
        ("max-age=60", "", 0, False),
        ("max-age=60, stale-if-error=10, must-revalidate", "", 1, False),
        ("max-age=60, stale-if-error=10, no-cache", "", 1, False),
        ("max-age=60, stale-if-error=10", "no-cache", 1, False),
    ],
)
def test_request_and_response_may_allow_to_stand_in_for_an_error(
    control: str, wish: str, late: int, serves: bool
) -> None:
    """Whichever is longer; a word against stale responses wins."""
    made = entry(cache_control=control, etag='"a"')
    assert made is not None
    request = Request(headers={"cache-control": wish} if wish else {})
    assert serves_on_error(made, request, EPOCH + 60 + late) is serves


@pytest.mark.parametrize(
    ("status", "headers", "answers"),
    [
        (200, {"cache_control": "max-age=9", "content_location": "/a"}, True),
        (200, {"cache_control": "s-maxage=9", "content_location": "https://api.shop.test/a"}, True),
        (200, {"expires": DATE, "content_location": "/a"}, True),
        (200, {"cache_control": "public", "content_location": "/a"}, False),
        (201, {"cache_control": "max-age=9", "content_location": "/a"}, False),
        (200, {"cache_control": "max-age=9"}, False),
        (200, {"cache_control": "max-age=9", "content_location": "/b"}, False),
        (200, {"cache_control": "max-age=9", "content_location": "https://evil.test/a"}, False),
    ],
)
def test_when_the_answer_to_a_post_is_what_a_get_would_bring(
    status: int, headers: dict[str, str], answers: bool
) -> None:
    """It says so by its location, and for how long (RFC 9110 §9.3.3)."""
    assert answers_get("https://api.shop.test/a", a_response(status, **headers)) is answers


@pytest.mark.parametrize(("age", "serves"), [(69, True), (70, False)])
def test_a_stale_response_stands_in_for_an_error_for_so_long(age: float, serves: bool) -> None:
    """For less than the seconds that it says (RFC 5861 §4)."""
    stored = entry(cache_control="max-age=60, stale-if-error=10", etag='"a"')
    assert stored is not None
    assert serves_on_error(stored, Request(headers={}), EPOCH + age) is serves


@pytest.mark.parametrize(("status", "drops"), [(199, False), (200, True), (399, True), (400, False)])
def test_only_calls_that_succeeded_invalidate(status: int, drops: bool) -> None:
    """An error says that nothing was changed (§4.4)."""
    assert invalidated("https://api.shop.test/a", a_response(status)) == (
        {"https://api.shop.test/a"} if drops else set()
    )


@pytest.mark.parametrize(
    ("status", "stored"), [(200, True), (404, True), (414, True), (501, True), (415, False), (418, False), (299, False)]
)
def test_what_must_be_understood_is_stored_where_it_is(status: int, stored: bool) -> None:
    """Also where it says `no-store` besides, which is for those who do not (RFC 9111 §5.2.2.3)."""
    for control, said in (
        ("max-age=60, must-understand", f"{status} is not understood"),
        ("max-age=60, must-understand, no-store", "the response says no-store"),
    ):
        fields = ResponseFields(a_response(status, cache_control=control))
        assert hindrance(Request(headers={}), status, fields, Rules()) == ("" if stored else said)


def test_only_some_statuses_are_reused_without_being_told() -> None:
    """Those of RFC 9110 §15.1, but for parts."""
    silent = [
        one
        for one in range(200, 600)
        if hindrance(Request(headers={}), one, ResponseFields(a_response(one)), Rules()) == ""
    ]
    assert silent == [200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501]


def test_fields_count_for_the_size_of_an_entry() -> None:
    """As much as they have characters, at least."""
    small, large = (Entry(200, [(b"x", b"a" * size)], b"", "HTTP/1.1", (), EPOCH, 1.0) for size in (1, 1001))
    assert large.size() >= small.size() + 1000


@pytest.mark.parametrize("lines", [("/b", "/b"), ("/b, /b",), ("/b",)])
def test_a_location_that_is_said_twice_is_one(lines: tuple[str, ...]) -> None:
    """On two lines, or on one where a proxy has joined them."""
    answer = Response(201, [(b"Location", line.encode()) for line in lines])
    assert invalidated("https://api.shop.test/a", answer) == {"https://api.shop.test/a", "https://api.shop.test/b"}
    posted = Response(
        200, [(b"Cache-Control", b"max-age=9"), *((b"Content-Location", line.encode()) for line in lines)]
    )
    assert answers_get("https://api.shop.test/b", posted)


def test_a_comma_may_belong_to_a_location() -> None:
    """Parts that differ are one reference."""
    answer = Response(201, [(b"Location", b"/b,c")])
    assert invalidated("https://api.shop.test/a", answer) == {"https://api.shop.test/a", "https://api.shop.test/b,c"}


@pytest.mark.parametrize(("since", "unchanged"), [(DATE, True), ("Wed, 31 Dec 2025 23:59:59 GMT", False)])
def test_what_was_not_changed_since_its_date_is_unchanged(since: str, unchanged: bool) -> None:
    """The very second of the modification counts (RFC 9110 §13.1.3)."""
    stored = entry(cache_control="max-age=60", last_modified=DATE)
    assert stored is not None
    assert not_modified(stored, {"if-modified-since": since}, EPOCH) is unchanged


def test_what_is_of_no_use_is_not_stored() -> None:
    """Neither fresh, nor of stale use, nor worth a validation."""
    assert entry(cache_control="max-age=0") is None
    assert entry(cache_control="max-age=0, stale-if-error=1") is not None


def test_an_absence_that_says_nothing_is_guessed_as_anything_else() -> None:
    """`negative` is for those only where it is set."""
    response = a_response(404, b"", last_modified="Wed, 31 Dec 2025 23:50:00 GMT")
    for rules, lifetime in ((Rules(heuristic=0.1), 60), (Rules(heuristic=0.1, negative=5), 5)):
        made = make_entry(
            Request(headers={}), response, ResponseFields(response), rules, request_time=EPOCH, response_time=EPOCH
        )
        assert made is not None
        assert made.lifetime == lifetime


@pytest.mark.parametrize(
    ("request_", "rules", "status", "control", "stored"),
    [
        ({}, {}, 200, "", True),
        ({}, {}, 200, "private", True),
        ({}, {"shared": True}, 200, "private", False),
        ({"authorized": True}, {}, 200, "max-age=1", True),
        ({"authorized": True}, {"shared": True}, 200, "max-age=1", False),
        ({"authorized": True}, {"shared": True}, 200, "max-age=1, public", True),
        ({"authorized": True}, {"shared": True}, 200, "s-maxage=1", True),
        ({"authorized": True}, {"shared": True}, 200, "max-age=1, must-revalidate", True),
        ({"headers": {"cache-control": "no-store"}}, {}, 200, "max-age=1", False),
        ({}, {}, 200, "no-store", False),
        ({}, {}, 200, "no-store, must-understand", True),
        ({}, {}, 299, "max-age=1, must-understand", False),
        ({}, {}, 299, "max-age=1", True),
        ({}, {}, 299, "", False),
        ({}, {}, 103, "max-age=1", False),
        ({}, {}, 199, "max-age=1", False),
        ({}, {}, 304, "max-age=1", False),
        ({}, {}, 500, "", False),
        ({"ttl": 5.0}, {}, 201, "", False),
        ({}, {}, 404, "", True),
        ({}, {}, 206, "max-age=1", False),
        ({"headers": {"range": "bytes=0-4"}}, {}, 206, "max-age=1", True),
        ({"headers": {"range": "bytes=0-4"}}, {}, 206, "", False),
        ({"headers": {"range": "bytes=0-4", "if-range": '"a"'}}, {}, 206, "max-age=1", False),
    ],
)
def test_what_may_be_stored(
    request_: dict[str, Any], rules: dict[str, Any], status: int, control: str, stored: bool
) -> None:
    """RFC 9111 §3 and §3.5, by example."""
    response = a_response(status, **({"cache_control": control} if control else {}))
    request = Request(**{"headers": {}, **request_})
    assert (hindrance(request, status, ResponseFields(response), Rules(**rules)) == "") is stored


CONTROLS = st.lists(
    st.sampled_from([
        "max-age=0", "max-age=10", "max-age=100", "no-cache", "must-revalidate", "private", "public", "immutable",
        "stale-while-revalidate=50", "stale-if-error=50", "s-maxage=5", "proxy-revalidate", "no-store",
    ]),
    max_size=4,
).map(", ".join)  # fmt: skip
WISHES = st.lists(
    st.sampled_from(
        ["max-age=5", "max-stale", "max-stale=20", "min-fresh=5", "no-cache", "only-if-cached", "stale-if-error=99"]
    ),
    max_size=3,
).map(", ".join)


@given(
    control=CONTROLS, wishes=WISHES, age=st.integers(0, 200), shared=st.booleans(),
    defaults=st.sampled_from([0.0, 40.0]), etag=st.sampled_from(["", '"a"']),
)  # fmt: skip
def test_invariants(control: str, wishes: str, age: int, shared: bool, defaults: float, etag: str) -> None:
    """Whatever response, request, age and settings meet: the promises of the RFCs hold."""
    rules = Rules(shared=shared, stale_while_revalidate=defaults, stale_if_error=defaults)
    request = Request(headers={"cache-control": wishes} if wishes else {})
    response = Response(200, [(b"cache-control", control.encode()), *([(b"etag", etag.encode())] if etag else [])])
    said = parse_cache_control(control)
    if "no-store" in said or (shared and "private" in said):
        assert hindrance(request, 200, ResponseFields(response), rules)
        return
    stored = make_entry(request, response, ResponseFields(response), rules, request_time=EPOCH, response_time=EPOCH)
    if stored is None:
        return
    wall = EPOCH + age
    decision, fresh = decide(stored, request, wall), stored.lifetime > age
    served = decision.use in (Use.SERVE, Use.REFRESH)
    if "no-cache" in said or "no-cache" in request.directives:
        assert not served
    if "must-revalidate" in said and not fresh:
        assert not served
        assert not serves_on_error(stored, request, wall)
    if not fresh and decision.use is Use.SERVE:
        assert "max-stale" in request.directives
    if decision.use is Use.REFRESH:
        assert 0 <= age - stored.lifetime < stored.while_revalidate
    if "only-if-cached" in request.directives:
        assert decision.use is not Use.FORWARD
    if decision.conditional:
        assert stored.has_validator
    assert served or decision.why
