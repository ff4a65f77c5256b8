"""The states of a call that is sent on, stepped by hand. `test_policy.py` drives the same through whole policies."""

from __future__ import annotations

import math
from typing import Any

import pytest

from ferrule.cache.entry import Entry
from ferrule.cache.forwarding import (
    Forward,
    ForwardAgain,
    Outcome,
    Relay,
    RelayNotModified,
    ServeStale,
    ServeValidated,
    after_error,
    after_response,
    plan,
)
from ferrule.cache.response_fields import ResponseFields
from ferrule.cache.rules import Decision, Request, Rules, Use, decide
from ferrule.cache.storing import make_entry
from ferrule.call import Response
from worlds import EPOCH, a_response

LATER = EPOCH + 10  # when what is stored is stale
STALE = "max-age=1, stale-if-error=60"


def stored(control: str = "max-age=1", etag: str = '"a"', request: Request | None = None) -> Entry:
    """What is stored since EPOCH."""
    response = a_response(200, b"v1", cache_control=control, etag=etag)
    request = request or Request(headers={})
    made = make_entry(request, response, ResponseFields(response), Rules(), request_time=EPOCH, response_time=EPOCH)
    assert made is not None
    return made


def sent(entry: Entry | None, method: str = "GET", last: float = math.inf, **request: Any) -> Forward:
    """A call that is forwarded at LATER."""
    made = Request(headers=request.pop("headers", {}), **request)
    decision = decide(entry, made, LATER)
    assert decision.use is Use.FORWARD
    return plan(method, made, entry, decision, LATER, last)


def then(state: Forward, response: Response, *, redirected: bool = False, **rules: Any) -> Outcome | ForwardAgain:
    """What follows a response that comes at once."""
    return after_response(state, response, Rules(**rules), LATER, LATER, redirected)


def test_a_miss_is_relayed_and_stored() -> None:
    """Without anything stored, the call goes as it is, and its response is stored."""
    state = sent(None)
    assert state.added_fields() == {}
    outcome = then(state, a_response(200, b"v1", cache_control="max-age=60"))
    assert isinstance(outcome, Relay)
    assert outcome.update is not None
    assert outcome.update.entry is not None
    assert (outcome.update.entry.content, outcome.update.replaced, outcome.not_stored) == (b"v1", None, "")


@pytest.mark.parametrize(
    ("response", "rules", "redirected", "why"),
    [
        (a_response(200, b"v1", cache_control="no-store"), {}, False, "the response says no-store"),
        (a_response(200, b"v1"), {}, False, "it is not fresh and has no validator"),
        (
            a_response(200, b"v1", etag='"a"'),
            {"largest_body": 1},
            False,
            "its body is longer than largest_body (1 bytes)",
        ),
        (a_response(200, b"v1", etag='"a"'), {}, True, "it was reached through redirects"),
    ],
)
def test_what_is_not_stored_says_why(response: Response, rules: dict[str, Any], redirected: bool, why: str) -> None:
    """A response that may not be stored, or never be reused, is relayed with the reason."""
    outcome = then(sent(None), response, redirected=redirected, **rules)
    assert outcome == Relay(response, None, why)


@pytest.mark.parametrize(("status", "drops"), [(200, True), (404, True), (206, False), (304, False), (503, False)])
def test_what_is_out_of_date_is_dropped(status: int, drops: bool) -> None:
    """A response that is not stored shows what is stored to be out of date, unless it is a part, an error or a 304."""
    entry = stored()
    state = sent(entry, headers={"cache-control": "no-store", "if-none-match": '"z"'})
    outcome = then(state, a_response(status, etag='"b"', cache_control="no-store"))
    assert isinstance(outcome, Relay)
    if drops:
        assert outcome.update is not None
        assert (outcome.update.entry, outcome.update.replaced) == (None, entry)
    else:
        assert outcome.update is None


def test_a_304_validates_what_is_stored() -> None:
    """The call asks whether the stored response holds; when it does, it is served with its fields updated."""
    entry = stored()
    state = sent(entry)
    assert state.added_fields() == {"if-none-match": '"a"'}
    outcome = then(state, a_response(304, etag='"a"', cache_control="max-age=60"))
    assert isinstance(outcome, ServeValidated)
    assert (outcome.entry.content, outcome.entry.lifetime) == (b"v1", 60)
    assert (outcome.update.entry, outcome.update.replaced) == (outcome.entry, entry)


def test_a_304_to_the_callers_own_condition_is_relayed() -> None:
    """The caller's condition goes as it is; its 304 is the caller's, and updates what is stored as well."""
    entry = stored()
    state = sent(entry, headers={"if-none-match": '"a"'})
    assert state.added_fields() == {}
    response = a_response(304, etag='"a"', cache_control="max-age=60")
    outcome = then(state, response)
    assert isinstance(outcome, RelayNotModified)
    assert outcome.response is response
    assert (outcome.update.entry is not None, outcome.update.replaced) == (True, entry)


def test_a_304_about_something_else_sends_the_call_again() -> None:
    """The second time there is nothing to validate, nothing to serve instead, and a 304 is a response like others."""
    outcome = then(sent(stored(STALE)), a_response(304, etag='"b"'))
    assert isinstance(outcome, ForwardAgain)
    again = outcome.forward
    assert (again.entry, again.stand_in, again.added_fields()) == (None, None, {})
    assert isinstance(then(again, a_response(304, etag='"b"')), Relay)
    assert isinstance(then(again, a_response(503)), Relay)


@pytest.mark.parametrize(
    ("control", "method", "request_", "stands_in"),
    [
        (STALE, "GET", {}, True),
        ("max-age=1", "GET", {}, False),
        ("max-age=1, stale-if-error=5", "GET", {}, False),
        ("max-age=1", "GET", {"headers": {"cache-control": "stale-if-error=60"}}, True),
        (STALE, "GET", {"headers": {"cache-control": "no-cache"}}, False),
        (STALE, "GET", {"mode": "reload"}, False),
        (STALE, "HEAD", {}, False),
        (f"{STALE}, must-revalidate", "GET", {}, False),
    ],
)
def test_a_stored_response_stands_in_for_errors(
    control: str, method: str, request_: dict[str, Any], stands_in: bool
) -> None:
    """A stale response within `stale-if-error` is served instead of an error, unless the caller wanted the truth."""
    entry = stored(control)
    state = sent(entry, method, **request_)
    expected = ServeStale(entry, 503, "503") if stands_in else None
    outcome = then(state, a_response(503))
    assert outcome == expected if stands_in else isinstance(outcome, Relay)
    assert after_error(state, "ReadFailed", LATER) == (ServeStale(entry, None, "ReadFailed") if stands_in else None)
    assert after_error(state, "ReadFailed", LATER + 60) is None


@pytest.mark.parametrize(("last", "served"), [(EPOCH + 60.9, True), (EPOCH + 61, False), (math.inf, False)])
def test_a_stored_response_is_kept_for_the_deadline(last: float, served: bool) -> None:
    """It is served just before the deadline when it may still stand in at that moment."""
    entry = stored(STALE)
    assert sent(entry, last=last).at_deadline == (entry if served else None)


def test_a_head_only_compares() -> None:
    """A HEAD is sent without conditions; an answer that disagrees with what is stored drops it, and is not stored."""
    entry = stored()
    state = sent(entry, "HEAD")
    assert state.added_fields() == {}
    assert then(state, same := a_response(200, etag='"a"')) == Relay(same, None)
    outcome = then(state, a_response(200, etag='"b"', cache_control="max-age=60"))
    assert isinstance(outcome, Relay)
    assert outcome.update is not None
    assert (outcome.update.entry, outcome.update.replaced, outcome.not_stored) == (None, entry, "")


def test_a_reload_says_so() -> None:
    """`reload` asks every cache on the way for the truth, unless the caller says something of its own."""
    assert sent(None, mode="reload").added_fields() == {"cache-control": "no-cache"}
    assert sent(None, mode="reload", headers={"cache-control": "max-age=0"}).added_fields() == {}


def test_a_part_stays_beside_the_whole() -> None:
    """A 206 does not replace the stale whole, which can still be validated."""
    entry = stored()
    state = Forward("GET", Request(headers={"range": "bytes=0-1"}), entry, Decision(Use.FORWARD))
    outcome = then(state, a_response(206, b"v1", cache_control="max-age=60"))
    assert isinstance(outcome, Relay)
    assert outcome.update is not None
    assert (outcome.update.entry is not None, outcome.update.replaced) == (True, None)
