"""Answers of an authorization server, made into tokens or errors: pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from ferrule.auth.endpoint import Form
from ferrule.auth.tokens import Token
from ferrule.call import Response
from ferrule.call.origin import origin
from ferrule.errors import TokenRefused, TokenUnavailable
from ferrule.http.retry_after import retry_after

# The answer may be another one later: RFC 6749 §4.1.2.1, RFC 8628 §3.5.
TEMPORARY = frozenset({"temporarily_unavailable", "server_error", "slow_down", "authorization_pending"})
# Types whose tokens APIs refuse without a signature (RFC 9449, RFC 7800). Others are misnamed more often than unknown.
_NO_BEARER = frozenset({"dpop", "pop", "mac"})
_CODE = re.compile(r"[a-z][a-z_]{0,60}")
_SECRET_FIELDS = frozenset(
    [
        "refresh_token",
        "client_secret",
        "assertion",
        "client_assertion",
        "code",
        "code_verifier",
        "device_code",
        "subject_token",
        "actor_token",
    ]
)


def parse_token(response: Response, form: Form, began: float, url: str, wall: float) -> Token:
    """The token in an answer (RFC 6749 §5).

    Args:
        response: of the token endpoint.
        form: what was sent, whose secrets no message may repeat.
        began: seconds since the epoch when the request was made: a lifetime counts from then at the latest.
        url: of the token endpoint.
        wall: seconds since the epoch now.

    Raises:
        TokenRefused: the server said no, or gives tokens of a type that Ferrule does not know (RFC 6749 §7.1).
        TokenUnavailable: the server failed, is busy, or answered something else.
    """
    answer = parse_answer(response, form, url, wall)
    if (kind := str(answer.get("token_type")).lower()) in _NO_BEARER:
        raise TokenRefused(f"{origin(url)} gives tokens of type {kind}, which cannot be sent as bearer tokens")
    access = answer.get("access_token")
    if not isinstance(access, str) or not access.isascii() or not access.isprintable() or " " in access or not access:
        raise TokenUnavailable(f"{origin(url)} answered {response.status_code} without a usable access_token")
    lifetime, refresh, scope = answer.get("expires_in"), answer.get("refresh_token"), answer.get("scope")
    try:
        lifetime = None if lifetime is None else max(float(lifetime), 0.0)  # some send it as text
    except (TypeError, ValueError):
        lifetime = None
    return Token(
        access=access,
        expires=None if lifetime is None else began + lifetime,
        lifetime=lifetime,
        refresh=refresh if isinstance(refresh, str) and refresh else None,
        scope=scope if isinstance(scope, str) else "",
    )


def parse_answer(response: Response, form: Form, url: str, wall: float) -> dict[str, Any]:
    """The JSON object of a success; see `parse_token` for arguments and errors."""
    answer = _json_object(response.content)
    fields = answer or {}
    if response.is_success and answer is not None and "error" not in fields:
        return fields
    code = fields.get("error")
    code = code if isinstance(code, str) and _CODE.fullmatch(code) else ""
    summary = f"{origin(url)} answered {response.status_code}" + (f" {code}" if code else "")
    message = summary + _description(fields, form)
    # GitHub refuses with 200 and an `error`.
    refused = 400 <= response.status_code < 500 and response.status_code not in (408, 425, 429)
    if code not in TEMPORARY and (refused or (response.is_success and code)):
        raise TokenRefused(message, code=code)
    raise TokenUnavailable(message, code=code, retry_after=retry_after(response.headers, wall))


def _json_object(content: bytes) -> dict[str, Any] | None:
    try:
        return msgspec.json.decode(content, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _description(fields: Mapping[str, Any], form: Form) -> str:
    """The server's own words, unless they repeat a secret."""
    text = fields.get("error_description")
    if not isinstance(text, str) or not text.isprintable() or len(text) > 200:
        return ""
    secrets = [value for name, value in form.items() if name in _SECRET_FIELDS and value]
    return "" if any(secret in text for secret in secrets if isinstance(secret, str)) else f" ({text})"
