"""The events of one operation from its request to their end: one coroutine for both worlds."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Generic, TypeVar

import attrs

from ferrule.client.checking import check
from ferrule.client.feed import Feed
from ferrule.client.modules import StreamModule
from ferrule.client.receiving import Receiving, StreamRequest, TimeIsOver, opened
from ferrule.client.results import report
from ferrule.errors import ConfigError, StreamBroken
from ferrule.streams.declared import Streaming
from ferrule.streams.items import Item

V = TypeVar("V")
R = TypeVar("R")


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
    """Makes models of what a stream is made of, up to its end.

    Args:
        request: what is asked for.
        module: the operation's; says how it streams.
        seconds: the caller's bound for all of it, None for none.
        skips: pass over events that cannot be read.

    Attributes:
        receiving: the response.
    """

    def __init__(
        self, request: StreamRequest[Any], module: StreamModule[..., Any, Any, V], seconds: float | None, *, skips: bool
    ) -> None:
        self.receiving = Receiving(request, seconds)
        self._module = module
        self._terminator = (declared := Streaming(**module._STREAM)).terminator
        self._feed = Feed(self.receiving, declared)
        self._skips = skips
        self._skipped = self._count = 0
        self._given: V | None = None
        self._item: Item | None = None
        self._failure: BaseException | None = None

    @property
    def skipped(self) -> int:
        """What was passed over: blank lines, and what cannot be read where the caller wants that."""
        return self._skipped + self._feed.blank

    @property
    def last(self) -> LastEvent | None:
        """Which event came last, None before the first."""
        return None if self._item is None else LastEvent(self._item.name, self._item.id)

    async def open(self) -> None:
        """Send the request, and have the headers.

        Raises:
            ConfigError: it has been opened before.
        """
        if self.receiving.begun:
            raise ConfigError("this stream has been opened already; call the operation's verb again for another")
        await self._step(self._feed.connect)

    async def next(self) -> tuple[V] | None:
        """The next event; None after the last. What ends them early is raised, and is the end."""
        return None if self.receiving.is_over else await self._step(self._next)

    async def _step(self, work: Callable[[], Awaitable[R]]) -> R | None:
        try:
            return await self.receiving.step(work)
        except TimeIsOver:
            if not self._terminator:
                return None
        except StreamBroken as broken:
            self._tell(broken)
            raise
        raise self._tell(self._feed.truncated())  # without its terminator it would pass for a whole one

    def ready(self) -> tuple[V] | None:
        """The next event, if it has come already; None where `next` has to see to it."""
        receiving = self.receiving
        if not receiving.begin_at_once():
            return None
        try:
            while (item := self._feed.ready()) is not None:
                if (event := self._read(item)) is not None:
                    return event
        except BaseException as error:  # `next` raises it, and ends the stream
            self._failure = error
        finally:
            receiving.busy = False
        return None

    async def _next(self) -> tuple[V] | None:
        if self._failure is not None:
            raise self._failure
        while (item := await self._feed.next()) is not None:
            if (event := self._read(item)) is not None:
                return event
        return None

    def _read(self, item: Item) -> tuple[V] | None:
        """The model of an event, or of a line; None where it is passed over."""
        feed, mismatches = self._feed, list[Any]()
        try:
            event = self._module._parse_event(item.name, item.data, mismatches)
            if feed.checked is not None:
                check(event, mismatches, feed.checked)
        except (ValueError, RecursionError) as cause:
            if self._skips:
                self._skipped += 1
                return None
            what = "event" if item.name else "line"
            raw = opened(self.receiving)
            error = raw.invalid(cause, mismatches, item.content, f"{what} {item.number} cannot be read: ")
        else:
            if mismatches:
                report(opened(self.receiving).operation, mismatches)
            feed.progress()
            self._count += 1
            self._given, self._item = event, item
            return (event,)
        raise error  # out here: the cause, which may quote it, must not be found in the error's context

    def _tell(self, broken: StreamBroken) -> StreamBroken:
        """What had been delivered."""
        broken.events, broken.last, broken.last_event_id = self._count, self._given, self._feed.last_id
        return broken
