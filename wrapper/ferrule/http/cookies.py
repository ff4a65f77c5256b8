"""`Set-Cookie` and the matching of cookies (RFC 6265): pure. What cannot be sent back as it came is no cookie here."""

from __future__ import annotations

import re
from calendar import timegm
from collections.abc import Mapping
from email.utils import parsedate
from ipaddress import ip_address

import attrs

_LONGEST = 4_096  # bytes of name and value together, as browsers have it
_SENDABLE = re.compile(r"[!-:<-~]+(?: +[!-:<-~]+)*|")
_SECONDS = re.compile(r"-?[0-9]{1,15}")
# Second labels below a country's that anybody may register names under, as in `co.uk`.
_SHARED = frozenset({
    "ac", "biz", "co", "com", "edu", "firm", "gen", "go", "gob", "gouv", "gov", "govt", "gv", "id", "ind", "inf", "info",
    "ltd", "me", "mil", "name", "ne", "net", "nhs", "nic", "nom", "or", "org", "plc", "pol", "pro", "sch", "web",
})  # fmt: skip


@attrs.frozen
class SetCookie:
    """A cookie as a server gives it.

    Attributes:
        name, value: as sent back.
        ends: seconds since the epoch when it ends; None for one that ends with its client.
        domain: hosts below this get it too; empty for the one host that sent it.
        path: only requests below this get it.
        secure: only https requests get it.
    """

    name: str = attrs.field(repr=False)
    value: str = attrs.field(repr=False)
    ends: float | None
    domain: str
    path: str
    secure: bool


def parse_set_cookie(text: str, *, secure: bool, host: str, path: str, home: str, wall: float) -> SetCookie | None:
    """A `Set-Cookie` field (§5.2, §5.3); None for one that is not to be kept.

    Args:
        text: the field's value.
        secure: True when it came over https.
        host: that sent it.
        path: of the request.
        home: host that the client is for. A cookie for hosts beside the sender's is for those that share a domain with
            it, and for no others.
        wall: seconds since the epoch now.
    """
    pair, *rest = text.split(";")
    name, equals, value = (part.strip(" \t") for part in pair.partition("="))
    if not equals or not name or len(name) + len(value) > _LONGEST:
        return None
    if not _SENDABLE.fullmatch(name) or not _SENDABLE.fullmatch(value):
        return None
    attributes: dict[str, str] = {}  # of one given twice, the last holds
    for attribute in rest:
        key, _, given = attribute.partition("=")
        attributes[key.strip(" \t").lower()] = given.strip(" \t")
    domain = _domain(attributes.get("domain", ""), host, home)
    wants_https = "secure" in attributes
    if domain is None or (wants_https and not secure):
        return None
    given_path = attributes.get("path", "")
    kept = SetCookie(
        name,
        value,
        _end(attributes, wall),
        domain,
        given_path if given_path.startswith("/") else path[: path.rfind("/")] or "/",
        wants_https,
    )
    return kept if _keeps_its_promise(kept) else None


def domain_matches(host: str, domain: str) -> bool:
    """Is a host a domain, or below it (§5.1.3)? Addresses are below nothing."""
    return host == domain or (host.endswith(f".{domain}") and not _is_address(host))


def path_matches(path: str, cookie_path: str) -> bool:
    """Is a path a cookie's, or below it (§5.1.4)?"""
    return path == cookie_path or (
        path.startswith(cookie_path) and (cookie_path.endswith("/") or path[len(cookie_path)] == "/")
    )


def _end(attributes: Mapping[str, str], wall: float) -> float | None:
    """`Max-Age` before `Expires`; what cannot be read is not there."""
    if _SECONDS.fullmatch(age := attributes.get("max-age", "")):
        return wall + int(age)
    try:
        moment = parsedate(attributes.get("expires", ""))
        return None if moment is None else float(timegm(moment))  # in GMT, whatever zone it names (§5.1.1)
    except (ValueError, OverflowError, IndexError):
        return None


def _domain(given: str, host: str, home: str) -> str | None:
    """The domain of a cookie, empty for its host alone; None where it must not have the one it wants."""
    domain = given.lower().removeprefix(".")
    if not domain or (domain == host and ("." not in host or _is_address(host))):
        return ""
    if not domain_matches(host, domain) or _is_public(domain):
        return None
    return domain if domain == host or domain_matches(home, domain) else None


def _is_public(domain: str) -> bool:
    """Is it one that anybody may register names under, as far as its form tells?"""
    labels = domain.split(".")
    return len(labels) == 1 or (len(labels) == 2 and len(labels[1]) == 2 and labels[0] in _SHARED)


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _keeps_its_promise(cookie: SetCookie) -> bool:
    """Names that promise something (RFC 6265bis §4.1.3)."""
    name = cookie.name.lower()
    if name.startswith("__host-"):
        return cookie.secure and not cookie.domain and cookie.path == "/"
    return cookie.secure or not name.startswith("__secure-")
