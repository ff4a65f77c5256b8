"""Errors of the way to the API and back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ferrule.call import Response
from ferrule.call.validation import Mismatch
from ferrule.errors.base import CallError, without_secrets

if TYPE_CHECKING:
    import httpx


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
    """A streamed response broke after its headers. It is not requested again, unless it is declared resumable.

    Attributes:
        received: bytes of the body that had come, content codings removed.
        events: how many events had been given to the caller; None where the body is not read as events.
        last: the last of them, None where there is none.
        last_event_id: the id to go on from, empty for none.
    """

    received: int
    events: int | None = None
    last: object = None
    last_event_id: str = ""

    def __init__(self, message: str = "", *, received: int = 0) -> None:
        super().__init__(message)
        self.received = received

    def _details(self) -> list[str]:
        if self.events is None:
            return []
        return [f"{self.events} event{'' if self.events == 1 else 's'} had been delivered"]


class StreamTruncated(StreamBroken):
    """A stream ended before what shows that it is whole: its declared terminator, or the end of its last value."""


class InvalidResponse(WireError):
    """What came is not HTTP, or a success that is unreadable or refused. The server has probably acted.

    A success is refused where it disagrees with its description and `validation` is `strict`, or by a validator.

    Attributes:
        response: the response as received, without cookies; None when it was not HTTP.
        mismatches: fields that disagreed with its description.
    """

    response: Response | None
    mismatches: Sequence[Mismatch]

    def __init__(
        self,
        message: str,
        *,
        response: Response | None = None,
        is_described: bool = True,
        mismatches: Sequence[Mismatch] = (),
    ) -> None:
        """Say what came.

        Args:
            message: what happened, in words.
            response: what came, None when it was not HTTP.
            is_described: its body is what a description can describe, so that a better one would help.
            mismatches: fields that disagreed with its description.
        """
        super().__init__(message)
        self._is_described = is_described
        self.mismatches = mismatches
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
        import httpx

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
