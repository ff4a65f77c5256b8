"""Requests to an authorization server: a small pipeline of their own, and answers made into tokens or errors.

They go through the runtime of the API's client, but not through its policies: the API's breaker and limits have nothing to
do with them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import msgspec

from ferrule.auth.tokens import Token
from ferrule.call import Call, Facts, Operation, Options, Response
from ferrule.call.origin import is_loopback, origin
from ferrule.errors import ConfigError, TokenRefused, TokenUnavailable, WireError
from ferrule.http.retry_after import retry_after
from ferrule.policies.attempt_timeout import AttemptTimeoutPolicy
from ferrule.policies.pipeline import Next, compose
from ferrule.policies.retry import Retry, RetryPolicy
from ferrule.runtime.base import Runtime

Form: TypeAlias = Mapping[str, str | list[str]]
Prove: TypeAlias = Callable[[], tuple[dict[str, str], dict[str, str]]]

# No budget: a source that fails is left alone for longer and longer (`tokens.pause`).
_POLICIES = (RetryPolicy(Retry(attempts=3, budget=None)), AttemptTimeoutPolicy())

# Not a no for good: RFC 6749 §4.1.2.1, RFC 8628 §3.5.
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


def require_https(url: str, what: str) -> str:
    """Refuse an address that secrets would travel to in the clear (RFC 6749 §3.2).

    Raises:
        ConfigError: neither https nor loopback.
    """
    if urlsplit(url).scheme != "https" and not (urlsplit(url).scheme == "http" and is_loopback(url)):
        raise ConfigError(f"{what} must be an https URL, as secrets travel there; got {origin(url)}")
    return url


async def request(
    runtime: Runtime,
    method: str,
    url: str,
    *,
    form: Form | None = None,
    json: Any = None,
    headers: Mapping[str, str] | None = None,
    prove: Prove | None = None,
    repeatable: bool = False,
) -> Response:
    """Send to an authorization server. Redirects are not followed: secrets go where they were told to.

    Args:
        runtime: time and network.
        method: HTTP method.
        url: absolute.
        form: body, as a form.
        json: body, as JSON.
        headers: beside `Accept`.
        prove: gives form fields and headers that say who asks; called for each attempt, as an assertion is good for once.
        repeatable: the request may be sent again although the server may have acted on it.

    Raises:
        TokenUnavailable: no answer came.
    """
    operation = Operation(
        "oauth", url, urlsplit(url).path, method, urlsplit(url).path, facts=Facts(idempotent=repeatable)
    )
    body = {"data": dict(form)} if form is not None else {} if json is None else {"json": json}
    call = Call(operation, method, url, {"accept": "application/json", **(headers or {})}, body, Options(), origin(url))
    call.trace.started = runtime.now()
    try:
        return await compose((*_POLICIES, _Proof(prove)) if prove else _POLICIES, runtime)(call)
    except WireError as error:
        raise TokenUnavailable(
            f"{origin(url)} gave no answer ({type(error).__name__}, {len(call.trace.attempts)} attempts)"
        ) from None


class _Proof:
    """Puts on each attempt who asks."""

    def __init__(self, prove: Prove) -> None:
        self._prove = prove

    async def __call__(self, call: Call, next: Next, runtime: Runtime) -> Response:
        fields, headers = self._prove()
        return await next(
            call.replace(body={"data": {**call.body["data"], **fields}}, headers={**call.headers, **headers})
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
    try:
        answer = response.json()
    except (msgspec.DecodeError, UnicodeDecodeError):
        answer = None
    fields: dict[str, Any] = answer if isinstance(answer, dict) else {}
    if response.is_success and isinstance(answer, dict) and "error" not in fields:
        return fields
    code = fields.get("error")
    code = code if isinstance(code, str) and _CODE.fullmatch(code) else ""
    said = f"{origin(url)} answered {response.status_code}" + (f" {code}" if code else "") + _description(fields, form)
    # GitHub refuses with 200 and an `error`.
    refused = 400 <= response.status_code < 500 and response.status_code not in (408, 425, 429)
    if code not in TEMPORARY and (refused or (response.is_success and code)):
        raise TokenRefused(said, code=code)
    raise TokenUnavailable(said, code=code, retry_after=retry_after(response.headers, wall))


def _description(fields: Mapping[str, Any], form: Form) -> str:
    """The server's own words, unless they repeat a secret."""
    text = fields.get("error_description")
    if not isinstance(text, str) or not text.isprintable() or len(text) > 200:
        return ""
    secrets = [value for name, value in form.items() if name in _SECRET_FIELDS and value]
    return "" if any(secret in text for secret in secrets if isinstance(secret, str)) else f" ({text})"
