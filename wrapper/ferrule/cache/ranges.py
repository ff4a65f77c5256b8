"""Parts of stored responses (RFC 9110 §14, RFC 9111 §3.3). Partial responses themselves are not stored."""

from __future__ import annotations

import re
from collections.abc import Mapping

import attrs

from ferrule.cache.entry import Entry
from ferrule.cache.fields import Fields

_ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


def part_of(entry: Entry, headers: Mapping[str, str]) -> tuple[int, int] | None:
    """First and last byte that a request with `Range` wants, None when the stored response cannot give them.

    Several ranges, conditions on them and anything unsatisfiable are the server's; so are encoded bodies, as what is stored is
    decoded and ranges count encoded bytes.
    """
    match = _ONE_RANGE.fullmatch(headers.get("range", "").replace(" ", ""))
    encoded = Fields(entry.headers).joined(b"content-encoding") not in (None, "", "identity")
    if match is None or entry.status != 200 or encoded or "if-range" in headers:
        return None
    size, (first, last) = len(entry.content), match.groups()
    if first:
        start, end = int(first), min(int(last), size - 1) if last else size - 1
    else:
        start, end = max(0, size - int(last or 0)), size - 1
    return (start, end) if start <= end else None


def cut(entry: Entry, part: tuple[int, int]) -> Entry:
    """The part as a 206 (RFC 9110 §15.3.7)."""
    start, end = part
    headers = [field for field in entry.headers if field[0].lower() != b"content-length"]
    headers.append((b"content-range", b"bytes %d-%d/%d" % (start, end, len(entry.content))))
    return attrs.evolve(entry, status=206, headers=headers, content=entry.content[start : end + 1])
