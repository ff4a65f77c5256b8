"""Bytes for download, in part if the client asks for a part (RFC 9110 §14)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Final

from .messages import Reply, Request

_RANGE: Final = re.compile(r"bytes=(\d*)-(\d*)")


def serve(request: Request, content: bytes, more: Mapping[str, str] | None = None) -> Reply:
    """`content`, or the one range of it that the request names, with more header fields."""
    headers = {"Content-Type": "application/octet-stream", "Accept-Ranges": "bytes", **(more or {})}
    etag = headers.setdefault("ETag", f'"{hashlib.sha256(content).hexdigest()[:32]}"')
    if request.headers.get("if-none-match") == etag:
        return Reply(304, b"", headers)
    match = _RANGE.fullmatch(request.headers.get("range", ""))
    if match is None or request.headers.get("if-range", etag) != etag:
        return Reply(200, content, headers)
    first, last = match.groups()
    if first:
        start, stop = int(first), min(int(last or len(content)) + 1, len(content))
    else:
        start, stop = max(0, len(content) - int(last or 0)), len(content)
    if start >= stop:
        return Reply(416, b"", {**headers, "Content-Range": f"bytes */{len(content)}"})
    return Reply(206, content[start:stop], {**headers, "Content-Range": f"bytes {start}-{stop - 1}/{len(content)}"})
