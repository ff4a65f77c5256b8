"""What may be stored, and how long it stays fresh (RFC 9111 §3, §4.2), as pure decisions."""

from __future__ import annotations

from collections.abc import Mapping

from ferrule.cache.entry import Entry
from ferrule.cache.keys import CREDENTIALS
from ferrule.cache.response_fields import ResponseFields
from ferrule.cache.rules import Request, Rules
from ferrule.cache.selection import selecting_value
from ferrule.cache.tags import url_tag
from ferrule.call import Response
from ferrule.http.cache_fields import delta_seconds, seconds
from ferrule.http.dates import parse_date
from ferrule.http.lists import list_members

HEURISTICALLY_CACHEABLE = frozenset({200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501})  # RFC 9110 §15.1, less 206
UNDERSTOOD = HEURISTICALLY_CACHEABLE | {201, 202, 302, 303, 307, 400, 401, 403, 409, 422, 429, 500, 502, 503, 504}
_HARMLESS = frozenset({"accept", "accept-encoding", "accept-language", "origin"})
# Connection and hop-by-hop fields are not stored (§3.1); neither is Age, which is given anew.
_NOT_STORED = frozenset({
    b"connection", b"keep-alive", b"proxy-connection", b"te", b"transfer-encoding", b"upgrade", b"age",
    b"proxy-authenticate", b"proxy-authentication-info", b"proxy-authorization", b"cache-status",
})  # fmt: skip
# They describe the stored body, which a 304 does not bring (§3.2).
_NOT_UPDATED = _NOT_STORED | {b"content-length", b"content-encoding", b"content-md5", b"content-range"}


def hindrance(request: Request, status: int, fields: ResponseFields, rules: Rules) -> str:
    """Why a response to a GET must not be stored (§3); empty when it may be."""
    directives, varies = fields.directives, fields.varies
    understood = status in UNDERSTOOD
    if status < 200 or status == 304:
        return f"a {status} is no whole response"
    if status == 206 and ("range" not in request.headers or "if-range" in request.headers):
        return "it is a part, and a repeat of the request may not get the same"
    if "no-store" in request.directives:
        return "the request says no-store"
    if "no-store" in directives and not ("must-understand" in directives and understood):
        return "the response says no-store"
    if "must-understand" in directives and not understood:
        return f"{status} is not understood"
    if "*" in varies:
        return "it varies by more than the request"
    if rules.shared and "private" in directives:
        return "the response says private"
    if rules.shared and request.authorized and directives.keys().isdisjoint(("public", "must-revalidate", "s-maxage")):
        return "the request is authorized (§3.5)"
    if rules.shared and request.authorized and not _HARMLESS.issuperset(varies):
        return "it varies, perhaps by a credential that is not known here"
    if status in HEURISTICALLY_CACHEABLE:
        return ""
    # Settings do not count here: they are for answers that mean what their status says.
    explicit = ("public", "private", "max-age", "s-maxage") if rules.shared else ("public", "private", "max-age")
    if directives.keys().isdisjoint(explicit) and fields.joined(b"expires") is None:
        return f"a {status} is not reused unless it says so"
    return ""


def make_entry(
    request: Request,
    response: Response,
    fields: ResponseFields,
    rules: Rules,
    *,
    request_time: float,
    response_time: float,
    stored: Entry | None = None,
) -> Entry | None:
    """The entry for a response that may be stored; None when it could never be reused.

    Args:
        request: what it answers.
        response: the response; with `stored` a 304, whose headers update the stored ones (§3.2, §4.3.4).
        fields: the response's.
        rules: the settings.
        request_time: wall seconds when the request was sent.
        response_time: wall seconds when the response was there.
        stored: the entry that the response says still holds.
    """
    status = response.status_code if stored is None else stored.status
    age = _initial_age(fields, request_time, response_time)
    headers = _stored_headers(fields, _NOT_STORED if stored is None else _NOT_UPDATED)
    if stored is not None:
        replaced = {name.lower() for name, _ in headers}
        headers = ResponseFields(stored.as_received()).without(replaced) + headers
        fields = ResponseFields(Response(status, headers))
    directives = fields.directives
    etag, last_modified = fields.joined(b"etag"), fields.joined(b"last-modified")
    overridden = request.ttl is not None and status == 200
    lifetime = _lifetime(request, status, fields, rules, response_time)
    # A part answers only requests for just that part, or for one within it.
    selecting = fields.varies if status != 206 else tuple(sorted({*fields.varies, "range"}))
    entry = Entry(
        status,
        headers,
        response.content if stored is None else stored.content,
        response.http_version,
        tuple([(name, selecting_value(name, request.headers.get(name))) for name in selecting]),
        response_time - age,
        lifetime,
        etag,
        last_modified,
        always_validate="no-cache" in directives and not overridden,
        never_stale=_never_stale(directives, rules),
        immutable="immutable" in directives,
        while_revalidate=_extension(directives, "stale-while-revalidate", rules.stale_while_revalidate),
        if_error=_extension(directives, "stale-if-error", rules.stale_if_error),
        public="public" in directives and not fields.values(b"set-cookie") and CREDENTIALS.isdisjoint(selecting),
        tags=(*request.tags, url_tag(request.url)),
        asked=request_time,
    )
    useful = (
        entry.has_validator or entry.born + entry.lifetime + max(entry.while_revalidate, entry.if_error) > response_time
    )
    return entry if useful else None


def _lifetime(request: Request, status: int, fields: ResponseFields, rules: Rules, now: float) -> float:
    """Freshness lifetime in seconds (§4.2.1), by the settings or by the response."""
    directives = fields.directives
    if status == 200 and request.ttl is not None:
        return request.ttl
    for name in ("s-maxage", "max-age") if rules.shared else ("max-age",):
        if (explicit := seconds(directives, name)) is not None:
            return explicit
    date = parse_date(fields.joined(b"date") or "", now)
    since = now if date is None else date
    if (expires := fields.values(b"expires")) != []:
        end = parse_date(expires[0], now) if len(set(expires)) == 1 else None
        return 0.0 if end is None else max(0.0, end - since)
    if status == 200 and request.silent_ttl is not None:
        return request.silent_ttl
    if status in (404, 410) and rules.negative:
        return rules.negative
    if rules.heuristic and not request.authorized and (status in HEURISTICALLY_CACHEABLE or "public" in directives):
        modified = parse_date(fields.joined(b"last-modified") or "", now)
        if modified is not None:
            return max(0.0, since - modified) * rules.heuristic
    return 0.0


def _initial_age(fields: ResponseFields, request_time: float, response_time: float) -> float:
    """Seconds since the response was made or validated at its origin (§4.2.3).

    Of several values of `Age` the first counts, and one that is no number of seconds is ignored (§5.1).
    """
    date, age = parse_date(fields.joined(b"date") or "", response_time), fields.joined(b"age")
    apparent = 0.0 if date is None else response_time - date
    delay = max(0.0, response_time - request_time)
    stated = None if age is None else delta_seconds(age.partition(",")[0].strip())
    return max(apparent, delay if stated is None else stated + delay)


def _never_stale(directives: Mapping[str, str | None], rules: Rules) -> bool:
    """Must it not be used once it is stale (§4.2.4)?"""
    forbidding = ("must-revalidate", "proxy-revalidate", "s-maxage") if rules.shared else ("must-revalidate",)
    return not directives.keys().isdisjoint(forbidding)


def _extension(directives: Mapping[str, str | None], name: str, default: float) -> float:
    return (seconds(directives, name) or 0.0) if name in directives else default


def _stored_headers(fields: ResponseFields, dropped: frozenset[bytes]) -> list[tuple[bytes, bytes]]:
    """Fields to keep: not those of the connection, which `Connection` may add to (§3.1)."""
    if (connection := fields.joined(b"connection")) is not None:
        dropped = dropped.union(name.encode("latin-1") for name in list_members(connection))
    return fields.without(dropped)
