"""Errors of the way to the API and back."""

from __future__ import annotations

from ferrule.call import Response
from ferrule.errors.base import CallError, without_secrets


class WireError(CallError):
    """No usable response came.

    Attributes:
        lasting: another attempt would meet the same; it is not made.
    """

    lasting: bool = False


class ConnectFailed(WireError):
    """No connection could be made: nothing was sent."""

    may_have_acted = False
    advice = "check the host name, the network and any proxy"


class TLSFailed(ConnectFailed):
    """The secure connection could not be set up: nothing was sent."""

    advice = "check the certificate chain, `verify` and the host name"


class WriteFailed(WireError):
    """The connection broke while the request was being sent; the server may have acted."""


class ReadFailed(WireError):
    """The connection broke before the whole response was read; the server may have acted."""


class AttemptTimeout(WireError):
    """One attempt took longer than `attempt_timeout`; the server may have acted, unless `may_have_acted` is False."""

    advice = "raise attempt_timeout if the API may take that long"


class StreamBroken(WireError):
    """A streamed response broke after its headers. Ferrule does not request it again by itself.

    Attributes:
        received: bytes of the body that had come, content codings removed.
    """

    received: int

    def __init__(self, message: str, *, received: int) -> None:
        super().__init__(message)
        self.received = received


class InvalidResponse(WireError):
    """What came is not HTTP, or a success whose body does not match the spec. The server has probably acted.

    Attributes:
        response: the response as received, None when it was not HTTP.
    """

    response: Response | None

    def __init__(self, message: str, *, response: Response | None = None) -> None:
        super().__init__(message)
        self.response = response and Response(
            response.status_code,
            without_secrets(response.raw_headers),
            response.content,
            response.http_version,
        )

    def _advice(self) -> list[str]:
        described = ["if the API always answers so, correct its description in the overlay"] if self.response else []
        return [*described, *super()._advice()]


class ResponseTooLarge(InvalidResponse):
    """A response went beyond a limit of `Connection`, which the message names. It is not asked for again."""

    lasting = True
    advice = "raise the limit if the API may answer so, or read the response as a stream"
