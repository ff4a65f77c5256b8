"""Parsing of what servers say about the next request."""

import math
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ferrule.call import Response
from ferrule.http.fields import Fields
from ferrule.http.retry_after import retry_after, wants_retry
from ferrule.http.waits import Wait, in_words

WALL = datetime(1994, 11, 6, 8, 49, 30, tzinfo=UTC).timestamp()


def fields(*lines: tuple[str, str]) -> Fields:
    """Header fields as policies see them."""
    return Response(200, [(name.encode(), value.encode()) for name, value in lines]).fields


def asked(*lines: tuple[str, str], wall: float = WALL) -> float | None:
    """The seconds alone."""
    wait = retry_after(fields(*lines), wall)
    return None if wait is None else wait.seconds


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
        ({"Retry-After": "1, 1"}, 1.0),
        ({"Retry-After": "Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT"}, 7.0),
    ],
)
def test_it_reads_what_servers_send(headers: dict[str, str], seconds: float) -> None:
    """Seconds, fractions, all three date forms and milliseconds are understood; a date that is over is 0."""
    assert asked(*headers.items()) == pytest.approx(seconds)


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
    assert asked(("Retry-After", value)) is None


@given(st.text() | st.from_regex(r"[A-Z][a-z]{2}, \d+ [A-Z][a-z]{2} \d+ \d+:\d+:\d+ [-+A-Z\d]*", fullmatch=True))
def test_no_value_raises_or_gives_an_impossible_wait(value: str) -> None:
    """Whatever a server sends, the answer is None or a finite number of seconds, not negative."""
    lines = {"retry-after": value.encode(), "retry-after-ms": value.encode(), "date": value.encode()}
    wait = retry_after(Response(200, [(name.encode(), text) for name, text in lines.items()]).fields, WALL)
    assert wait is None or (wait.seconds >= 0 and math.isfinite(wait.seconds))


@given(st.datetimes(datetime(1970, 1, 2), datetime(9998, 1, 1)))  # noqa: DTZ001
def test_dates_survive_the_journey(moment: datetime) -> None:
    """The wait until an HTTP-date is the distance from now, to the second."""
    moment = moment.replace(tzinfo=UTC, microsecond=0)
    assert asked(("Retry-After", format_datetime(moment, usegmt=True)), wall=0.0) == moment.timestamp()


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
    assert wants_retry(fields(*headers.items())) is wanted


NOW = 1_767_225_600.0


@pytest.mark.parametrize("digits", ["1767225607", "1767225607000", "1767225607000000", "1767225607000000000"])
def test_a_number_too_large_for_a_wait_is_a_time_stamp(digits: str) -> None:
    """Seconds, milliseconds, microseconds and nanoseconds since the epoch are told apart by their size."""
    assert retry_after(fields(("Retry-After", digits)), NOW) == Wait(7.0, "Retry-After", moment=True)
    assert retry_after(fields(("retry-after-ms", "1767225607000")), NOW) == Wait(7.0, "retry-after-ms", moment=True)


@pytest.mark.parametrize("ours", [NOW - 3600, NOW, NOW + 3600])
def test_a_moment_is_compared_with_the_clock_of_the_server(ours: float) -> None:
    """A wrong clock of ours makes no wait of two seconds an hour long, nor none of it."""
    date = ("Date", "Thu, 01 Jan 2026 00:00:00 GMT")
    assert asked(("Retry-After", "Thu, 01 Jan 2026 00:00:02 GMT"), date, wall=ours) == 2.0
    assert asked(("Retry-After", "1767225602"), date, wall=ours) == 2.0


def test_a_field_that_came_twice_the_same_is_one() -> None:
    """Gateways repeat what the server said; two that differ are not understood."""
    assert asked(("Retry-After", "1"), ("retry-after", "1")) == 1.0
    assert asked(("Retry-After", "1"), ("Retry-After", "2")) is None
    assert wants_retry(fields(("x-should-retry", "true"), ("x-should-retry", "true"))) is True


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.25, "0.25 s"), (121, "121 s"), (3600, "60 min"), (86_400, "24 h"), (1e7, "116 days"), (1.79e12, "more than")],
)
def test_long_waits_are_told_in_words(seconds: float, words: str) -> None:
    """Nobody can read `1.79e+12 s`."""
    assert in_words(seconds).startswith(words)
