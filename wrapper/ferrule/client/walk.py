"""A walk over the pages of a list: one coroutine for both worlds."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Generic, TypeVar

import attrs
import httpx

from ferrule.call import Call, Trace
from ferrule.call.secrets import quotable
from ferrule.client.ahead import Ahead
from ferrule.client.page_source import Source
from ferrule.client.results import Raw
from ferrule.errors import CallError, ConfigError, PaginationBroken
from ferrule.paging import cursors
from ferrule.paging.following import Broken, Place, next_place
from ferrule.paging.links import Elsewhere
from ferrule.paging.progress import Progress

S = TypeVar("S")
T = TypeVar("T")

_FAILED = "failed: "


@attrs.frozen(repr=False)  # a page may be large, and hold secrets
class Page(Generic[S, T]):
    """One page of a list.

    Attributes:
        value: its model, as a plain call returns it.
        items: the items on it.
        headers: of its response.
        number: 1 for the first page of the list that was walked.
        cursor: where the walk goes on after this page, for `resume`; None when this is the last.
        trace: attempts, waits and notes of its call.
    """

    value: S
    items: Sequence[T]
    headers: httpx.Headers
    number: int
    cursor: str | None
    trace: Trace

    def __repr__(self) -> str:
        return f"<Page {self.number}: {len(self.items)} items>"


@attrs.frozen
class Bounds:
    """How far a walk goes.

    Attributes:
        pages, items: the most of them; None for no bound.
        seconds: its time; None for no bound.
        ahead: ask for the next page while the caller has this one.
        cursor: where it begins; None for the first page.
    """

    pages: int | None = None
    items: int | None = None
    seconds: float | None = None
    ahead: bool = False
    cursor: str | None = None


class Walk(Generic[S, T]):
    """The state of one walk.

    Args:
        source: whose pages they are.
        bounds: how far it goes.

    Attributes:
        end: why it ended, in words; empty while it has not.
        is_cut: not all items of the page in hand were wanted.

    Raises:
        ConfigError: it cannot begin so.
    """

    def __init__(self, source: Source[S, T], bounds: Bounds) -> None:
        self.end, self.is_cut = "", False
        self._source, self._bounds = source, bounds
        self._until = None if bounds.seconds is None else source.runtime.now() + bounds.seconds
        self._place, self._number = source.first(), 0
        self._before: int | None = 0 if self._place.value in (None, source.paging.first) else None
        if bounds.cursor is not None:
            self._place, self._number, self._before = cursors.read(bounds.cursor, source.operation, source.paging)
        self._pages = self._items = 0
        self._here = self._place, self._number, self._before  # of the page in hand
        self._progress = Progress()
        self._ahead: Ahead[tuple[Raw[S], Call] | None] | None = None
        self._busy = False

    @property
    def cursor(self) -> str:
        """Where it goes on, for `resume`."""
        return cursors.write(self._source.operation, self._place, self._number, self._before)

    @property
    def cursor_here(self) -> str:
        """Asks for the page in hand again."""
        return cursors.write(self._source.operation, *self._here)

    async def next(self) -> Page[S, T] | None:
        """The next page; None at the end.

        Raises:
            CallError: the page could not be had; the error's `cursor` says where to go on.
            PaginationBroken: the list is not at its end, but does not say how it goes on.
        """
        if self._busy:
            raise ConfigError("another task or thread is stepping this walk; make a walk for each")
        self._busy = True
        try:
            if self.end.startswith(_FAILED):
                raise ConfigError(f"this walk has {self.end}; go on with resume(error.cursor)")
            if self.end or self._is_over():
                return None
            ahead, self._ahead = self._ahead, None
            fetched = await (ahead.result() if ahead else self._source.fetch(self._place, self._until))
            if self.end:
                return None  # closed meanwhile, by another task or thread
            if fetched is None:
                self.end = self._time_is_over()
                return None
            return self._take(*fetched)
        except CallError as error:
            self.end = self.end or f"{_FAILED}{type(error).__name__}"
            error.cursor = self.cursor
            raise
        finally:
            self._busy = False

    def leave_page(self) -> None:
        """The rest of the page in hand is not wanted: its end is not the end of the list."""
        self.end, self.is_cut = "closed", True

    async def close(self) -> None:
        """Give it up; a page on its way is dropped. Idempotent."""
        self.end = self.end or "closed"
        ahead, self._ahead = self._ahead, None
        if ahead is not None:
            await ahead.drop()

    def _is_over(self) -> bool:
        """Whether a bound has been reached; `end` then says which."""
        bounds = self._bounds
        if bounds.items is not None and self._items >= bounds.items:
            self.end = f"at most {bounds.items} items"
        elif bounds.pages is not None and self._pages >= bounds.pages:
            self.end = f"at most {bounds.pages} pages"
        elif self._until is not None and self._source.runtime.now() >= self._until:
            self.end = self._time_is_over()
        return bool(self.end)

    def _time_is_over(self) -> str:
        return f"{self._bounds.seconds:g} s are over"

    def _take(self, raw: Raw[S], call: Call) -> Page[S, T]:
        """The page that came; the walk then stands at the one after it."""
        value = raw.parse()
        read = self._read(value, raw, call)
        if isinstance(read, str):
            # Raised out here: what was wrong with a link, and the link in it, must not be found in its context.
            broken = PaginationBroken(quotable(read, raw.response))
            broken.page = value
            broken.operation, broken.attempts, broken.trace = raw.operation, raw.attempts, raw.trace
            raise broken
        items, after = read
        count = len(items)
        if self._bounds.items is not None:
            items = items[: self._bounds.items - self._items]
        self.is_cut = len(items) < count
        self._here = self._place, self._number, self._before
        self._number += 1
        self._pages += 1
        self._items += count
        self._before = None if self._before is None else self._before + count
        if after is None:
            self.end = "" if self.is_cut else "last page"
        else:
            self._place = after
            if self._bounds.ahead and not self._is_over():
                self._ahead = Ahead(self._source.runtime, partial(self._source.fetch, after, self._until))
        return Page(value, items, raw.headers, self._number, None if after is None else self.cursor, raw.trace)

    def _read(self, value: S, raw: Raw[S], call: Call) -> tuple[Sequence[T], Place | None] | str:
        """The items of a page, and the place after it; what is wrong with it, in words, where it does not say."""
        source, place = self._source, self._place
        try:
            items = source.items_of(value)
            after = next_place(source.paging, place, value, raw.headers, len(items), self._before)
            if isinstance(after, str):
                answered = raw.response.sent if raw.trace.redirects else None  # the last call of several
                after = Place(url=source.landing(after, answered or call))
            if after is not None:
                here = place.url or source.landing("", call) if after.url else ""
                self._progress.check(place, here, after, any_items=bool(items))
        except (Broken, Elsewhere) as fault:
            return str(fault)
        return items, after
