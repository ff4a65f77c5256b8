"""The events of one operation from its request to their end: one coroutine for both worlds."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from typing import Any, Final, Generic, TypeVar

import attrs

from ferrule.call import Call
from ferrule.client.checking import check
from ferrule.client.modules import StreamModule
from ferrule.client.receiving import Receiving, StreamRequest, TimeIsOver, opened
from ferrule.client.results import report
from ferrule.errors import (
    CircuitOpen,
    ConfigError,
    DeadlineExceeded,
    InvalidResponse,
    ServerError,
    StreamBroken,
    StreamTruncated,
    WireError,
)
from ferrule.http.request_fields import LAST_EVENT_ID
from ferrule.paging.declared import with_value
from ferrule.streams.declared import EVENTS, Parser, Streaming, bare, parser_for
from ferrule.streams.events import EventParser
from ferrule.streams.items import Item

V = TypeVar("V")
R = TypeVar("R")

_MOST_TRIES: Final = 5  # connections in a row that bring no event
_WAIT: Final = 3.0  # seconds before another connection, where the stream does not say
_MOST_OF_AN_ANSWER: Final = 1_048_576  # bytes that are kept of one that is no stream


@attrs.frozen
class LastEvent:
    """Which event came last.

    Attributes:
        name: what kind it was; `message` where the stream does not say, and empty for a line of JSON.
        id: the last id that the stream had named by then; empty for none.
    """

    name: str
    id: str


class EventRun(Generic[V]):
    """Opens the stream, reads its events, and connects again where that is declared.

    Args:
        request: what is asked for.
        module: the operation's; says how it streams.
        seconds: the caller's bound for all of it, None for none.
        skips: pass over events that cannot be read.

    Attributes:
        receiving: the response.
        last: which event came last, None before the first.
    """

    def __init__(
        self, request: StreamRequest[Any], module: StreamModule[..., Any, Any, V], seconds: float | None, *, skips: bool
    ) -> None:
        self.receiving = Receiving(request, seconds)
        self.last: LastEvent | None = None
        self._count = 0
        self._module = module
        self._declared = Streaming(**module._STREAM)
        self._skips = skips
        self._skipped = 0
        self._parser: Parser | None = None
        self._in_hand: Iterator[Item] = iter(())
        self._is_at_end = False
        self._first: Call | None = None
        self._last_id = ""
        self._wait = _WAIT
        self._tries = 0
        self._given: V | None = None

    @property
    def skipped(self) -> int:
        """What was passed over: blank lines, and what cannot be read where the caller wants that."""
        return self._skipped + (self._parser.blank if self._parser else 0)

    async def open(self) -> None:
        """Send the request, and have the headers.

        Raises:
            ConfigError: it has been opened before.
        """
        if self.receiving.begun:
            raise ConfigError("this stream has been opened already; call the operation's verb again for another")
        await self._step(self._connect)

    async def next(self) -> tuple[V] | None:
        """The next event; None after the last. What ends them early is raised, and is the end."""
        return None if self.receiving.is_over else await self._step(self._next)

    async def _step(self, work: Callable[[], Awaitable[R]]) -> R | None:
        try:
            return await self.receiving.step(work)
        except TimeIsOver:
            if not self._declared.terminator:
                return None
        except StreamBroken as broken:
            self._tell(broken)
            raise
        raise self._tell(self._truncated())  # without its terminator it would pass for a whole one

    async def _next(self) -> tuple[V] | None:
        if self._parser is None:
            await self._connect()
        while not self.receiving.end:
            taken = self.receiving.take(self._in_hand)
            if taken is None:
                await self._more()
            elif _is(taken[0], self._declared.terminator):
                await self._finish("terminator")
            elif (event := self._read(taken[0])) is not None:
                self._tries, self._count = 0, self._count + 1
                self._given, self.last = event[0], LastEvent(taken[0].name, taken[0].id)
                return event
        return None

    def _read(self, item: Item) -> tuple[V] | None:
        """The model of an event, or of a line; None where it is passed over."""
        raw, first, mismatches = opened(self.receiving), self._first, list[Any]()
        try:
            event = self._module._parse_event(item.name, item.data, mismatches)
            if first is not None and first.reader is not None:
                check(event, mismatches, first.options)
        except (ValueError, RecursionError) as cause:
            if self._skips:
                self._skipped += 1
                return None
            what = "event" if item.name else "line"
            error = raw.invalid(cause, mismatches, item.content, f"{what} {item.number} cannot be read: ")
        else:
            if mismatches:
                report(raw.operation, mismatches)
            return (event,)
        raise error  # out here: the cause, which may quote it, must not be found in the error's context

    async def _more(self) -> None:
        """Receive the next part; at the end of the body, see whether it is the end of the stream."""
        declared, parser = self._declared, self._parser
        if parser is None:
            return
        if self._is_at_end:
            if declared.resumable:
                await self._connect_again(self._truncated())
            elif declared.terminator:
                raise self._truncated()
            else:
                await self._finish("end of the stream" + ("" if self._count else ", which had no event"))
            return
        try:
            part = await self.receiving.receive()
        except StreamBroken as error:
            broken = error
        else:
            self._in_hand, self._is_at_end = (parser.feed(part), False) if part else (parser.end(), True)
            return
        if self.receiving.end:
            return  # closed by another task or thread, which is no break
        if not declared.resumable:
            raise broken
        await self._connect_again(broken)

    async def _connect(self) -> None:
        """Send the request, and see that what comes is a stream; 204 says that there is none, or no more (WHATWG)."""
        receiving, declared = self.receiving, self._declared
        raw = await receiving.open(self._call())
        if raw.status_code == 204:
            await self._finish("no content (204)")
            return
        came, most = raw.headers.get("content-type", ""), receiving.request.session.core.max_event_bytes
        parser = parser_for(came, most, self._last_id)
        if parser is None or isinstance(parser, EventParser) is not (bare(declared.media_type) == EVENTS):
            with suppress(StreamBroken):
                await raw.response.read(_MOST_OF_AN_ANSWER)
            raise raw.invalid(f"with {bare(came) or 'untyped'} content, where {declared.media_type} is described")
        self._parser, self._in_hand, self._is_at_end = parser, iter(()), False

    def _call(self) -> Call:
        """The first call, or the same again from the last event on."""
        first = self._first
        if first is None:
            self._first = first = self._switched_on().call()
            self._last_id = first.headers.get(LAST_EVENT_ID, "")
            return first
        headers = {name: value for name, value in first.headers.items() if name != LAST_EVENT_ID}
        if self._last_id:
            headers[LAST_EVENT_ID] = self._last_id
        # With what was sent before: the arguments may be files, which have been read.
        return Call(
            first.operation, first.method, first.url, headers, first.body, first.options, first.origin, first.identity,
            stream=True,
        )  # fmt: skip

    def _switched_on(self) -> StreamRequest[Any]:
        """The request, with what asks for a stream in its body."""
        request, declared = self.receiving.request, self._declared
        if not declared.body:
            return request
        try:
            body = with_value(request.kwargs.get("body"), declared.body, declared.value)
        except ValueError as fault:
            raise ConfigError(f"{request.operation}: {fault}") from None
        return attrs.evolve(request, kwargs={**request.kwargs, "body": body})

    async def _connect_again(self, broken: StreamBroken) -> None:
        """Ask for the events after the last one, after the wait that the stream names. Progress makes attempts anew.

        Raises:
            StreamBroken: it cannot be asked for again, or that was in vain.
        """
        if isinstance(self._parser, EventParser):
            self._last_id = self._parser.last_id
            self._wait = self._wait if self._parser.retry is None else self._parser.retry
        cause: Exception | None = broken.__cause__ if isinstance(broken.__cause__, Exception) else None
        resend = None if self._first is None else self._first.resend
        while resend is not None and resend.possible and self._tries < _MOST_TRIES:
            self._tries += 1
            await self.receiving.drop()
            await self.receiving.pause(self._wait)
            if self.receiving.end:
                return
            resend.rewind()
            try:
                await self._connect()
            except (WireError, ServerError, DeadlineExceeded, CircuitOpen) as error:
                if isinstance(error, InvalidResponse):
                    raise
                cause = error
            except ConfigError as error:  # such as an id that no header can hold
                cause = error
                break
            else:
                return
        raise broken from cause

    async def _finish(self, end: str) -> None:
        self.receiving.end = end
        await self.receiving.drop()

    def _truncated(self) -> StreamTruncated:
        receiving, terminator = self.receiving, self._declared.terminator
        missing = f"its terminator, {terminator}" if terminator else "a word that it was its end"
        why = f"the stream ended without {missing}, after {receiving.received} bytes"
        return receiving.about(StreamTruncated(why, received=receiving.received))

    def _tell(self, broken: StreamBroken) -> StreamBroken:
        """What had been delivered."""
        broken.events, broken.last = self._count, self._given
        broken.last_event_id = self._parser.last_id if isinstance(self._parser, EventParser) else self._last_id
        return broken


def _is(item: Item, terminator: str) -> bool:
    if not terminator:
        return False
    return item.data == terminator if isinstance(item.data, str) else item.content.strip() == terminator.encode()
