"""URLs as telemetry may hold them: without user info, and without the values of what is named like a secret."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote_plus

import httpx

from ferrule.call.sent import is_telling, secret_places

REDACTED = "REDACTED"

# Those that the semantic conventions of OpenTelemetry name, beside those that tell it themselves.
_SECRET = frozenset({"awsaccesskeyid", "signature", "sig", "x-goog-signature"})
_URL = re.compile(
    r"(?P<scheme>[^:/?#]+://)(?:(?P<user>[^/?#]*)@)?(?P<host>[^/?#@]*)(?P<path>[^?#]*)(?:\?(?P<query>[^#]*))?"
)
_DOUBTFUL = re.compile(r"[@?#]|^(?![A-Za-z][A-Za-z0-9+.-]*://)")


def redacted(
    url: str, params: Mapping[str, Any] | None = None, names: frozenset[str] = frozenset(), template: str = ""
) -> str:
    """A URL without its secrets, and otherwise as it was written; without its fragment, which is never sent.

    Args:
        url: absolute.
        params: what is added to its query.
        names: of parameters that hold credentials, in lower case.
        template: of its path, whose placeholders say what their values are; empty for none.
    """
    if not params and not _DOUBTFUL.search(url) and not secret_places(template):
        return url
    match = _URL.match(url)
    if match is None:
        return REDACTED
    scheme, user, host, path, query = match.group("scheme", "user", "host", "path", "query")
    shown = scheme
    if user is not None:
        shown += f"{REDACTED}:{REDACTED}@" if ":" in user else f"{REDACTED}@"
    shown += host + _path(path, template)
    pairs = [] if query is None else [query]
    if params:
        pairs.append(str(httpx.QueryParams(params)))  # as engines write it
    if pairs:
        # Some servers take `;` for a separator, too; the pattern's group keeps each as it was.
        shown += "?" + "".join(_pair(one, names) for one in re.split("([&;])", "&".join(filter(None, pairs))))
    return shown


def _pair(pair: str, names: frozenset[str]) -> str:
    name, equals, _ = pair.partition("=")
    plain = unquote_plus(name).lower()
    secret = bool(equals) and (plain in _SECRET or plain in names or is_telling(plain))
    return f"{name}={REDACTED}" if secret else pair


def _path(path: str, template: str) -> str:
    pattern = secret_places(template)
    match = None if pattern is None else pattern.search(path)
    if match is None:
        return path
    for place in reversed(range(1, len(match.groups()) + 1)):
        path = path[: match.start(place)] + REDACTED + path[match.end(place) :]
    return path
