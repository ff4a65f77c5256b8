"""Parsing of what servers say about the next request."""

import math
from datetime import UTC, datetime
from email.utils import format_datetime

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ferrule.http.retry_after import retry_after, wants_retry

WALL = datetime(1994, 11, 6, 8, 49, 30, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "120"}, 120.0),
        ({"Retry-After": " 3 "}, 3.0),
        ({"Retry-After": "1.5"}, 1.5),
        ({"Retry-After": "0"}, 0.0),
        ({"Retry-After": "Sun, 06 Nov 1994 08:49:37 GMT"}, 7.0),
        ({"Retry-After": "Sunday, 06-Nov-94 08:49:37 GMT"}, 7.0),
        ({"Retry-After": "Sun Nov  6 08:49:37 1994"}, 7.0),
        ({"Retry-After": "Sun, 06 Nov 1994 08:49:37"}, 7.0),
        ({"Retry-After": "Sun, 06 Nov 1994 10:49:37 +0200"}, 7.0),
        ({"Retry-After": "Sun, 06 Nov 1994 08:00:00 GMT"}, 0.0),
        ({"retry-after-ms": "250"}, 0.25),
        ({"x-ms-retry-after-ms": "250", "Retry-After": "1"}, 0.25),
        ({"retry-after-ms": "soon", "Retry-After": "1"}, 1.0),
    ],
)
def test_it_reads_what_servers_send(headers: dict[str, str], seconds: float) -> None:
    """Seconds, fractions, all three date forms and milliseconds are understood; a date that is over is 0."""
    assert retry_after(httpx.Headers(headers), WALL) == pytest.approx(seconds)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "soon",
        "-5",
        "+5",
        "1e3",
        "nan",
        "inf",
        "1_000",
        "٣",
        "5s",
        "5, 10",
        "9" * 400,
        "Sun, 99 Nov 1994 08:49:37 GMT",
    ],
)
def test_it_ignores_what_it_cannot_understand(value: str) -> None:
    """Anything else is as if the server had said nothing; only ASCII digits are a number."""
    assert retry_after({"retry-after": value}, WALL) is None


@given(st.text() | st.from_regex(r"[A-Z][a-z]{2}, \d+ [A-Z][a-z]{2} \d+ \d+:\d+:\d+ [-+A-Z\d]*", fullmatch=True))
def test_no_value_raises_or_gives_an_impossible_wait(value: str) -> None:
    """Whatever a server sends, the answer is None or a finite number of seconds, not negative."""
    seconds = retry_after({"retry-after": value, "retry-after-ms": value}, WALL)
    assert seconds is None or (seconds >= 0 and math.isfinite(seconds))


@given(st.datetimes(datetime(1970, 1, 2), datetime(9998, 1, 1)))  # noqa: DTZ001
def test_dates_survive_the_journey(moment: datetime) -> None:
    """The wait until an HTTP-date is the distance from now, to the second."""
    moment = moment.replace(tzinfo=UTC, microsecond=0)
    assert retry_after({"retry-after": format_datetime(moment, usegmt=True)}, 0.0) == moment.timestamp()


@pytest.mark.parametrize(
    ("headers", "wanted"),
    [
        ({"X-Should-Retry": "true"}, True),
        ({"X-Should-Retry": "False"}, False),
        ({"Stripe-Should-Retry": "false"}, False),
        ({"X-Should-Retry": "perhaps", "Stripe-Should-Retry": "true"}, True),
        ({}, None),
    ],
)
def test_it_reads_the_servers_own_wish(headers: dict[str, str], wanted: bool | None) -> None:
    """`x-should-retry` and `stripe-should-retry` are understood; other values are as if it were silent."""
    assert wants_retry(httpx.Headers(headers)) is wanted
