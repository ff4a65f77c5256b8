"""Parts of stored responses (RFC 9110 §14, RFC 9111 §3.3): which one a request wants, and the 206 that answers it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs

from ferrule.http.fields import Fields

if TYPE_CHECKING:
    from ferrule.cache.entry import Entry

_ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
_CONTENT_RANGE = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18}|\*)")


@attrs.frozen
class _Held:
    """Which bytes a stored response holds.

    Attributes:
        first: position of its first byte.
        size: bytes of the whole, as written in `Content-Range`.
        to_end: what is held ends where the whole ends.
    """

    first: int
    size: str
    to_end: bool


def _held(entry: Entry) -> _Held | None:
    """None when it cannot be told: several parts in one body, or an encoded body, as stored bodies are decoded."""
    fields = Fields(entry.as_received())
    if fields.joined(b"content-encoding") not in (None, "", "identity"):
        return None
    if entry.status == 200:
        return _Held(0, str(len(entry.content)), to_end=True)
    match = _CONTENT_RANGE.fullmatch(fields.joined(b"content-range") or "") if entry.status == 206 else None
    return match and _Held(int(match[1]), match[3], to_end=match[3] == str(int(match[2]) + 1))


def part_of(entry: Entry, headers: Mapping[str, str]) -> tuple[int, int] | None:
    """First and last byte that a request with `Range` wants, None when the stored response cannot give them.

    Several ranges, conditions on them and anything unsatisfiable are the server's.
    """
    match = _ONE_RANGE.fullmatch(headers.get("range", "").replace(" ", ""))
    if match is None or "if-range" in headers or (held := _held(entry)) is None:
        return None
    stop, (first, last) = held.first + len(entry.content), match.groups()
    if not (held.to_end or (first and last)):
        return None  # it wants the end, which is not here
    start = int(first) if first else max(0, stop - int(last or 0))
    end = int(last) if first and last else stop - 1
    if held.to_end:
        end = min(end, stop - 1)
    return (start, end) if held.first <= start <= end < stop else None


def as_asked(entry: Entry, headers: Mapping[str, str]) -> Entry:
    """The part that a request with `Range` wants, as a 206 (RFC 9110 §15.3.7); all of the response for others."""
    if "range" not in headers or (part := part_of(entry, headers)) is None:
        return entry
    start, end = part
    held = _held(entry)
    if held is None or (entry.status == 206 and end - start + 1 == len(entry.content)):
        return entry  # it is that part
    fields = [field for field in entry.headers if field[0].lower() not in (b"content-length", b"content-range")]
    fields.append((b"content-range", b"bytes %d-%d/%s" % (start, end, held.size.encode())))
    return attrs.evolve(
        entry, status=206, headers=fields, content=entry.content[start - held.first : end - held.first + 1]
    )
