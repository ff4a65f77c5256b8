"""What RFC 9111 says about storing and reusing, as pure decisions: no clock, no store, no network.

One exchange walks this machine; each arrow is a function below:

    request ── decide ──> SERVE ────────────────────────────────────────> the stored response
                     ├──> REFRESH ── served, and validated behind ──────> the stored response (RFC 5861 §3)
                     ├──> REFUSE ── only-if-cached ─────────────────────> 504 (§5.2.1.7)
                     └──> FORWARD ── conditional when there is an entry with a validator (`conditions`)
                             ├── 304 ──> freshen ───────────────────────> the stored response, its headers updated (§4.3.4)
                             ├── an error ──> serves_on_error ──────────> the stored response (RFC 5861 §4), or the error
                             └── another response ──> hindrance ────────> stored (`make_entry`), or passed on
    unsafe request ── invalidated ──> entries to drop (§4.4)
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from urllib.parse import urljoin

import attrs

from ferrule.cache.entry import Entry, normalised
from ferrule.cache.fields import (
    Headers,
    delta_seconds,
    etag_matches,
    joined,
    list_members,
    parse_cache_control,
    parse_date,
    seconds,
    values,
)
from ferrule.call import Response
from ferrule.servers import origin

HEURISTICALLY_CACHEABLE = frozenset({200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501})  # RFC 9110 §15.1, less 206
UNDERSTOOD = HEURISTICALLY_CACHEABLE | {201, 202, 302, 303, 307, 400, 401, 403, 409, 422, 429, 500, 502, 503, 504}
ERRORS = frozenset({500, 502, 503, 504})  # RFC 5861 §4
CONDITIONS = frozenset({"if-none-match", "if-modified-since", "if-match", "if-unmodified-since", "if-range"})
SPECIAL = CONDITIONS | {"cache-control", "pragma", "range"}  # request fields that change how a stored response is used
# Connection and hop-by-hop fields are not stored (§3.1); neither is Age, which is given anew.
_NOT_STORED = frozenset({
    b"connection", b"keep-alive", b"proxy-connection", b"te", b"transfer-encoding", b"upgrade", b"age",
    b"proxy-authenticate", b"proxy-authentication-info", b"proxy-authorization", b"cache-status",
})  # fmt: skip
# The stored body keeps its description: a 304 has none of its own (§3.2).
_NOT_UPDATED = _NOT_STORED | {b"content-length", b"content-encoding", b"content-type", b"content-range"}


@attrs.frozen(kw_only=True)
class Rules:
    """What is decided by settings rather than by the response.

    Attributes:
        shared: act as a shared cache, between users.
        heuristic: part of the time since `Last-Modified` for which a response without explicit freshness is fresh (§4.2.2).
        negative: seconds a 404 or 410 without explicit freshness is fresh.
        stale_while_revalidate: seconds, where the response does not say.
        stale_if_error: seconds, where the response does not say.
    """

    shared: bool = False
    heuristic: float = 0.0
    negative: float = 0.0
    stale_while_revalidate: float = 0.0
    stale_if_error: float = 0.0


@attrs.frozen(kw_only=True)
class Request:
    """What of a request matters for caching.

    Attributes:
        headers: its fields, names in lower case.
        authorized: it carries a credential, or will.
        mode: `with_options(cache=…)`.
        ttl: seconds of freshness that the user set for this operation, whatever the response says.
        silent_ttl: seconds of freshness for a 200 that says nothing about it.
        tags: what a response to it can be invalidated by.
    """

    headers: Mapping[str, str]
    authorized: bool = False
    mode: str = "default"
    ttl: float | None = None
    silent_ttl: float | None = None
    tags: tuple[str, ...] = ()

    @property
    def directives(self) -> dict[str, str | None]:
        """Its `Cache-Control`; `Pragma: no-cache` counts where there is none (§5.4)."""
        value = self.headers.get("cache-control")
        if value is None and "no-cache" in list_members(self.headers.get("pragma")):
            return {"no-cache": None}
        return parse_cache_control(value)


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
        conditional: forwarded with the stored response's validators.
    """

    use: Use
    forward: str = ""
    why: str = ""
    conditional: bool = False


def decide(entry: Entry | None, request: Request, wall: float, *, variants: bool = False) -> Decision:
    """May the stored response be used for this request (§4)?

    Args:
        entry: the stored response that the request selects, None for none.
        request: what is asked for.
        wall: seconds since the epoch.
        variants: there are stored responses, which the request does not select.
    """
    directives = request.directives
    mode = request.mode
    if mode == "reload":
        return Decision(Use.FORWARD, "request", "the call asked for a reload")
    if "range" in request.headers or not request.headers.keys().isdisjoint(("if-match", "if-unmodified-since")):
        return Decision(Use.FORWARD, "request", "the request has a precondition or asks for a part")
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
    left = entry.born + entry.lifetime - wall
    if left <= 0 and forward == "stale" and not (entry.never_stale or entry.always_validate):
        most = delta_seconds(directives.get("max-stale") or "") if "max-stale" in directives else -1
        if most is None or -left <= most:
            return Decision(Use.SERVE, "", "the request accepts a stale response")
        if -left < entry.while_revalidate:
            return Decision(Use.REFRESH, "", "stale-while-revalidate")
    if only_stored:
        return Decision(Use.REFUSE, "", hindrance)
    # Conditions of the caller's own are left to him: what the server answers to them is for him.
    return Decision(Use.FORWARD, forward, hindrance, entry.has_validator and CONDITIONS.isdisjoint(request.headers))


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
    asked = {"if-none-match": entry.etag, "if-modified-since": entry.last_modified}
    return {name: value for name, value in asked.items() if value is not None}


def not_modified(entry: Entry, headers: Mapping[str, str], wall: float) -> bool:
    """Does the stored response answer the caller's own condition with 304 (§4.3.2)?"""
    if (candidates := headers.get("if-none-match")) is not None:
        return etag_matches(candidates, entry.etag)
    since = parse_date(headers.get("if-modified-since", ""), wall)
    if since is None:
        return False
    changed = entry.last_modified or joined(entry.headers, b"date") or ""
    when = parse_date(changed, wall)
    return when is not None and when <= since


def hindrance(request: Request, response: Response, rules: Rules) -> str:
    """Why a response to a GET must not be stored (§3); empty when it may be."""
    headers, status = response.raw_headers, response.status_code
    directives = parse_cache_control(joined(headers, b"cache-control"))
    understood = status in UNDERSTOOD
    if status == 206 or status < 200 or status == 304:
        return f"a {status} is no whole response"
    if "no-store" in request.directives:
        return "the request says no-store"
    if "no-store" in directives and not ("must-understand" in directives and understood):
        return "the response says no-store"
    if "must-understand" in directives and not understood:
        return f"{status} is not understood"
    if "*" in list_members(joined(headers, b"vary")):
        return "it varies by more than the request"
    if rules.shared and "private" in directives:
        return "the response says private"
    if rules.shared and request.authorized and directives.keys().isdisjoint(("public", "must-revalidate", "s-maxage")):
        return "the request is authorized (§3.5)"
    explicit = not directives.keys().isdisjoint(
        ("public", "private", "max-age", *(("s-maxage",) if rules.shared else ()))
    )
    # Overrides are for answers that mean what their status says, so an error is stored only when it says so itself.
    overridden = status == 200 and (request.ttl is not None or request.silent_ttl is not None)
    if not (explicit or overridden or status in HEURISTICALLY_CACHEABLE or joined(headers, b"expires") is not None):
        return f"a {status} is not reused unless it says so"
    return ""


def make_entry(
    request: Request, response: Response, rules: Rules, *, asked: float, came: float, stored: Entry | None = None
) -> Entry | None:
    """The entry for a response that may be stored; None when it could never be reused.

    Args:
        request: what it answers.
        response: the response; with `stored` a 304, whose headers update the stored ones (§3.2, §4.3.4).
        rules: the settings.
        asked: wall seconds when the request was sent.
        came: wall seconds when the response was there.
        stored: the entry that the response says still holds.
    """
    status = response.status_code if stored is None else stored.status
    headers = (
        _stored_headers(response.raw_headers) if stored is None else _updated(stored.headers, response.raw_headers)
    )
    directives = parse_cache_control(joined(headers, b"cache-control"))
    etag, last_modified = joined(headers, b"etag"), joined(headers, b"last-modified")
    overridden = request.ttl is not None and status == 200
    lifetime = _lifetime(request, status, headers, directives, rules, came)
    entry = Entry(
        status,
        headers,
        response.content if stored is None else stored.content,
        response.http_version,
        tuple(
            (name, normalised(request.headers.get(name)))
            for name in sorted(set(list_members(joined(headers, b"vary"))))
        ),
        came - _initial_age(response.raw_headers, asked, came),
        lifetime,
        etag,
        last_modified,
        always_validate="no-cache" in directives and not overridden,
        never_stale=_never_stale(directives, rules),
        immutable="immutable" in directives,
        while_revalidate=_extension(directives, "stale-while-revalidate", rules.stale_while_revalidate),
        if_error=_extension(directives, "stale-if-error", rules.stale_if_error),
        tags=request.tags,
    )
    useful = entry.has_validator or entry.born + entry.lifetime + max(entry.while_revalidate, entry.if_error) > came
    return entry if useful else None


def is_public(entry: Entry) -> bool:
    """May every identity read it? Only when the response says `public`, sets no cookie and does not vary by who asks."""
    if "public" not in parse_cache_control(joined(entry.headers, b"cache-control")):
        return False
    return not values(entry.headers, b"set-cookie") and not any(
        name in ("authorization", "cookie") for name, _ in entry.vary
    )


def still_holds(entry: Entry, response: Response) -> bool:
    """Is this 304 about the stored response (§4.3.4)? One without validators answers the validators that were sent."""
    etag, modified = joined(response.raw_headers, b"etag"), joined(response.raw_headers, b"last-modified")
    if etag is not None:
        return entry.etag is not None and etag.removeprefix("W/") == entry.etag.removeprefix("W/")
    return modified is None or modified == entry.last_modified


def agrees(entry: Entry, response: Response) -> bool:
    """Does a HEAD response describe the stored one (§4.3.5)?"""
    given = {name: joined(response.raw_headers, name) for name in (b"etag", b"last-modified", b"content-length")}
    return all(value is None or value == joined(entry.headers, name) for name, value in given.items())


def serves_on_error(entry: Entry, request: Request, wall: float) -> bool:
    """May the stored response stand in for an error (RFC 5861 §4)?"""
    if entry.never_stale or entry.always_validate:
        return False
    allowed = max(entry.if_error, seconds(request.directives, "stale-if-error") or 0)
    return wall - entry.born - entry.lifetime < allowed


def invalidated(url: str, response: Response) -> set[str]:
    """URLs whose stored responses an unsafe request made doubtful (§4.4): its own, and those it names at its origin."""
    if not 200 <= response.status_code < 400:
        return set()
    named = values(response.raw_headers, b"location") + values(response.raw_headers, b"content-location")
    here = origin(url)
    return {url} | {target for name in named if origin(target := urljoin(url, name)) == here}


def _lifetime(
    request: Request, status: int, headers: Headers, directives: Mapping[str, str | None], rules: Rules, came: float
) -> float:
    """Freshness lifetime in seconds (§4.2.1), with the settings' say."""
    if status == 200 and request.ttl is not None:
        return request.ttl
    for name in ("s-maxage", "max-age") if rules.shared else ("max-age",):
        if (said := seconds(directives, name)) is not None:
            return said
    date = parse_date(joined(headers, b"date") or "", came)
    if (expires := values(headers, b"expires")) != []:
        end = parse_date(expires[0], came) if len(set(expires)) == 1 else None
        return 0.0 if end is None else max(0.0, end - (came if date is None else date))
    if status == 200 and request.silent_ttl is not None:
        return request.silent_ttl
    if status in (404, 410) and rules.negative:
        return rules.negative
    if rules.heuristic and not request.authorized and (status in HEURISTICALLY_CACHEABLE or "public" in directives):
        modified = parse_date(joined(headers, b"last-modified") or "", came)
        if modified is not None:
            return max(0.0, (came if date is None else date) - modified) * rules.heuristic
    return 0.0


def _initial_age(headers: Headers, asked: float, came: float) -> float:
    """Seconds since the response was made or validated at its origin (§4.2.3)."""
    date = parse_date(joined(headers, b"date") or "", came)
    apparent = max(0.0, came - date) if date is not None else 0.0
    # Of several, or a list, the first counts (§5.1); one that is no number is ignored.
    first = (joined(headers, b"age") or "").partition(",")[0].strip()
    return max(apparent, (delta_seconds(first) or 0) + max(0.0, came - asked))


def _never_stale(directives: Mapping[str, str | None], rules: Rules) -> bool:
    """Is any use of it stale forbidden (§4.2.4)?"""
    forbidding = ("must-revalidate", "proxy-revalidate", "s-maxage") if rules.shared else ("must-revalidate",)
    return not directives.keys().isdisjoint(forbidding)


def _extension(directives: Mapping[str, str | None], name: str, default: float) -> float:
    said = seconds(directives, name)
    return default if said is None else said


def _stored_headers(headers: Headers) -> list[tuple[bytes, bytes]]:
    """Fields to keep: all but those of the connection, which `Connection` may add to (§3.1)."""
    named = {name.encode("latin-1") for name in list_members(joined(headers, b"connection"))}
    dropped = _NOT_STORED | named
    return [(name, value) for name, value in headers if name.lower() not in dropped]


def _updated(stored: Headers, fresh: Headers) -> list[tuple[bytes, bytes]]:
    """The stored fields, replaced by those of a 304 (§3.2)."""
    new = [(name, value) for name, value in _stored_headers(fresh) if name.lower() not in _NOT_UPDATED]
    replaced = {name.lower() for name, _ in new}
    return [(name, value) for name, value in stored if name.lower() not in replaced] + new
