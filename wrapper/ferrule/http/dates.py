"""Dates in header fields (RFC 9110 §5.6.7)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache

_DAY = 86_400.0
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})"
_TIME = r"(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2})"
_ZONE = r"(?: (?P<zone>[a-z]+|[+-][0-9]{4}))?"
# Case does not count: caches, which depend on dates most, are to ignore it (RFC 9111 §4.2).
_FORMS = [
    re.compile(form, re.IGNORECASE | re.ASCII)
    for form in (
        rf"[a-z]{{3}}, (?P<day>[0-9]{{2}}) {_MONTH} (?P<year>[0-9]{{4}}) {_TIME}{_ZONE}",  # IMF-fixdate
        rf"[a-z]{{6,9}}, (?P<day>[0-9]{{2}})-{_MONTH}-(?P<year>[0-9]{{2}}) {_TIME}{_ZONE}",  # as in RFC 850
        rf"[a-z]{{3}} {_MONTH} (?P<day>[ 0-9][0-9]) {_TIME} (?P<year>[0-9]{{4}})(?P<zone>)",  # as from asctime, in GMT
    )
]


def parse_date(value: str, wall: float, *, lenient: bool = False) -> float | None:
    """Seconds since the epoch of an HTTP-date in any of its three forms; None when it is none.

    Args:
        value: the field value.
        wall: seconds since the epoch now, which the two-digit years of the second form are near.
        lenient: also read dates that HTTP does not allow but nobody can mistake: with `UTC`, an offset (`+0200`), or no
            zone at all, which means GMT.
    """
    return _parse_date(value, wall // _DAY, lenient) if value else None


@lru_cache(64)  # one date serves all responses of a second
def _parse_date(value: str, today: float, lenient: bool) -> float | None:
    match = next((match for form in _FORMS if (match := form.fullmatch(value))), None)
    offset = None if match is None else _offset(match["zone"], lenient)
    if match is None or offset is None:
        return None
    year, second = int(match["year"]), int(match["second"])
    if len(match["year"]) == 2:
        this_year = datetime.fromtimestamp(today * _DAY, UTC).year
        year += this_year - this_year % 100
        year -= 100 if year > this_year + 50 else 0  # more than 50 years ahead means the past
    try:
        date = datetime(
            year, _MONTHS.index(match["month"].lower()) + 1, int(match["day"]), int(match["hour"]),
            int(match["minute"]), 59 if second == 60 else second, tzinfo=UTC,
        )  # fmt: skip
    except ValueError:
        return None
    return date.timestamp() - offset


def _offset(zone: str | None, lenient: bool) -> float | None:
    """Seconds east of GMT; None when the zone makes it no HTTP-date."""
    if zone is not None and zone.lower() in ("", "gmt"):
        return 0.0
    if not lenient:
        return None
    if zone is None or zone.lower() == "utc":
        return 0.0
    if zone[0] not in "+-":
        return None
    seconds = int(zone[1:3]) * 3600.0 + int(zone[3:]) * 60.0
    return -seconds if zone[0] == "-" else seconds
