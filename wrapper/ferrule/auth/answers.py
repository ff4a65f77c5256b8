"""Answers of an authorization server, made into tokens or errors: pure."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from typing import Any

import msgspec

from ferrule.auth.endpoint import Form
from ferrule.auth.schemes import TOKEN
from ferrule.auth.tokens import Token
from ferrule.call import Response
from ferrule.call.origin import origin
from ferrule.call.secrets import Secrets
from ferrule.errors import TokenRefused, TokenUnavailable
from ferrule.http.retry_after import retry_after

# The answer may be another one later: RFC 6749 §4.1.2.1, RFC 8628 §3.5.
TEMPORARY = frozenset({"temporarily_unavailable", "server_error", "slow_down", "authorization_pending"})
# RFC 6749 §4.1.2.1 and §5.2, RFC 6750 §3.1, RFC 7009, RFC 8628 §3.5, RFC 8707: words that are nobody's secret.
_REGISTERED = TEMPORARY | {
    "access_denied", "expired_token", "insufficient_scope", "invalid_client", "invalid_grant", "invalid_request",
    "invalid_scope", "invalid_target", "invalid_token", "unauthorized_client", "unsupported_grant_type",
    "unsupported_response_type", "unsupported_token_type",
}  # fmt: skip
# Types whose tokens APIs refuse without a signature (RFC 9449, RFC 7800). Others are misnamed more often than unknown.
_NO_BEARER = frozenset({"dpop", "pop", "mac"})
_CODE = re.compile(r"[a-z][a-z_]{0,60}")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_KIND = re.compile(r"[a-z]+/[a-z0-9.+-]{1,60}")
_MOST_NAMES = 8  # of an answer's fields, in a message
# Fields of a token request that are no secrets (RFC 6749, 7521, 7523, 8628, 8693, 8707, 9396). All others are.
_PUBLIC_FIELDS = frozenset({
    "actor_token_type", "audience", "client_assertion_type", "client_id", "grant_type", "redirect_uri",
    "requested_token_type", "resource", "scope", "subject_token_type",
})  # fmt: skip


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
        TokenUnavailable: the server failed, is busy, or answered something else. The message says what, and quotes none
            of it.
    """
    answer = parse_answer(response, form, url, wall)
    secrets = _secrets_of(form)
    if (kind := str(answer.get("token_type")).lower()) in _NO_BEARER:
        raise TokenRefused(f"{origin(url)} gives tokens of type {kind}, which cannot be sent as bearer tokens")
    if "access_token" not in answer:
        known = [name for name in answer if _CODE.fullmatch(name) and secrets.without(name) == name]
        names = ", ".join(known[:_MOST_NAMES]) or "no field of a known form"
        raise TokenUnavailable(
            f"{origin(url)} answered {response.status_code} with an object without access_token; it has {names}",
            in_doubt=True,
        )
    access, refresh, scope = answer["access_token"], answer.get("refresh_token"), answer.get("scope")
    if not isinstance(access, str) or not TOKEN.fullmatch(access):
        raise TokenUnavailable(
            f"{origin(url)} answered {response.status_code} with an access_token that cannot be sent: it must be text "
            "without spaces and line breaks, and not empty",
            in_doubt=True,
        )
    lifetime = seconds(answer.get("expires_in"))
    return Token(
        access=access,
        expires=None if lifetime is None else began + lifetime,
        lifetime=lifetime,
        refresh=refresh if isinstance(refresh, str) and refresh else None,
        scope=scope if isinstance(scope, str) else "",
    )


def parse_answer(response: Response, form: Form, url: str, wall: float) -> dict[str, Any]:
    """The JSON object of a success; see `parse_token` for arguments and errors."""
    answer, secrets = _json_object(response.content), _secrets_of(form)
    fields = answer or {}
    error = fields.get("error")  # some servers send all fields always, with nothing in those that do not apply
    if response.is_success and answer is not None and not error:
        return answer
    code = error if isinstance(error, str) and _is_quotable(error, secrets) else ""
    came = "" if answer is not None else _what_came(response, secrets)
    what = f" {code}" if code else " with an error that has no code" if error else came
    message = f"{origin(url)} answered {response.status_code}{what}{_description(fields, secrets)}"
    # GitHub refuses with 200 and an `error`.
    refused = 400 <= response.status_code < 500 and response.status_code not in (408, 425, 429)
    if code not in TEMPORARY and (refused or (response.is_success and code)):
        raise TokenRefused(message, code=code)
    turned_away = 300 <= response.status_code < 500 or response.status_code == 503 or bool(code)
    wait = retry_after(response.fields, wall)
    raise TokenUnavailable(
        message, code=code, retry_after=wait and wait.seconds, in_doubt=bool(form) and not turned_away
    )


def seconds(value: object) -> float | None:
    """A number of seconds, which some servers send as text; None for what says nothing.

    Zero says nothing, either: servers send it for tokens without an end.
    """
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        value = float(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= sys.float_info.max:
        return None
    return float(value)


def _what_came(response: Response, secrets: Secrets) -> str:
    """What came in place of the object that was to be expected (RFC 6749 §5.1), in words that quote a known form."""
    if 300 <= response.status_code < 400:
        return ", and redirects are not followed"
    content = response.content.lstrip()
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if not content:
        return " with an empty body in place of a JSON object" if response.is_success else ""
    if kind == "text/html" or content.startswith(b"<"):
        return " with HTML, perhaps a login page or a proxy's, in place of a JSON object"
    if kind == "application/x-www-form-urlencoded" or content.startswith(b"access_token="):
        return " with a form in place of a JSON object"
    if _is_json(content):
        return " with JSON that is no object"
    known = _KIND.fullmatch(kind) and secrets.without(kind) == kind
    return f" with {kind if known else 'something that is not JSON'} in place of a JSON object"


def _is_quotable(code: str, secrets: Secrets) -> bool:
    return code in _REGISTERED or (_CODE.fullmatch(code) is not None and secrets.without(code) == code)


def _is_json(content: bytes) -> bool:
    try:
        msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return True


def _json_object(content: bytes) -> dict[str, Any] | None:
    try:
        return msgspec.json.decode(content, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _description(fields: Mapping[str, Any], secrets: Secrets) -> str:
    """The server's own words, without the secrets that it was sent."""
    text = fields.get("error_description")
    if not isinstance(text, str) or not text.isprintable() or len(text) > 200:
        return ""
    return f" ({secrets.without(text)})"


def _secrets_of(form: Form) -> Secrets:
    sent = {name: [value] if isinstance(value, str) else value for name, value in form.items()}
    return Secrets(value for name, values in sent.items() if name not in _PUBLIC_FIELDS for value in values)
