"""`.stream` of an operation: the body of its success, as it comes."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Self, TypeAlias

import httpx

from ferrule.call import Trace
from ferrule.client.parts import AsyncParts, Bytes, JSONValues, Parts
from ferrule.client.receiving import Receiving, StreamRequest, check_not_begun, in_time, opened, positive_seconds
from ferrule.client.results import Raw
from ferrule.errors import ConfigError
from ferrule.http.charsets import codec_of
from ferrule.runtime.blocking import drive
from ferrule.streams.text import Text, TextLines

_Part: TypeAlias = bytes  # in a class that has a method of this name


class _Stream:
    """What both worlds have of a streamed body."""

    def __init__(self, request: StreamRequest[Any], seconds: float | None = None) -> None:
        self._receiving = Receiving(request, seconds)
        self._is_read = False

    def within(self, seconds: float) -> Self:
        """The same, but it is an error when its end has not come by then, counted from its request.

        Args:
            seconds: for all of it. The deadline bounds the time to the headers besides, and `idle_timeout` each silence
                after them.

        Raises:
            ConfigError: not a positive number, or the request has been sent.
        """
        check_not_begun(self._receiving)
        return type(self)(self._receiving.request, positive_seconds(seconds))

    @property
    def status_code(self) -> int:
        """The status, a success."""
        return opened(self._receiving).status_code

    @property
    def headers(self) -> httpx.Headers:
        """Header fields, case-insensitive."""
        return opened(self._receiving).headers

    @property
    def trace(self) -> Trace:
        """Attempts, waits and notes of the call."""
        return opened(self._receiving).trace

    @property
    def end(self) -> str | None:
        """Why it ended: `end of the body`, `60 s are over`, `closed`, `failed: …`; None before that."""
        return self._receiving.end or None

    async def _open(self) -> None:
        receiving = self._receiving
        if receiving.begun:
            raise ConfigError("this stream has been opened already; call the operation's verb again for another")
        await in_time(receiving, lambda: receiving.open(receiving.request.call()))

    def _claim(self) -> Receiving[Any]:
        """For the one who reads it."""
        if self._is_read or self._receiving.end:
            raise ConfigError("a stream is read once; call the operation's verb again for another")
        self._is_read = True
        return self._receiving

    def _bytes(self, raw: Raw[Any]) -> Bytes:
        return Bytes()

    def _text(self, raw: Raw[Any]) -> Text:
        return Text(codec_of(raw.headers.get("content-type", "")))

    def _lines(self, raw: Raw[Any]) -> TextLines:
        return TextLines(codec_of(raw.headers.get("content-type", "")), self._most)

    def _json_lines(self, raw: Raw[Any]) -> JSONValues:
        return JSONValues(raw.headers.get("content-type", ""), self._most)

    @property
    def _most(self) -> int:
        return self._receiving.request.session.core.max_event_bytes

    def __repr__(self) -> str:
        state = self.end or ("open" if self._receiving.begun else "not opened")
        return f"<{type(self).__name__} of {self._receiving.request.operation}: {state}>"


class Stream(_Stream):
    """The body of a success, as it comes. Nothing is sent before it is entered (`with`) or read.

    Then it has its status and headers, and the body is read once: as bytes, text, lines or JSON, content codings taken
    off. An error status is raised as of a plain call; a body that breaks raises `StreamBroken`, and is not asked for
    again.
    """

    def bytes(self) -> Parts[_Part]:
        """The body as bytes, in parts of any size."""
        return Parts(self._claim(), self._bytes)

    def text(self) -> Parts[str]:
        """The body as text in its charset, in parts of any size."""
        return Parts(self._claim(), self._text)

    def lines(self) -> Parts[str]:
        """The lines of its text, without their ends. A line has at most `Connection(max_event_bytes=…)` bytes."""
        return Parts(self._claim(), self._lines)

    def json_lines(self) -> Parts[Any]:
        """The values of JSON Lines or of a JSON text sequence. Blank lines are passed over; a broken one raises."""
        return Parts(self._claim(), self._json_lines)

    def __iter__(self) -> Parts[_Part]:
        return self.bytes()

    def close(self) -> None:
        """Give it up. Idempotent."""
        drive(self._receiving.close())

    def __enter__(self) -> Self:
        drive(self._open())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


class AsyncStream(_Stream):
    """As `Stream`, for `async with` and `async for`."""

    def bytes(self) -> AsyncParts[_Part]:
        """The body as bytes, in parts of any size."""
        return AsyncParts(self._claim(), self._bytes)

    def text(self) -> AsyncParts[str]:
        """The body as text in its charset, in parts of any size."""
        return AsyncParts(self._claim(), self._text)

    def lines(self) -> AsyncParts[str]:
        """The lines of its text, without their ends. A line has at most `Connection(max_event_bytes=…)` bytes."""
        return AsyncParts(self._claim(), self._lines)

    def json_lines(self) -> AsyncParts[Any]:
        """The values of JSON Lines or of a JSON text sequence. Blank lines are passed over; a broken one raises."""
        return AsyncParts(self._claim(), self._json_lines)

    def __aiter__(self) -> AsyncParts[_Part]:
        return self.bytes()

    async def aclose(self) -> None:
        """Give it up. Idempotent."""
        await self._receiving.close()

    async def __aenter__(self) -> Self:
        await self._open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()
