"""Stored responses as callers get them: with their age, whole or in part, or as a 304."""

from __future__ import annotations

from ferrule.cache import rules as rfc
from ferrule.cache import status
from ferrule.cache.entry import Entry
from ferrule.cache.ranges import as_wanted
from ferrule.call import Call, Response


def aged(entry: Entry, wall: float, cache_status: tuple[bytes, bytes]) -> Response:
    """The stored response with its age of now (RFC 9111 §5.1), and how it came to be served."""
    headers = entry.headers[:]
    headers += ((b"age", b"%d" % max(0.0, wall - entry.born)), cache_status)
    return Response(entry.status, headers, entry.content, entry.http_version)


def fresh_hit(call: Call, entry: Entry, wall: float, now: float) -> Response:
    """A fresh stored response."""
    left = entry.born + entry.lifetime - wall
    call.trace.note(f"cache: hit, fresh for {left:.0f} s", now, kind="cache-hit")
    return aged(entry, wall, status.hit(int(left)))


def serve(call: Call, entry: Entry, wall: float, now: float, detail: str) -> Response:
    """What the caller gets of a stored response: all of it, a part, or that it has not changed.

    Args:
        call: the call.
        entry: the stored response.
        wall: seconds since the epoch.
        now: monotonic seconds.
        detail: why a stale response is served.
    """
    if call.method == "GET":  # ranges are defined for it alone (RFC 9110 §14.2)
        entry = as_wanted(entry, call.headers)
    left = entry.born + entry.lifetime - wall
    if left > 0:
        response = fresh_hit(call, entry, wall, now)
    else:
        call.trace.note(f"cache: stale hit ({detail})", now, kind="cache-stale")
        response = aged(entry, wall, status.hit(int(left), detail))
    if rfc.not_modified(entry, call.headers, wall):
        kept = [field for field in response.raw_headers if not field[0].lower().startswith(b"content-")]
        return Response(304, kept, b"", entry.http_version)
    if call.method == "HEAD":
        response.content = b""
    return response
