"""Which outcomes deserve another attempt, and the bounds of the waits before it."""

from __future__ import annotations

import pytest

from ferrule.call import Response
from ferrule.errors import CallError, CircuitOpen, ConnectFailed, ReadFailed, TLSFailed
from ferrule.http.waits import Wait
from ferrule.policies.retry_rules import Retry, Verdict, as_asked, backoff, judge, too_long
from worlds import EPOCH, a_response

ONE = Wait(1.0, "Retry-After")


def _lasting() -> TLSFailed:
    """A failure that lasts: a certificate that is not valid, say."""
    failed = TLSFailed("x")
    failed.lasting = True
    return failed


@pytest.mark.parametrize(
    ("outcome", "verdict"),
    [
        (a_response(200), Verdict(False)),
        (a_response(399), Verdict(False)),
        (a_response(400), Verdict(False)),
        (a_response(404, retry_after="1"), Verdict(False, after=ONE)),
        (a_response(501), Verdict(False)),
        (a_response(505), Verdict(False)),
        (a_response(500), Verdict(True, "transient: 500")),
        (a_response(503), Verdict(True, "transient: 503")),
        (a_response(520), Verdict(True, "transient: 520")),
        (a_response(599), Verdict(True, "transient: 599")),
        (a_response(420), Verdict(False)),
        (a_response(429), Verdict(True, "throttled: 429", throttled=True)),
        (a_response(429, retry_after="1"), Verdict(True, "throttled: 429", throttled=True, after=ONE)),
        (a_response(403), Verdict(False, throttled=True)),
        (a_response(403, retry_after="1"), Verdict(True, "throttled: 403", throttled=True, after=ONE)),
        (a_response(413, retry_after="1"), Verdict(True, "throttled: 413", throttled=True, after=ONE)),
        (a_response(414, retry_after="1"), Verdict(False, after=ONE)),
        (a_response(403, retry_after="0"), Verdict(False, throttled=True, after=Wait(0.0, "Retry-After"))),
        (a_response(403, retry_after="0.5"), Verdict(True, "throttled: 403", throttled=True, after=Wait(0.5, "Retry-After"))),
        (a_response(400, x_should_retry="true"), Verdict(True, "the server asked for it: 400", settled=True)),
        (a_response(503, x_should_retry="false"), Verdict(False, "the server asked not to", settled=True)),
        (ConnectFailed("x"), Verdict(True, "transient: ConnectFailed")),
        (ReadFailed("x"), Verdict(True, "transient: ReadFailed")),
        (_lasting(), Verdict(False, "it would meet the same")),
        (CircuitOpen("x"), Verdict(False, settled=True)),
    ],
    ids=str,
)  # fmt: skip
def test_what_may_pass_by_itself(outcome: Response | CallError, verdict: Verdict) -> None:
    """By status, by what the server says besides, or by the error; a no of the server's or Ferrule's own is final."""
    assert judge(outcome, Retry(), EPOCH, None) == verdict


def test_a_status_that_nobody_knows_counts_as_500() -> None:
    """So it does not where that is not retried."""
    settings = Retry(statuses=frozenset({503}))
    assert [judge(a_response(status), settings, EPOCH, None).again for status in (500, 503, 520)] == [
        False,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("throttled", "after", "asked"),
    [(True, Wait(0.5, "f"), True), (True, Wait(0.0, "f"), False), (True, None, False), (False, Wait(5.0, "f"), False)],
)
def test_a_server_that_names_a_wait_asks_to_slow_down(throttled: bool, after: Wait | None, asked: bool) -> None:
    """One that fails, or names none, does not."""
    assert Verdict(True, throttled=throttled, after=after).asked_to_slow_down is asked


@pytest.mark.parametrize(
    ("attempt", "random", "seconds"),
    [(1, 1.0, 0.5), (1, 0.5, 0.25), (2, 1.0, 1.0), (4, 1.0, 4.0), (5, 1.0, 7.0), (10_000, 1.0, 7.0), (3, 0.0, 0.0)],
)
def test_waits_double_up_to_their_cap(attempt: int, random: float, seconds: float) -> None:
    """At random below that."""
    assert backoff(attempt, 0.5, 7.0, random) == seconds


@pytest.mark.parametrize(
    ("wanted", "left", "random", "seconds"),
    [
        (Wait(10.0, "f"), 100.0, 1.0, 10.0),
        (Wait(10.0, "f", moment=True), 100.0, 0.0, 10.0),
        (Wait(10.0, "f", moment=True), 100.0, 0.5, 10.5),
        (Wait(50.0, "f", moment=True), 100.0, 1.0, 55.0),
        (Wait(10.0, "f", moment=True), 11.0, 1.0, 10.5),
        (Wait(10.0, "f", moment=True), 9.0, 1.0, 10.0),
    ],
)
def test_who_was_told_a_moment_comes_back_after_it(wanted: Wait, left: float, random: float, seconds: float) -> None:
    """A little, as others know it, too; that alone uses up at most half of the time left."""
    assert as_asked(wanted, left, random) == seconds


@pytest.mark.parametrize(
    ("wait", "wanted", "left", "why"),
    [
        (5.0, None, 6.0, ""),
        (5.0, None, 5.0, "a wait of 5 s would pass the deadline, 5 s away"),
        (120.0, Wait(120.0, "f"), 1000.0, ""),
        (121.0, Wait(121.0, "f"), 1000.0, "the server asks to wait 121 s (f), longer than retry_after_cap (120 s)"),
    ],
)
def test_a_wait_that_is_not_worth_it_says_why(wait: float, wanted: Wait | None, left: float, why: str) -> None:
    """It would outlive the deadline, or is longer than the server may ask for."""
    assert too_long(wait, wanted, left, Retry()) == why
