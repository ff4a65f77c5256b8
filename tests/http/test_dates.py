"""HTTP-dates, in all their forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ferrule.http.dates import parse_date
from worlds import EPOCH

DATE = "Thu, 01 Jan 2026 00:00:00 GMT"  # EPOCH


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (DATE, EPOCH),
        ("Thursday, 01-Jan-26 00:00:00 GMT", EPOCH),
        ("Thu Jan  1 00:00:00 2026", EPOCH),
        ("Thursday, 01-Jan-70 00:00:00 GMT", 3_155_760_000.0),
        ("Friday, 01-Jan-99 00:00:00 GMT", 915_148_800.0),
        ("thu, 01 JAN 2026 00:00:00 gmt", EPOCH),
        ("Thu, 01 Jan 2026 00:00:60 GMT", EPOCH + 59),
        ("Thu, 01 Jan 2026 00:00:61 GMT", None),
        ("Thu, 01 Jan 2026 00:00:00 UTC", None),
        ("Thu, 01 Jan 2026 00:00:00 +0000", None),
        ("Thu, 01 Jan 2026 00:00:00", None),
        ("Thu, ٠١ Jan 2026 00:00:00 GMT", None),
        (" Thu, 01 Jan 2026 00:00:00 GMT", None),
        ("Thu, 32 Jan 2026 00:00:00 GMT", None),
        ("0", None),
        ("", None),
    ],
)
def test_dates(value: str, seconds: float | None) -> None:
    """All three forms of HTTP-date are read, two-digit years near now; anything else is no date."""
    assert parse_date(value, EPOCH) == seconds


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (DATE, EPOCH),
        ("Thu, 01 Jan 2026 00:00:00", EPOCH),
        ("Thu, 01 Jan 2026 00:00:00 utc", EPOCH),
        ("Thu, 01 Jan 2026 00:00:00 +0130", EPOCH - 5_400),
        ("Thursday, 01-Jan-26 00:00:00 -0200", EPOCH + 7_200),
        ("Thu Jan  1 00:00:00 2026", EPOCH),
        ("Thu, 01 Jan 2026 00:00:00 AEST", None),
        ("Thu, 01 Jan 2026 00:00:00 +1", None),
    ],
)
def test_lenient_dates(value: str, seconds: float | None) -> None:
    """Other zones are read where that is asked for, as far as they cannot be mistaken."""
    assert parse_date(value, EPOCH, lenient=True) == seconds


@given(st.text(max_size=40), st.booleans())
def test_any_date_can_be_read(value: str, lenient: bool) -> None:
    """No value raises."""
    parse_date(value, EPOCH, lenient=lenient)
