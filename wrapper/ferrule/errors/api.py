"""Errors that the API answered with, a class for each status that callers tell apart."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from ferrule.call import Response
from ferrule.errors.base import CallError, without_secrets

if TYPE_CHECKING:
    import httpx


class ApiError(CallError):
    """The API answered with an error status.

    Attributes:
        status_code: as received.
        body: the documented error model if the body parses as it, otherwise an `Undocumented` with the raw body.
        problem: members of an RFC 9457 problem document where the API served one, else None.
        headers: response headers, without cookies.
        request_id: the API's own name for this request, None when it gave none.
        content: the raw body.
    """

    status_code: int
    body: Any
    problem: dict[str, Any] | None
    content: bytes
    request_id: str | None
    _raw_headers: list[tuple[bytes, bytes]]
    _leaves_doubt = False

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
        self.status_code = response.status_code
        self.body = body
        self.problem = problem
        self.content = response.content
        self.request_id = request_id
        self._raw_headers = without_secrets(response.raw_headers)

    @property
    def headers(self) -> httpx.Headers:
        """Response headers, case-insensitive, without cookies."""
        import httpx

        return httpx.Headers(self._raw_headers)

    def _details(self) -> list[str]:
        return [f"request id {self.request_id}"] if self.request_id else []


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

    advice = "check what the credential may do"


class NotFound(ClientError):
    """404: there is no such resource, or the credential may not see it."""

    advice = "check the arguments, and whether the credential may see it"


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

    _leaves_doubt = True


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


def error_for_status(status: int) -> type[ApiError]:
    """The class for a status code: its own, else that of its hundred (RFC 9110 §15)."""
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    # What is no status at all counts as a failure of the server, says the end of that section.
    return ServerError if status >= 500 else ClientError if status >= 400 else UnexpectedStatus


def reason_phrase(status: int) -> str:
    """`404 Not Found`; the number alone where the status is not registered."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
