"""Calls that Ferrule itself ended."""

from __future__ import annotations

from ferrule.call.inbound import Whose
from ferrule.errors.base import CallError


class Refused(CallError):
    """Ferrule ended the call by itself; `retry_after` says when to come back, where that is known."""

    may_have_acted = False


class DeadlineExceeded(Refused):
    """The time allowed for the whole call ran out, or what was left could not have been enough.

    `may_have_acted` is True when an attempt was under way or had been made.

    Attributes:
        whose: `call` where it was the call's own deadline; in a service, `service` where it was the time that it gives
            each request, and `caller` where it was the one that its caller asked for.
    """

    advice = "raise the deadline if the call may take that long"

    def __init__(self, message: str = "", *, whose: Whose = "call") -> None:
        super().__init__(message)
        self.whose: Whose = whose

    def _advice(self) -> list[str]:
        return [part for part in super()._advice() if part != self.advice or self.whose == "call"]


class CircuitOpen(Refused):
    """The circuit breaker is open: the API has been failing, and is given time to recover."""


class RateLimited(Refused):
    """A rate limit is used up, the client's own or the server's. Nothing was sent; see `retry_after`."""


class QueueFull(Refused):
    """As many calls wait for a free connection as may."""


class RedirectRefused(Refused):
    """The API redirected in a way that must not be followed, or cannot be."""

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
    _come_back = "it is asked again in {} at the earliest"

    def __init__(self, message: str = "", *, code: str = "") -> None:
        super().__init__(message)
        self.code = code


class TokenUnavailable(AuthError):
    """No access token could be had for now: the authorization server was not reached, failed or was busy.

    Attributes:
        code: its error code, such as `temporarily_unavailable`; empty when it named none.
        in_doubt: the server may have acted on the request, though no usable answer came. A refresh token that was
            sent may be used up (RFC 9700 §4.14.2).
    """

    def __init__(
        self, message: str = "", *, code: str = "", retry_after: float | None = None, in_doubt: bool = False
    ) -> None:
        super().__init__(message, retry_after=retry_after)
        self.code = code
        self.in_doubt = in_doubt
