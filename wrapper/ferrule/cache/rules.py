"""What RFC 9111 says about reusing stored responses, as pure decisions: no clock, no store, no network.

request ── decide ──> SERVE ──────> the stored response
├──> REFRESH ────> the stored response, which is validated behind the caller's back (RFC 5861 §3)
├──> REFUSE ─────> 504, as only a stored response was wanted (§5.2.1.7)
└──> FORWARD ────> what becomes of it, `forwarding.py` decides
unsafe request ── invalidated ──> entries to drop (§4.4)
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from enum import Enum
from urllib.parse import urljoin

import attrs

from ferrule.cache.entry import Entry
from ferrule.cache.ranges import part_of
from ferrule.cache.response_fields import ResponseFields
from ferrule.call import Response
from ferrule.call.origin import origin
from ferrule.http.cache_fields import delta_seconds, etag_matches, parse_cache_control, seconds
from ferrule.http.dates import parse_date
from ferrule.http.lists import list_members

ERRORS = frozenset({500, 502, 503, 504})  # RFC 5861 §4
CONDITIONS = frozenset({"if-none-match", "if-modified-since", "if-match", "if-unmodified-since", "if-range"})
SPECIAL = CONDITIONS | {"cache-control", "pragma", "range"}  # request fields that change how a stored response is used


@attrs.frozen(kw_only=True)
class Rules:
    """What is decided by settings rather than by the response.

    Attributes:
        shared: act as a shared cache does, which the public conformance suite tests too; clients are private caches.
        heuristic: part of the time since `Last-Modified` for which a response is fresh that does not say how long
            (§4.2.2).
        negative: seconds a 404 or 410 is fresh that does not say how long.
        stale_while_revalidate: seconds, where the response does not say.
        stale_if_error: seconds, where the response does not say.
        largest_body: bytes; longer bodies are not stored.
    """

    shared: bool = False
    heuristic: float = 0.0
    negative: float = 0.0
    stale_while_revalidate: float = 0.0
    stale_if_error: float = 0.0
    largest_body: float = math.inf


def request_directives(headers: Mapping[str, str]) -> Mapping[str, str | None]:
    """What the `Cache-Control` of a request says; `Pragma: no-cache` counts where there is none (§5.4)."""
    value, pragma = headers.get("cache-control"), headers.get("pragma")
    if value is None and pragma is not None and "no-cache" in list_members(pragma):
        value = "no-cache"
    return parse_cache_control(value)


def _directives_of(request: Request) -> Mapping[str, str | None]:
    return request_directives(request.headers)


@attrs.define(kw_only=True)  # not frozen, which would triple the cost of making one for each miss
class Request:
    """What of a request matters for caching.

    Attributes:
        headers: its fields, names in lower case.
        authorized: True when it carries a credential, or will.
        mode: `with_options(cache=…)`.
        ttl: seconds of freshness that the user set for this operation, whatever the response says.
        silent_ttl: seconds of freshness for a 200 that says nothing about it.
        tags: what a response to it can be invalidated by, beside its URL.
        url: where it goes.
        directives: what its `Cache-Control` says; by default read from `headers`.
    """

    headers: Mapping[str, str] = attrs.field(repr=False)
    authorized: bool = False
    mode: str = "default"
    ttl: float | None = None
    silent_ttl: float | None = None
    tags: tuple[str, ...] = ()
    url: str = attrs.field(default="", repr=False)
    directives: Mapping[str, str | None] = attrs.Factory(_directives_of, takes_self=True)


class Use(Enum):
    """What is done with a request."""

    SERVE = "served from the store"
    REFRESH = "served stale, and refreshed behind"
    FORWARD = "forwarded"
    REFUSE = "refused, as only a stored response was wanted"


@attrs.frozen
class Decision:
    """What is done with a request, and why.

    Attributes:
        use: what is done.
        forward: why it is forwarded, as `Cache-Status` names it (RFC 9211 §2.2); empty when it is not.
        why: the same in words.
        conditional: True to forward it with the stored response's validators.
    """

    use: Use
    forward: str = ""
    why: str = ""
    conditional: bool = False


def decide(entry: Entry | None, request: Request, wall: float, *, variants: bool = False) -> Decision:
    """May the stored response be used for this request (§4)?

    Args:
        entry: the stored response that the request selects, None for none.
        request: the request.
        wall: seconds since the epoch.
        variants: True when there are stored responses, but none that the request selects.
    """
    directives = request.directives
    mode = request.mode
    if mode == "reload":
        return Decision(Use.FORWARD, "request", "the call asked for a reload")
    if not request.headers.keys().isdisjoint(("if-match", "if-unmodified-since")):
        return Decision(Use.FORWARD, "request", "the request has a precondition")
    if "range" in request.headers and (entry is None or not _has_part(entry, request.headers)):
        return Decision(Use.FORWARD, "request", "the request wants a part that is not stored")
    only_stored = mode == "only-if-cached" or "only-if-cached" in directives
    if entry is None:
        if only_stored:
            return Decision(Use.REFUSE, "", "nothing is stored")
        return (
            Decision(Use.FORWARD, "vary-miss", "stored responses are for other request headers") if variants else _MISS
        )
    if mode == "force":
        return Decision(Use.SERVE, "", "the call takes any stored response")
    hindrance, forward = _unfit(entry, directives, wall)
    if not hindrance:
        return Decision(Use.SERVE)
    if forward == "stale" and not (entry.never_stale or entry.always_validate):
        late = wall - entry.born - entry.lifetime
        most = delta_seconds(directives.get("max-stale") or "") if "max-stale" in directives else -1
        if most is None or late <= most:
            return Decision(Use.SERVE, "", "the request accepts a stale response")
        if late < entry.while_revalidate:
            return Decision(Use.REFRESH, "", "stale-while-revalidate")
    if only_stored:
        return Decision(Use.REFUSE, "", hindrance)
    # What the server answers to the caller's own conditions, or to a wish for a part, is for the caller.
    plain = request.headers.keys().isdisjoint(CONDITIONS | {"range"})
    return Decision(Use.FORWARD, forward if plain else "request", hindrance, entry.has_validator and plain)


def _has_part(entry: Entry, headers: Mapping[str, str]) -> bool:
    """Is the stored response the part that the request wants, or one that it can be cut from?"""
    return "if-range" not in headers and (entry.status == 206 or part_of(entry, headers) is not None)


_MISS = Decision(Use.FORWARD, "uri-miss", "nothing is stored")


def _unfit(entry: Entry, directives: Mapping[str, str | None], wall: float) -> tuple[str, str]:
    """Why a stored response may not be served as it is, in words and as `Cache-Status` says; empty when it may."""
    age, fresh = max(0.0, wall - entry.born), entry.born + entry.lifetime > wall
    most = seconds(directives, "max-age")
    if "no-cache" in directives:
        return "the request wants validation", "request"
    if entry.always_validate:
        return "the response allows no reuse without validation", "stale"
    if not fresh:
        return "stale", "stale"
    if entry.immutable and not most and "min-fresh" not in directives:
        return "", ""  # a reload is no reason to ask (RFC 8246 §2)
    if most is not None and age >= most:
        return "older than the request accepts", "request"
    if entry.lifetime - age < (seconds(directives, "min-fresh") or 0):
        return "not fresh for as long as the request wants", "request"
    return "", ""


def conditions(entry: Entry) -> dict[str, str]:
    """Fields that make a request ask whether the stored response still holds (§4.3.1)."""
    validators = {"if-none-match": entry.etag, "if-modified-since": entry.last_modified}
    return {name: value for name, value in validators.items() if value is not None}


def not_modified(entry: Entry, headers: Mapping[str, str], wall: float) -> bool:
    """Does the stored response answer the caller's own condition with 304 (§4.3.2)?"""
    if (candidates := headers.get("if-none-match")) is not None:
        return etag_matches(candidates, entry.etag)
    since = parse_date(headers.get("if-modified-since", ""), wall)
    if since is None:
        return False
    changed = entry.last_modified or ResponseFields(entry.as_received()).joined(b"date") or ""
    when = parse_date(changed, wall)
    return when is not None and when <= since


def still_holds(entry: Entry, response: Response) -> bool:
    """Is this 304 about the stored response (§4.3.4)? One without validators answers the validators that were sent."""
    fields = ResponseFields(response)
    etag, modified = fields.joined(b"etag"), fields.joined(b"last-modified")
    if etag is not None:
        return entry.etag is not None and etag.removeprefix("W/") == entry.etag.removeprefix("W/")
    return modified is None or modified == entry.last_modified


def agrees(entry: Entry, response: Response) -> bool:
    """Does a HEAD response describe the stored one (§4.3.5)?"""
    given, stored = ResponseFields(response), ResponseFields(entry.as_received())
    names = (b"etag", b"last-modified", b"content-length")
    return all(given.joined(name) in (None, stored.joined(name)) for name in names)


def serves_on_error(entry: Entry, request: Request, wall: float) -> bool:
    """May the stored response stand in for an error (RFC 5861 §4)?"""
    if entry.never_stale or entry.always_validate or "no-cache" in request.directives:
        return False
    allowed = max(entry.if_error, seconds(request.directives, "stale-if-error") or 0)
    return wall - entry.born - entry.lifetime < allowed


def answers_get(url: str, response: Response) -> bool:
    """May this response to a POST be reused for a GET of the same URL (RFC 9110 §9.3.3)?

    It must say how long it is fresh, and by `Content-Location` that it is what a GET would bring.
    """
    fields = ResponseFields(response)
    named = _references(fields, b"content-location")
    explicit = not fields.directives.keys().isdisjoint(("max-age", "s-maxage")) or fields.values(b"expires") != []
    return response.status_code == 200 and explicit and len(named) == 1 and _here(url, *named) == url


def invalidated(url: str, response: Response) -> set[str]:
    """URLs whose stored responses an unsafe request made doubtful (§4.4): its own, and those it names at its origin."""
    if not 200 <= response.status_code < 400:
        return set()
    fields = ResponseFields(response)
    named = _references(fields, b"location") | _references(fields, b"content-location")
    return {url} | {target for name in named if (target := _here(url, name)) is not None}


def _references(fields: ResponseFields, name: bytes) -> set[str]:
    """What a field refers to: the same counts once, also where somebody has joined two lines of it by a comma."""
    found: set[str] = set()
    for value in fields.values(name):
        parts = {part.strip() for part in value.split(",")}
        found |= parts if len(parts) == 1 else {value}
    return found


def _here(url: str, reference: str) -> str | None:
    """The URL that a field of a response refers to; None when it is at another origin, or is no URL at all."""
    try:
        target = urljoin(url, reference)
        return target if origin(target) == origin(url) else None
    except ValueError:
        return None
