"""The header fields that caching depends on, parsed. What cannot be understood is read so that less is reused, never more."""

from __future__ import annotations

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime
from email.utils import formatdate
from functools import lru_cache

from ferrule.call import Response

# A directive and its argument, a token or a quoted string (RFC 9111 §5.2); anything else ends at the next comma.
_DIRECTIVE = re.compile(r'\s*([^\s=,;"]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^,]*)))?\s*[^,]*(?:,|$)')
_DAY = 86_400.0
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


class Fields:
    """The fields of one message as text, and what `Cache-Control` and `Vary` say in them.

    Args:
        message: the message; its fields are sorted by name once for all who ask.

    Attributes:
        directives: its `Cache-Control`.
        varies: its `Vary`, in lower case.
    """

    __slots__ = ("_by_name", "_headers", "directives", "varies")

    def __init__(self, message: Response) -> None:
        self._headers = message.raw_headers
        self._by_name = message.fields
        self.directives = parse_cache_control(self.joined(b"cache-control"))
        self.varies = list_members(self.joined(b"vary"))

    def values(self, name: bytes) -> list[str]:
        """Each value of a field, in order; name in lower case."""
        return [value.decode("latin-1").strip() for value in self._by_name.get(name, ())]

    def joined(self, name: bytes) -> str | None:
        """The field's combined value (RFC 9110 §5.3), None when it is absent."""
        found = self._by_name.get(name)
        if found is None:
            return None
        return (found[0] if len(found) == 1 else b", ".join(found)).decode("latin-1").strip()

    def without(self, dropped: AbstractSet[bytes]) -> list[tuple[bytes, bytes]]:
        """The fields but those of these names. Not to be changed: where none is dropped, it is the message's own list."""
        if dropped.isdisjoint(self._by_name):
            return self._headers
        return [field for field in self._headers if field[0].lower() not in dropped]


@lru_cache(1024)  # an API says the same few things
def parse_cache_control(value: str | None) -> Mapping[str, str | None]:
    """Directives in lower case, with their argument or None. Of one given twice, the first holds (RFC 9111 §4.2.1)."""
    directives: dict[str, str | None] = {}
    if not value:
        return directives
    for match in _DIRECTIVE.finditer(value):
        quoted, token = match[2], match[3]
        directives.setdefault(match[1].lower(), quoted if quoted is not None else token and token.strip())
    return directives


def seconds(directives: Mapping[str, str | None], name: str) -> int | None:
    """A directive's delta-seconds; None when it is absent, 0 when it is not one (RFC 9111 §4.2.1: consider it stale)."""
    if name not in directives:
        return None
    return delta_seconds(directives[name] or "") or 0


@lru_cache(1024)
def delta_seconds(value: str) -> int | None:
    """Non-negative whole seconds (RFC 9111 §1.2.2), None when it is anything else."""
    return min(int(value), _MOST) if _DIGITS.fullmatch(value) and len(value) < 100 else None


def parse_date(value: str, wall: float) -> float | None:
    """Seconds since the epoch of an HTTP-date (RFC 9110 §5.6.7) in any of its three forms; None when it is none.

    Args:
        value: the field value.
        wall: seconds since the epoch now, which the two-digit years of the oldest form are near.
    """
    return _parse_date(value, wall // _DAY) if value else None


@lru_cache(64)  # one date serves all responses of a second
def _parse_date(value: str, today: float) -> float | None:
    if match := _IMF.fullmatch(value):
        day, month, year, *time = match.groups()
    elif match := _RFC850.fullmatch(value):
        day, month, year, *time = match.groups()
        this_year = datetime.fromtimestamp(today * _DAY, UTC).year
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


@lru_cache(1024)
def list_members(value: str | None) -> tuple[str, ...]:
    """Members of a comma-separated list of tokens, in lower case, each once and in order of their names."""
    return tuple(sorted({member for part in (value or "").split(",") if (member := part.strip().lower())}))


def etag_matches(candidates: str, etag: str | None) -> bool:
    """Does `If-None-Match` name this entity tag, by weak comparison (RFC 9110 §8.8.3.2, §13.1.2)?"""
    if candidates.strip() == "*":
        return True
    if etag is None:
        return False
    wanted = etag.removeprefix("W/")
    return any(tag == wanted for tag in re.findall(r'(?:W/)?("[^"]*")', candidates))
