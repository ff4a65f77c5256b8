"""The items of a stream, over one connection after another where the operation is declared resumable."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final

import attrs

from ferrule.call import Call, Options
from ferrule.client.receiving import FAULTS, Fault, Receiving, StreamRequest
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

_MOST_TRIES: Final = 5  # connections in a row that bring no event
_WAIT: Final = 3.0  # seconds before another connection, where the stream does not say
_MOST_OF_AN_ANSWER: Final = 1_048_576  # bytes that are kept of one that is no stream


class Feed:
    """Connects, gives the items that come, and connects again.

    Args:
        receiving: the response.
        declared: how the operation streams.

    Attributes:
        checked: settings by which events are refused; None where none is, and before it is opened.
        last_id: the id to go on from: of the last item that was given, empty for none.
    """

    def __init__(self, receiving: Receiving[Any], declared: Streaming) -> None:
        self.checked: Options | None = None
        self._first: Call | None = None
        self._receiving = receiving
        self._declared = declared
        self._parser: Parser | None = None
        self._in_hand: Iterator[Item] = iter(())
        self._fault: Fault | None = None  # of what comes after those in hand
        self._is_terminated = self._is_at_end = False
        self._any = False
        self.last_id = ""
        self._wait = _WAIT
        self._tries = 0

    @property
    def blank(self) -> int:
        """How many lines had nothing in them, and were passed over."""
        return self._parser.blank if self._parser else 0

    async def connect(self) -> None:
        """Send the request, and see that what comes is a stream; 204 says that there is none, or no more (WHATWG)."""
        receiving, declared = self._receiving, self._declared
        raw = await receiving.open(self._call())
        if raw.status_code == 204:
            await self.finish("no content (204)")
            return
        came, most = raw.headers.get("content-type", ""), receiving.request.session.core.max_event_bytes
        parser = parser_for(came, most, self.last_id)
        if parser is None or isinstance(parser, EventParser) is not (bare(declared.media_type) == EVENTS):
            with suppress(StreamBroken):
                await raw.response.read(_MOST_OF_AN_ANSWER)
            raise raw.invalid(f"with {bare(came) or 'untyped'} content, where {declared.media_type} is described")
        self._parser, self._in_hand, self._is_at_end = parser, iter(()), False

    def ready(self) -> Item | None:
        """The next item of what has come; None where there is none, and `next` has to see to it."""
        item = next(self._in_hand, None)
        if item is not None and item.name:
            self.last_id = item.id
        return item

    async def next(self) -> Item | None:
        """The next item; None at the end. What ends them early is raised."""
        if self._parser is None:
            await self.connect()
        while not self._receiving.end:
            if (item := self.ready()) is not None:
                return item
            await self._more()
        return None

    def progress(self) -> None:
        """An event has been given: attempts count anew."""
        self._any, self._tries = True, 0

    async def finish(self, end: str) -> None:
        """It is at its end."""
        self._receiving.end = end
        await self._receiving.drop()

    def truncated(self) -> StreamTruncated:
        """The error for a stream that ended without the word that it was its end."""
        receiving, terminator = self._receiving, self._declared.terminator
        missing = f"its terminator, {terminator}" if terminator else "a word that it was its end"
        why = f"the stream ended without {missing}, after {receiving.received} bytes"
        return receiving.about(StreamTruncated(why, received=receiving.received))

    async def _more(self) -> None:
        """Receive the next part; at the end of the body, see whether it is the end of the stream."""
        declared, parser = self._declared, self._parser
        if isinstance(parser, EventParser):
            self.last_id = parser.last_id
        if self._fault is not None:
            raise self._receiving.error_of(self._fault)
        if self._is_terminated:
            await self.finish("terminator")
        if parser is None or self._receiving.end:
            return
        if self._is_at_end:
            if declared.resumable:
                await self._connect_again(self.truncated())
            elif declared.terminator:
                raise self.truncated()
            else:
                await self.finish("end of the stream" + ("" if self._any else ", which had no event"))
            return
        try:
            part = await self._receiving.receive()
        except StreamBroken as error:
            broken = error
        else:
            self._is_at_end = not part
            self._read(parser.feed(part) if part else parser.end())
            return
        if self._receiving.end:
            return  # closed by another task or thread, which is no break
        if not declared.resumable:
            raise broken
        await self._connect_again(broken)

    def _read(self, items: Iterator[Item]) -> None:
        """Have in hand what a part has brought, up to the terminator or a fault."""
        terminator, read = self._declared.terminator, list[Item]()
        try:
            for item in items:
                if terminator and _is(item, terminator):
                    self._is_terminated = True
                    break
                read.append(item)
        except FAULTS as fault:
            self._fault = fault
        self._in_hand = iter(read)

    async def _connect_again(self, broken: StreamBroken) -> None:
        """Ask for the events after the last one, after the wait that the stream names.

        Raises:
            StreamBroken: it cannot be asked for again, or that was in vain.
        """
        receiving = self._receiving
        if isinstance(self._parser, EventParser) and self._parser.retry is not None:
            self._wait = self._parser.retry
        cause: Exception | None = broken.__cause__ if isinstance(broken.__cause__, Exception) else None
        resend = None if self._first is None else self._first.resend
        while resend is not None and resend.possible and self._tries < _MOST_TRIES and not receiving.is_orphan:
            self._tries += 1
            await receiving.drop()
            await receiving.pause(self._wait)
            if receiving.end:
                return
            resend.rewind()
            try:
                await self.connect()
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

    def _call(self) -> Call:
        """The first call, or the same again from the last event on."""
        first = self._first
        if first is None:
            self._first = first = self._switched_on().call()
            self.checked = None if first.reader is None else first.options
            self.last_id = first.headers.get(LAST_EVENT_ID, "")
            return first
        headers = {name: value for name, value in first.headers.items() if name != LAST_EVENT_ID}
        if self.last_id:
            headers[LAST_EVENT_ID] = self.last_id
        # With what was sent before: the arguments may be files, which have been read.
        return Call(
            first.operation, first.method, first.url, headers, first.body, first.options, first.origin, first.identity,
            stream=True,
        )  # fmt: skip

    def _switched_on(self) -> StreamRequest[Any]:
        """The request, with what asks for a stream in its body."""
        request, declared = self._receiving.request, self._declared
        if not declared.body:
            return request
        try:
            body = with_value(request.kwargs.get("body"), declared.body, declared.value)
        except ValueError as fault:
            raise ConfigError(f"{request.operation}: {fault}") from None
        return attrs.evolve(request, kwargs={**request.kwargs, "body": body})


def _is(item: Item, terminator: str) -> bool:
    return item.data == terminator if isinstance(item.data, str) else item.content.strip() == terminator.encode()
