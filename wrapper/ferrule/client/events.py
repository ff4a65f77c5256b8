"""`.events` of an operation that is described or declared to answer with events, or with lines of JSON."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Generic, Self, TypeVar

import httpx

from ferrule.call import Trace
from ferrule.client.event_run import EventRun, LastEvent
from ferrule.client.modules import StreamModule
from ferrule.client.receiving import StreamRequest, check_not_begun, opened, positive_seconds
from ferrule.errors import ConfigError
from ferrule.runtime.blocking import drive

V = TypeVar("V")


class _Events(Generic[V]):
    """What both worlds have of a stream of events."""

    def __init__(
        self,
        request: StreamRequest[Any],
        module: StreamModule[..., Any, Any, V],
        seconds: float | None = None,
        *,
        skips: bool = False,
    ) -> None:
        self._request, self._module, self._seconds, self._skips = request, module, seconds, skips
        self._run = EventRun(request, module, seconds, skips=skips)

    def within(self, seconds: float) -> Self:
        """The same, but it ends when this time is over, counted from its request.

        Args:
            seconds: for all of it. The deadline bounds the time to the headers besides, and `idle_timeout` each silence
                after them.

        Raises:
            ConfigError: not a positive number, or the request has been sent.
        """
        check_not_begun(self._run.receiving)
        return type(self)(self._request, self._module, positive_seconds(seconds), skips=self._skips)

    def skip_broken(self) -> Self:
        """The same, but events and lines that cannot be read are passed over, and counted in `skipped`.

        Raises:
            ConfigError: the request has been sent.
        """
        check_not_begun(self._run.receiving)
        return type(self)(self._request, self._module, self._seconds, skips=True)

    @property
    def last(self) -> LastEvent | None:
        """Name and id of the last event, None before the first."""
        return self._run.last

    @property
    def skipped(self) -> int:
        """How many lines were passed over so far: blank ones, and broken ones after `skip_broken()`."""
        return self._run.skipped

    @property
    def end(self) -> str | None:
        """Why it ended: `terminator`, `end of the stream`, `no content (204)`, `60 s are over`, `closed`, `failed: …`.

        None before that.
        """
        return self._run.receiving.end or None

    @property
    def headers(self) -> httpx.Headers:
        """Header fields of the response, case-insensitive."""
        return opened(self._run.receiving).headers

    @property
    def trace(self) -> Trace:
        """Attempts, waits and notes of the call."""
        return opened(self._run.receiving).trace

    def _begin(self) -> Self:
        if self._run.receiving.end:
            raise ConfigError(f"this stream is over ({self.end}); call the operation's verb again for another")
        return self

    def __repr__(self) -> str:
        state = self.end or ("open" if self._run.receiving.begun else "not opened")
        return f"<{type(self).__name__} of {self._request.operation}: {state}>"


class Events(_Events[V]):
    """The events of a stream, each the model that the description names. Nothing is sent before the first step.

    `for` needs no more: it closes itself at its end or error. `with` sends the request, and is for leaving early. A
    step raises what a plain call would raise; `StreamBroken` where the body breaks, `StreamTruncated` where a declared
    terminator does not come, and `InvalidResponse` for what is no stream, or no such event.
    """

    def __iter__(self) -> Self:
        return self._begin()

    def __next__(self) -> V:
        found = self._run.ready() or drive(self._run.next())
        if found is None:
            raise StopIteration
        return found[0]

    def close(self) -> None:
        """Give it up. Idempotent."""
        drive(self._run.receiving.close())

    def __enter__(self) -> Self:
        drive(self._run.open())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


class AsyncEvents(_Events[V]):
    """As `Events`, for `async for`."""

    def __aiter__(self) -> Self:
        return self._begin()

    async def __anext__(self) -> V:
        found = self._run.ready() or await self._run.next()
        if found is None:
            raise StopAsyncIteration
        return found[0]

    async def aclose(self) -> None:
        """Give it up. Idempotent."""
        await self._run.receiving.close()

    async def __aenter__(self) -> Self:
        await self._run.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()
