"""The items of a stream, over one connection after another where the operation is declared resumable."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final

import attrs

from ferrule.call import Call
from ferrule.client.receiving import Receiving, StreamRequest
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
        first: the call that opened it, None before that.
    """

    def __init__(self, receiving: Receiving[Any], declared: Streaming) -> None:
        self.first: Call | None = None
        self._receiving = receiving
        self._declared = declared
        self._parser: Parser | None = None
        self._in_hand: Iterator[Item] = iter(())
        self._is_at_end = False
        self._any = False
        self._opened_with = ""
        self._wait = _WAIT
        self._tries = 0

    @property
    def blank(self) -> int:
        """How many lines had nothing in them, and were passed over."""
        return self._parser.blank if self._parser else 0

    @property
    def last_id(self) -> str:
        """The id to go on from, empty for none."""
        return self._parser.last_id if isinstance(self._parser, EventParser) else self._opened_with

    async def connect(self) -> None:
        """Send the request, and see that what comes is a stream; 204 says that there is none, or no more (WHATWG)."""
        receiving, declared = self._receiving, self._declared
        raw = await receiving.open(self._call())
        if raw.status_code == 204:
            await self.finish("no content (204)")
            return
        came, most = raw.headers.get("content-type", ""), receiving.request.session.core.max_event_bytes
        parser = parser_for(came, most, self._opened_with)
        if parser is None or isinstance(parser, EventParser) is not (bare(declared.media_type) == EVENTS):
            with suppress(StreamBroken):
                await raw.response.read(_MOST_OF_AN_ANSWER)
            raise raw.invalid(f"with {bare(came) or 'untyped'} content, where {declared.media_type} is described")
        self._parser, self._in_hand, self._is_at_end = parser, iter(()), False

    async def next(self) -> Item | None:
        """The next item; None at the end. What ends them early is raised."""
        if self._parser is None:
            await self.connect()
        while not self._receiving.end:
            taken = self._receiving.take(self._in_hand)
            if taken is not None:
                return taken[0]
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
        if parser is None:
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
            self._in_hand, self._is_at_end = (parser.feed(part), False) if part else (parser.end(), True)
            return
        if self._receiving.end:
            return  # closed by another task or thread, which is no break
        if not declared.resumable:
            raise broken
        await self._connect_again(broken)

    async def _connect_again(self, broken: StreamBroken) -> None:
        """Ask for the events after the last one, after the wait that the stream names.

        Raises:
            StreamBroken: it cannot be asked for again, or that was in vain.
        """
        receiving = self._receiving
        self._opened_with = self.last_id
        if isinstance(self._parser, EventParser) and self._parser.retry is not None:
            self._wait = self._parser.retry
        cause: Exception | None = broken.__cause__ if isinstance(broken.__cause__, Exception) else None
        resend = None if self.first is None else self.first.resend
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
        first = self.first
        if first is None:
            self.first = first = self._switched_on().call()
            self._opened_with = first.headers.get(LAST_EVENT_ID, "")
            return first
        headers = {name: value for name, value in first.headers.items() if name != LAST_EVENT_ID}
        if self._opened_with:
            headers[LAST_EVENT_ID] = self._opened_with
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
