"""Every error Ferrule raises, and nothing else.

    FerruleError
    ├── ConfigError                 settings or arguments that cannot work; raised before anything is sent
    └── CallError                   one call failed: `.operation`, `.attempts`, `.may_have_acted`, `.retry_after`
        ├── ApiError                the API answered with an error: `.status`, `.body`, `.problem`, `.headers` …
        │   ├── ClientError         4xx: BadRequest, Unauthorized, PaymentRequired, Forbidden, NotFound, Conflict, Gone,
        │   │                       PreconditionFailed, Unprocessable, TooManyRequests
        │   ├── ServerError         5xx: InternalServerError, BadGateway, ServiceUnavailable, GatewayTimeout
        │   └── UnexpectedStatus    any other status that is not a success
        ├── WireError               no usable response came: ConnectFailed, TLSFailed, WriteFailed, ReadFailed,
        │                           AttemptTimeout, InvalidResponse
        └── Refused                 Ferrule itself ended the call: DeadlineExceeded, CircuitOpen, RateLimited,
        │                           QueueFull, RedirectRefused
            └── AuthError           no credential could be put on the call: CredentialMissing, TokenRefused, TokenUnavailable

All pickle, and none holds a request, a credential or a cookie. Foreign exceptions become these in the engine, only there.
"""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, ClassVar

import httpx

from ferrule.call import Attempt, Operation, Response, Trace


class FerruleError(Exception):
    """Base of all errors of Ferrule."""

    def __reduce__(self) -> tuple[Any, ...]:
        # Rebuilt without __init__: subclasses take keywords, which exceptions do not pickle by themselves.
        return _rebuild, (type(self), self.args, self.__dict__)


class ConfigError(FerruleError, ValueError):
    """Settings or arguments that cannot work. The message lists every fault found, not the first alone."""


class CallError(FerruleError):
    """One call failed.

    Attributes:
        operation: what was called, None until the client has filled it in.
        attempts: what was tried, in order.
        trace: the whole story, None until the client has filled it in; `explain()` tells it.
        may_have_acted: False when the request surely never reached the server's application.
        retry_after: seconds after which another try may succeed, None when nobody said.
    """

    operation: Operation | None = None
    attempts: Sequence[Attempt] = ()
    trace: Trace | None = None
    may_have_acted: bool = True
    retry_after: float | None = None
    advice: ClassVar[str] = ""

    def __init__(self, message: str = "", *, retry_after: float | None = None) -> None:
        super().__init__(message)
        if retry_after is not None:
            self.retry_after = retry_after

    def explain(self) -> str:
        """What failed, and the timeline of the call: attempts, waits and their reasons, decisions of the policies."""
        return str(self) if self.trace is None else f"{self}\n{self.trace.render()}"

    def __str__(self) -> str:
        parts = [f"{self.operation}: {self.args[0]}" if self.operation else str(self.args[0])]
        if len(self.attempts) > 1:
            tries = ", ".join(str(attempt.status or attempt.error) for attempt in self.attempts)
            parts.append(f"after {len(self.attempts)} attempts ({tries})")
        if self.attempts and self.attempts[-1].reason:
            parts.append(f"not retried: {self.attempts[-1].reason}")
        if self.retry_after is not None:
            parts.append(f"may succeed in {self.retry_after:.3g} s")
        if self.advice:
            parts.append(self.advice)
        return "; ".join(parts)


class ApiError(CallError):
    """The API answered with an error status.

    Attributes:
        status: status code as received.
        body: the documented error model where the body parses as it, else an `Undocumented` with the raw body.
        problem: members of an RFC 9457 problem document where the API served one, else None.
        headers: response headers, without cookies.
        request_id: the API's own name for this request, None when it gave none.
        content: the raw body.
    """

    status: int
    body: Any
    problem: dict[str, Any] | None
    content: bytes
    request_id: str | None
    _raw_headers: list[tuple[bytes, bytes]]

    def __init__(
        self,
        message: str,
        *,
        response: Response,
        body: Any = None,
        problem: dict[str, Any] | None = None,
        request_id: str | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message, retry_after=retry_after)
        self.status = response.status_code
        self.body = body
        self.problem = problem
        self.content = response.content
        self.request_id = request_id
        self._raw_headers = [(k, v) for k, v in response.raw_headers if k.lower() not in _SECRET_HEADERS]

    @property
    def headers(self) -> httpx.Headers:
        """Response headers, case-insensitive, without cookies."""
        return httpx.Headers(self._raw_headers)


class ClientError(ApiError):
    """4xx: the API did not accept the request."""


class BadRequest(ClientError):
    """400: the API could not make sense of the request."""


class Unauthorized(ClientError):
    """401: the credential is missing, wrong or expired."""

    advice = "check the credential given to the client"


class PaymentRequired(ClientError):
    """402: a payment was refused or is due."""


class Forbidden(ClientError):
    """403: the credential is known, and may not do this."""


class NotFound(ClientError):
    """404: there is no such resource, or the credential may not see it."""


class Conflict(ClientError):
    """409: the resource is in a state that forbids this."""


class Gone(ClientError):
    """410: the resource was removed for good."""


class PreconditionFailed(ClientError):
    """412: the resource changed since it was read."""


class Unprocessable(ClientError):
    """422: the request was understood, and its content refused."""


class TooManyRequests(ClientError):
    """429: a rate limit of the API was reached; see `retry_after`."""


class ServerError(ApiError):
    """5xx: the API failed."""


class InternalServerError(ServerError):
    """500: the API failed."""


class BadGateway(ServerError):
    """502: a gateway got no proper answer from the API."""


class ServiceUnavailable(ServerError):
    """503: the API is overloaded or down for maintenance; see `retry_after`."""


class GatewayTimeout(ServerError):
    """504: a gateway waited for the API in vain."""


class UnexpectedStatus(ApiError):
    """A status that is neither success nor error, such as a redirect that was not followed."""


class WireError(CallError):
    """No usable response came."""


class ConnectFailed(WireError):
    """No connection could be made: nothing was sent."""

    may_have_acted = False
    advice = "nothing was sent; check the host name, the network and any proxy"


class TLSFailed(ConnectFailed):
    """The secure connection could not be set up: nothing was sent."""

    advice = "nothing was sent; check the certificate chain, `verify` and the host name"


class WriteFailed(WireError):
    """The connection broke while the request was being sent; the server may have acted."""

    advice = "the server may have acted"


class ReadFailed(WireError):
    """The connection broke before the whole response was read; the server may have acted."""

    advice = "the server may have acted"


class AttemptTimeout(WireError):
    """One attempt took longer than `attempt_timeout`; the server may have acted, unless `may_have_acted` is False."""


class InvalidResponse(WireError):
    """What came is not HTTP, or a success whose body is not what the spec says; the server has probably acted.

    Attributes:
        response: the response as received, None when it was not HTTP.
    """

    response: Response | None

    def __init__(self, message: str, *, response: Response | None = None) -> None:
        super().__init__(message)
        self.response = response and Response(
            response.status_code,
            [(k, v) for k, v in response.raw_headers if k.lower() not in _SECRET_HEADERS],
            response.content,
            response.http_version,
        )


class Refused(CallError):
    """Ferrule ended the call by itself; `retry_after` says when to come back, where that is known."""

    may_have_acted = False


class DeadlineExceeded(Refused):
    """The time allowed for the whole call ran out, or what was left could not have been enough.

    `may_have_acted` is True when an attempt was under way or had been made.
    """


class CircuitOpen(Refused):
    """The circuit breaker is open: the API has been failing, and is given time to recover."""


class RateLimited(Refused):
    """A rate limit is used up: the client's own, or the server's by its own account. Nothing was sent; see `retry_after`."""


class QueueFull(Refused):
    """As many calls wait for a free connection as may."""


class RedirectRefused(Refused):
    """The API redirected in a way that must not, or cannot, be followed."""

    may_have_acted = True


class AuthError(Refused):
    """No credential could be put on the call."""


class CredentialMissing(AuthError):
    """The operation needs a credential that the client was not given."""


class TokenRefused(AuthError):
    """The authorization server said no: revoked, wrong secret, wrong scope. Asking again does not help.

    Attributes:
        code: its error code (RFC 6749 §5.2), such as `invalid_grant`; empty when it named none.
    """

    advice = "sign in again, or check the client's settings at the authorization server"

    def __init__(self, message: str = "", *, code: str = "") -> None:
        super().__init__(message)
        self.code = code


class TokenUnavailable(AuthError):
    """No access token could be had for now: the authorization server was not reached, failed or was busy.

    Attributes:
        code: its error code, such as `temporarily_unavailable`; empty when it named none.
    """

    def __init__(self, message: str = "", *, code: str = "", retry_after: float | None = None) -> None:
        super().__init__(message, retry_after=retry_after)
        self.code = code


_BY_STATUS: dict[int, type[ApiError]] = {
    400: BadRequest,
    401: Unauthorized,
    402: PaymentRequired,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
    410: Gone,
    412: PreconditionFailed,
    422: Unprocessable,
    429: TooManyRequests,
    500: InternalServerError,
    502: BadGateway,
    503: ServiceUnavailable,
    504: GatewayTimeout,
}

_SECRET_HEADERS = frozenset({b"set-cookie", b"set-cookie2", b"authorization", b"proxy-authorization"})


def error_for_status(status: int) -> type[ApiError]:
    """The class for a status code: its own, else that of its hundred (RFC 9110 §15)."""
    by_hundred: dict[int, type[ApiError]] = {4: ClientError, 5: ServerError}
    return _BY_STATUS.get(status) or by_hundred.get(status // 100, UnexpectedStatus)


def reason_phrase(status: int) -> str:
    """`404 Not Found`; the number alone where the status is not registered."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _rebuild(cls: type[FerruleError], args: tuple[Any, ...], state: dict[str, Any]) -> FerruleError:
    error = cls.__new__(cls, *args)
    error.args = args
    error.__dict__.update(state)
    return error
