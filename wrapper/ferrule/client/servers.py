"""Which server a client talks to: OpenAPI's `servers` with their variables, or a base URL of the user's own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from ferrule.errors import ConfigError

_VARIABLE = re.compile(r"\{([^{}]+)\}")
_UNFIT = re.compile(r"[\s\x00-\x1f\x7f\\]")
_AUTHORITY = re.compile(r"://([^/?#]*)")
_SCHEMES = ("http", "https")


def base_url(url: str, *, whole: bool = False) -> str:
    """Check a base URL given by the user. A trailing slash is removed, because paths of operations bring their own.

    Args:
        url: as given.
        whole: it is all of the URL, and a trailing slash stays.

    Raises:
        ConfigError: not an absolute http(s) URL, or one with user info, query or fragment.
    """
    try:
        parts = urlsplit(url)
        port_is_valid = parts.port is None or parts.port > 0
    except ValueError:
        port_is_valid = False
        parts = urlsplit("")
    if parts.username is not None or parts.password is not None:
        raise ConfigError("base_url must not hold a user name or password; give them as auth=Basic(user, password)")
    # The value is not quoted: a mistyped URL may hold a secret.
    if parts.scheme.lower() not in _SCHEMES or not parts.hostname or not port_is_valid or _UNFIT.search(url):
        raise ConfigError("base_url must be an absolute http or https URL, such as https://api.example/v1")
    if parts.query or parts.fragment:
        raise ConfigError("base_url must have no query and no fragment")
    return url if whole else url.rstrip("/")


def server_url(
    servers: Sequence[Mapping[str, Any]], choice: int, variables: Mapping[str, str], *, whole: bool = False
) -> str:
    """The URL of one of a spec's servers, its variables filled in (OpenAPI 3.1 §4.8.5).

    The credentials go where this points. So a value that is given for a part of the host cannot name another host: it
    is letters, digits, `-` and `_`, and has dots only where it is the whole of the host, or where its default has.

    Args:
        servers: those of the spec.
        choice: which one, counted from 0.
        variables: values for its variables.
        whole: as for `base_url`.

    Raises:
        ConfigError: no such server, an unknown variable, a value outside its enum, one that cannot stand in a host, or
            a relative URL.
    """
    if not 0 <= choice < len(servers):
        raise ConfigError(f"server={choice}: the spec lists {len(servers)} server(s); give base_url=… or another index")
    server = servers[choice]
    template = str(server["url"])
    declared: Mapping[str, Mapping[str, Any]] = server.get("variables") or {}
    faults = [f"unknown server variable {name!r}" for name in variables if name not in declared]
    authority = _AUTHORITY.search(template)

    def fill(match: re.Match[str]) -> str:
        name = match[1]
        about: Mapping[str, Any] = declared.get(name, {})
        value = str(variables.get(name, about.get("default", "")))
        if not value:
            faults.append(f"server variable {name!r} has no default; give variables={{{name!r}: …}}")
        elif about.get("enum") and value not in map(str, about["enum"]):
            faults.append(
                f"server variable {name!r} must be one of {', '.join(map(str, about['enum']))}, got {value!r}"
            )
        elif name in variables and value != str(about.get("default", "")) and not about.get("enum") and authority:
            domain = "." in str(about.get("default", ""))
            faults.extend(_authority_faults(name, value, match, authority, domain))
        return value

    url = _VARIABLE.sub(fill, template)
    if faults:
        raise ConfigError("; ".join(faults))
    return base_url(url, whole=whole)


def _authority_faults(name: str, value: str, place: re.Match[str], authority: re.Match[str], domain: bool) -> list[str]:
    """Why a value that was given must not stand at its place in a template; `domain` for one that may have dots."""
    start, end = authority.span(1)
    if not start <= place.start() < end:
        if place.end() == authority.start() and value not in _SCHEMES:
            return [f"server variable {name!r} must be http or https"]
        return []
    if place.end() == end and value.startswith("/"):
        return []  # a path, which the template joins to the host without a slash of its own
    host = authority[1].rpartition(":")[0] or authority[1]
    allowed = "-_." if domain or (host == place[0] and place.start() == start) else "-_"
    # Other forms of a character, which names of hosts are brought to, may be dots and slashes (RFC 5895 §2).
    plain = unicodedata.normalize("NFKC", value) == value
    if plain and all(one.isalnum() or one in allowed for one in value) and not value.startswith("."):
        return []
    dots = ", `-`, `_` and dots" if "." in allowed else ", `-` and `_`, and no dots"
    return [f"server variable {name!r} is a part of the host: give letters, digits{dots}, or another base_url"]
