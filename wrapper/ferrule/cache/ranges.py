"""Parts of stored responses (RFC 9110 §14, RFC 9111 §3.3): which one a request wants, and the 206 that answers it."""

from __future__ import annotations

import re
from collections.abc import Mapping

import attrs

from ferrule.cache.entry import Entry
from ferrule.cache.response_fields import ResponseFields

_ONE_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")
_CONTENT_RANGE = re.compile(r"bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18}|\*)")


@attrs.frozen
class Part:
    """Some bytes of the whole that a URL stands for.

    Attributes:
        first: position of the first byte in the whole.
        last: position of the last byte in the whole.
        offset: position of the first byte in the stored body.
        size: bytes of the whole, as written in `Content-Range`.
    """

    first: int
    last: int
    offset: int
    size: str


def part_of(entry: Entry, headers: Mapping[str, str]) -> Part | None:
    """The part that a request with `Range` wants, None when the stored response does not have all of it.

    Several ranges, conditions on them and anything unsatisfiable are left to the server.
    """
    match = _ONE_RANGE.fullmatch(headers.get("range", "").replace(" ", ""))
    if match is None or "if-range" in headers or (extent := _extent(entry)) is None:
        return None
    begin, size, to_end = extent
    stop, (first, last) = begin + len(entry.content), match.groups()
    if not (to_end or (first and last)):
        return None  # it wants the end, which is not here
    start = int(first) if first else max(0, stop - int(last or 0))
    end = int(last) if first and last else stop - 1
    if to_end:
        end = min(end, stop - 1)
    return Part(start, end, start - begin, size) if begin <= start <= end < stop else None


def as_wanted(entry: Entry, headers: Mapping[str, str]) -> Entry:
    """The part that a request with `Range` wants, as a 206 (RFC 9110 §15.3.7); all of the response for others."""
    if "range" not in headers or (part := part_of(entry, headers)) is None:
        return entry
    length = part.last - part.first + 1
    if entry.status == 206 and length == len(entry.content):
        return entry  # it is that part
    fields = [field for field in entry.headers if field[0].lower() not in (b"content-length", b"content-range")]
    fields.append((b"content-range", b"bytes %d-%d/%s" % (part.first, part.last, part.size.encode())))
    return attrs.evolve(entry, status=206, headers=fields, content=entry.content[part.offset : part.offset + length])


def _extent(entry: Entry) -> tuple[int, str, bool] | None:
    """Where in the whole a stored body begins, the size of the whole as written, and whether they end together.

    None when it cannot be told: several parts in one body, or an encoded body, as stored bodies are decoded.
    """
    fields = ResponseFields(entry.as_received())
    if fields.joined(b"content-encoding") not in (None, "", "identity"):
        return None
    if entry.status == 200:
        return 0, str(len(entry.content)), True
    match = _CONTENT_RANGE.fullmatch(fields.joined(b"content-range") or "") if entry.status == 206 else None
    return match and (int(match[1]), match[3], match[3] == str(int(match[2]) + 1))
