"""Origins: scheme, host and port of a URL."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}


def origin(url: str) -> str:
    """Scheme, host and port, lower case and with the default port left out (RFC 6454 §6.2)."""
    parts = urlsplit(url)
    scheme, host, port = parts.scheme.lower(), (parts.hostname or "").lower(), parts.port
    if ":" in host:
        host = f"[{host}]"
    return f"{scheme}://{host}" if port in (None, _DEFAULT_PORTS.get(scheme)) else f"{scheme}://{host}:{port}"


def origin_of(url: str, expected: str) -> str:
    """The origin of a URL that is probably the expected one."""
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
