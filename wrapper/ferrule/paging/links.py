"""Where links to next pages may lead: to the client's own server, and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from urllib.parse import unquote_plus, urlsplit

import httpx

from ferrule.call import Call
from ferrule.call.origin import origin

_NO_URL = "the link to the next page is no http or https URL with a host and without user info"
_PLAIN = re.compile(r"(https?://[a-z0-9.:-]+|)(/(?!/)[\w.~/-]*)(?:\?([\w.~/=&%+:,-]*))?", re.ASCII)
_UPWARDS = re.compile(r"(?:/|%2f)(?:\.|%2e){2}(?:/|%2f|;|$)", re.IGNORECASE)
_UNFIT = re.compile(r"[\\\s\x00-\x1f\x7f]")


class Elsewhere(ValueError):
    """A link leads to another server; in words that quote no path and no query."""


def landing(link: str, call: Call, base: str, servers: Iterable[str], secret: Collection[str]) -> str:
    """Path and query of a link on the client's own server.

    With a `base_url` of one's own, a link to one of the description's servers is moved below it.

    Args:
        link: as the server wrote it, resolved against the URL of `call` (RFC 3986 §5).
        call: that of the page with which it came, after redirects.
        base: the client's URL.
        servers: URLs of the description's servers.
        secret: names of query parameters that hold credentials. They are left out: each page is asked for with the
            client's own.

    Raises:
        Elsewhere: it leads to another server, or is no http or https URL.
    """
    here = call.origin if call.destination == call.origin else ""  # after a redirect, a path may be one of elsewhere
    if here and (plain := _PLAIN.fullmatch(link)) and "/." not in link and plain[1] in ("", here):
        path, query = plain[2], plain[3] or ""  # what nearly all links are, without the parser of URLs
    else:
        path, query = _resolved(link, call, base, servers)
    kept = [pair for pair in query.split("&") if unquote_plus(pair.partition("=")[0]) not in secret]
    return f"{path or '/'}?{'&'.join(kept)}" if query and kept else path or "/"


def _resolved(link: str, call: Call, base: str, servers: Iterable[str]) -> tuple[str, str]:
    """Path and query on the client's own server of a link of any form."""
    try:
        if _UNFIT.search(link):
            raise Elsewhere("the link to the next page holds a space, a backslash or a control character")
        written = urlsplit(link)
        if written.scheme and not written.netloc:  # which httpx would take for one relative to the client's server
            raise Elsewhere(_NO_URL)
        asked, params = httpx.URL(call.url), call.body.get("params")
        there = (asked.copy_merge_params(params) if params else asked).join(link)
        place, host = origin(str(there)), there.host
    except (httpx.InvalidURL, ValueError) as error:
        if isinstance(error, Elsewhere):
            raise
        raise Elsewhere("the link to the next page is no URL") from None
    if there.scheme not in ("http", "https") or not host or there.userinfo:
        raise Elsewhere(_NO_URL)
    path, _, query = there.raw_path.decode("ascii").partition("?")
    if place == origin(base):
        return path, query
    moved = (_below(server, place, path) for server in servers)
    rest = next((one for one in moved if one is not None), None)
    if rest is None:
        raise Elsewhere(
            f"the link to the next page leads to {place}, and the client's server is {origin(base)}; "
            "if both are one API, give that address as base_url, or add it to the servers in the overlay"
        )
    return httpx.URL(base).raw_path.decode("ascii").rstrip("/") + rest, query


def _below(server: str, place: str, path: str) -> str | None:
    """What of a path is below a server's own; None for a path beside it."""
    if origin(server) != place:
        return None
    root = httpx.URL(server).raw_path.decode("ascii").rstrip("/")
    if _UPWARDS.search(path):
        return None  # coded dots, which servers may take for dots (RFC 3986 §6.2.2.2)
    return path[len(root) :] if path == root or path.startswith(f"{root}/") else None
