"""Errors of the way to the API and back."""

from __future__ import annotations

import httpx

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
        response: the response as received, without cookies; None when it was not HTTP.
    """

    response: Response | None

    def __init__(self, message: str, *, response: Response | None = None, is_described: bool = True) -> None:
        """Say what came.

        Args:
            message: what happened, in words.
            response: what came, None when it was not HTTP.
            is_described: its body is what a description can describe, so that a better one would help.
        """
        super().__init__(message)
        self._is_described = is_described
        self.response = response and Response(
            response.status_code,
            without_secrets(response.raw_headers),
            response.content,
            response.http_version,
        )

    @property
    def status_code(self) -> int | None:
        """As received; None when what came was not HTTP."""
        return None if self.response is None else self.response.status_code

    @property
    def headers(self) -> httpx.Headers:
        """Response headers, case-insensitive, without cookies."""
        return httpx.Headers() if self.response is None else self.response.headers

    @property
    def content(self) -> bytes:
        """The raw body."""
        return b"" if self.response is None else self.response.content

    def _advice(self) -> list[str]:
        if self.response is None:
            return super()._advice()
        if not self._is_described:
            return ["the call succeeded, and what came is in `content`"]
        return [
            "the call succeeded, and what came is in `response`",
            "if the API always answers so, correct its description in the overlay",
        ]


class ResponseTooLarge(InvalidResponse):
    """A response went beyond a limit of `Connection`, which the message names. It is not asked for again."""

    lasting = True
    advice = "raise the limit if the API may answer so, or read the response as a stream"
