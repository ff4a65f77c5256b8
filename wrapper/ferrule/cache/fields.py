"""The header fields that caching depends on, parsed. What cannot be understood is read so that less is reused, never more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from email.utils import formatdate

Headers = Iterable[tuple[bytes, bytes]]

# A directive and its argument, a token or a quoted string (RFC 9111 §5.2); anything else ends at the next comma.
_DIRECTIVE = re.compile(r'\s*([^\s=,;"]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^,]*)))?\s*[^,]*(?:,|$)')
_DIGITS = re.compile(r"[0-9]+")
_MOST = 2**31  # what a delta-seconds too large to represent becomes (RFC 9111 §1.2.2)
_MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
_IMF = re.compile(r"\w{3}, (\d\d) (\w{3}) (\d{4}) (\d\d):(\d\d):(\d\d) GMT")
_RFC850 = re.compile(r"\w{6,9}, (\d\d)-(\w{3})-(\d\d) (\d\d):(\d\d):(\d\d) GMT")
_ASCTIME = re.compile(r"\w{3} (\w{3}) ([ \d]\d) (\d\d):(\d\d):(\d\d) (\d{4})")


def values(headers: Headers, name: bytes) -> list[str]:
    """Each value of a field, in order; name in lower case."""
    return [value.decode("latin-1").strip() for key, value in headers if key.lower() == name]


def joined(headers: Headers, name: bytes) -> str | None:
    """The field's combined value (RFC 9110 §5.3), None when it is absent."""
    found = values(headers, name)
    return ", ".join(found) if found else None


def parse_cache_control(value: str | None) -> dict[str, str | None]:
    """Directives in lower case, with their argument or None. Of one given twice, the first holds (RFC 9111 §4.2.1)."""
    directives: dict[str, str | None] = {}
    for match in _DIRECTIVE.finditer(value or ""):
        quoted, token = match[2], match[3]
        directives.setdefault(match[1].lower(), quoted if quoted is not None else token and token.strip())
    return directives


def seconds(directives: Mapping[str, str | None], name: str) -> int | None:
    """A directive's delta-seconds; None when it is absent, 0 when it is not one (RFC 9111 §4.2.1: consider it stale)."""
    if name not in directives:
        return None
    return delta_seconds(directives[name] or "") or 0


def delta_seconds(value: str) -> int | None:
    """Non-negative whole seconds (RFC 9111 §1.2.2), None when it is anything else."""
    return min(int(value), _MOST) if _DIGITS.fullmatch(value) and len(value) < 100 else None


def parse_date(value: str, wall: float) -> float | None:
    """Seconds since the epoch of an HTTP-date (RFC 9110 §5.6.7) in any of its three forms; None when it is none.

    Args:
        value: the field value.
        wall: seconds since the epoch now, which the two-digit years of the oldest form are near.
    """
    if match := _IMF.fullmatch(value):
        day, month, year, *time = match.groups()
    elif match := _RFC850.fullmatch(value):
        day, month, year, *time = match.groups()
        this_year = datetime.fromtimestamp(wall, UTC).year
        full = this_year - this_year % 100 + int(year)
        year = str(full - 100 if full > this_year + 50 else full)  # more than 50 years ahead means the past
    elif match := _ASCTIME.fullmatch(value):
        month, day, *time, year = match.groups()
    else:
        return None
    hour, minute, second = (int(part) for part in time)
    try:
        date = datetime(int(year), _MONTHS[month.lower()], int(day), hour, minute, min(second, 59), tzinfo=UTC)
    except (ValueError, KeyError):
        return None
    return date.timestamp()


def format_date(wall: float) -> str:
    """An HTTP-date."""
    return formatdate(wall, usegmt=True)


def list_members(value: str | None) -> list[str]:
    """Members of a comma-separated list of tokens, in lower case."""
    return [member for part in (value or "").split(",") if (member := part.strip().lower())]


def etag_matches(candidates: str, etag: str | None) -> bool:
    """Does `If-None-Match` name this entity tag, by weak comparison (RFC 9110 §8.8.3.2, §13.1.2)?"""
    if candidates.strip() == "*":
        return True
    if etag is None:
        return False
    wanted = etag.removeprefix("W/")
    return any(tag == wanted for tag in re.findall(r'(?:W/)?("[^"]*")', candidates))
