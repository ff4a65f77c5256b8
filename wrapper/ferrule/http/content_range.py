"""`Content-Range` of a part (RFC 9110 §14.4), and the `Range` by which servers say how much of an upload they have."""

from __future__ import annotations

import re
from typing import NamedTuple

_CONTENT_RANGE = re.compile(r"bytes +(?:([0-9]{1,18})-([0-9]{1,18})|\*)/([0-9]{1,18}|\*)", re.IGNORECASE)
_STORED = re.compile(r"(?:bytes=)?0-([0-9]{1,18})", re.IGNORECASE)


class ContentRange(NamedTuple):
    """Which bytes of a whole a body has.

    Attributes:
        first, last: positions of the first and the last byte; None where it has none of them (416).
        total: bytes of the whole, None where the server does not tell.
    """

    first: int | None
    last: int | None
    total: int | None


def content_range(value: str) -> ContentRange | None:
    """What a `Content-Range` says; None where it cannot be read, or cannot be."""
    match = _CONTENT_RANGE.fullmatch(value.strip())
    if match is None:
        return None
    first, last, total = (None if text in (None, "*") else int(text) for text in match.groups())
    if first is None or last is None:
        return None if total is None else ContentRange(None, None, total)
    return None if first > last or (total is not None and last >= total) else ContentRange(first, last, total)


def stored(value: str) -> int | None:
    """Bytes that a server has from the start on, as it says by `Range: bytes=0-99`; None where that cannot be read."""
    match = _STORED.fullmatch(value.strip())
    return None if match is None else int(match[1]) + 1
