"""OpenAPI security schemes: which credentials they take, and how a credential is put on a call."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeAlias

from ferrule.call import Call
from ferrule.errors import ConfigError

Scheme: TypeAlias = Mapping[str, Any]
Schemes: TypeAlias = Mapping[str, Scheme]

BEARER: Scheme = {"type": "http", "scheme": "bearer"}
BASIC: Scheme = {"type": "http", "scheme": "basic"}

# Anything else could end the header field and begin another (RFC 9110 §5.5).
TOKEN = re.compile(r"[!-~]+")


def takes_bearer(scheme: Scheme) -> bool:
    """True for the security schemes that a bearer token satisfies."""
    return scheme.get("type") in ("oauth2", "openIdConnect") or _is_http(scheme, "bearer")


def takes_basic(scheme: Scheme) -> bool:
    """True for the security schemes that user name and password satisfy."""
    return _is_http(scheme, "basic")


def header_of(scheme: Scheme) -> str:
    """Lower-case name of the header that holds the credential; empty for one in the query or in a cookie."""
    if scheme.get("type") != "apiKey":
        return "authorization"
    return str(scheme["name"]).lower() if scheme["in"] == "header" else ""


def with_bearer(call: Call, token: str) -> Call:
    """The call with a bearer token on it (RFC 6750 §2.1)."""
    return with_header(call, "authorization", f"Bearer {token}")


def with_header(call: Call, name: str, value: str) -> Call:
    """The call with a header in place of any of that lower-case name."""
    return call.with_headers({name: value})


def checked_token(token: object) -> str:
    """The token, if it is one that can be sent.

    Raises:
        ConfigError: it cannot; the message does not show it.
    """
    return expect(TOKEN, token, "Bearer", "the token", "give it alone, without `Bearer` and without line breaks")


def expect(allowed: re.Pattern[str], value: object, owner: str, what: str, advice: str) -> str:
    """A secret text that matches a pattern as a whole.

    Args:
        allowed: the pattern.
        value: the text; no message quotes it.
        owner: name of the credential's class, for the message.
        what: name of the value, for the message.
        advice: how to give it, for the message.

    Raises:
        ConfigError: no text, an empty one, or one that the pattern does not match.
    """
    if not isinstance(value, str) or not value:
        raise ConfigError(f"{owner}: {what} must be text, and not empty")
    if not allowed.fullmatch(value):
        raise ConfigError(f"{owner}: {what} has a character that cannot be sent; {advice}")
    return value


def _is_http(scheme: Scheme, kind: str) -> bool:
    # The name of an HTTP scheme is case-insensitive (RFC 9110 §11.1).
    return scheme.get("type") == "http" and str(scheme.get("scheme", "")).lower() == kind
