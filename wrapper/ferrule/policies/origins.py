"""Where a call goes at this moment: redirects may have led it away from the origin its credentials are for."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from ferrule.call import Call
from ferrule.servers import origin


def origin_of(call: Call) -> str:
    """The origin of the call's current URL."""
    url, expected = call.url, call.origin
    # Most calls go where the client points; the next character tells `https://a.test` from `https://a.test.evil.test`.
    if expected and url.startswith(expected) and url[len(expected) : len(expected) + 1] in ("", "/", "?", "#"):
        return expected
    return origin(url)


def is_loopback(url: str) -> bool:
    """True when the URL's host is this machine: `localhost`, a name below it, or a loopback address (RFC 6761 §6.3)."""
    host = (urlsplit(url).hostname or "").rstrip(".")
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
