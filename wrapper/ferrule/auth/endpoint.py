"""Requests to an authorization server: a small pipeline of their own.

They go through the runtime of the API's client, but not through its policies: the breaker and the limits are the API's
own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from ferrule.call import Call, Facts, Operation, Options, Response
from ferrule.call.body import RequestBody
from ferrule.call.origin import is_loopback, origin
from ferrule.errors import ConfigError, TokenUnavailable, WireError
from ferrule.policies.attempt_timeout import AttemptTimeoutPolicy
from ferrule.policies.pipeline import Next, compose
from ferrule.policies.retry import Retry, RetryPolicy
from ferrule.runtime.base import Runtime

Form: TypeAlias = Mapping[str, str | list[str]]
Prove: TypeAlias = Callable[[], tuple[dict[str, str], dict[str, str]]]

# No budget: a source that fails is left alone for longer and longer (`tokens.pause`).
_POLICIES = (RetryPolicy(Retry(attempts=3, budget=None)), AttemptTimeoutPolicy())


def require_https(url: str, what: str) -> str:
    """Refuse an address that secrets would travel to in the clear (RFC 6749 §3.2).

    Raises:
        ConfigError: no address of a host, or neither https nor loopback.
    """
    if not is_web_address(url):
        raise ConfigError(f"{what} must be an https URL with a host, without spaces and control characters")
    if urlsplit(url).scheme != "https" and not is_loopback(url):
        raise ConfigError(f"{what} must be an https URL, as secrets travel there; got {origin(url)}")
    return url


def is_web_address(url: str) -> bool:
    """True for an http or https URL with a host. A browser takes others for scripts, files or options of its own."""
    try:
        parts = urlsplit(url)
        has_host = bool(parts.hostname) and parts.port != 0  # a port out of range is a ValueError
    except ValueError:
        return False
    return has_host and parts.scheme in ("http", "https") and url.isprintable() and " " not in url


async def request(
    runtime: Runtime,
    method: str,
    url: str,
    *,
    form: Form | None = None,
    json: Any = None,
    headers: Mapping[str, str] | None = None,
    prove: Prove | None = None,
    repeatable: bool,
) -> Response:
    """Send to an authorization server. Redirects are not followed, as the request holds secrets.

    Args:
        runtime: time and network.
        method: HTTP method.
        url: absolute.
        form: body, as a form.
        json: body, as JSON.
        headers: beside `Accept`.
        prove: gives form fields and headers that prove who asks. It is called for each attempt, as an assertion is good
            only once.
        repeatable: the request may be sent again although the server may have acted on it.

    Raises:
        TokenUnavailable: no answer came.
    """
    operation = Operation(
        "oauth", url, urlsplit(url).path, method, urlsplit(url).path, facts=Facts(idempotent=repeatable)
    )
    body: RequestBody = {"data": dict(form)} if form is not None else {} if json is None else {"json": json}
    call = Call(operation, method, url, {"accept": "application/json", **(headers or {})}, body, Options(), origin(url))
    call.trace.started = runtime.now()
    try:
        return await compose((*_POLICIES, _Proof(prove)) if prove else _POLICIES, runtime)(call)
    except WireError as error:
        raise TokenUnavailable(
            f"{origin(url)} gave no answer ({type(error).__name__}, {len(call.trace.attempts)} attempts)",
            in_doubt=bool(form) and error.may_have_acted,
        ) from None


class _Proof:
    """Adds to each attempt the proof of who asks."""

    def __init__(self, prove: Prove) -> None:
        self._prove = prove

    async def __call__(self, call: Call, next: Next, runtime: Runtime) -> Response:
        fields, headers = self._prove()
        form = {**call.body.get("data", {}), **fields}
        return await next(call.replace(body={"data": form}, headers={**call.headers, **headers}))
