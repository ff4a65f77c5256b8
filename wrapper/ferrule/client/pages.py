"""`.pages` and `.items` of an operation that is declared to answer with the pages of a list."""

from __future__ import annotations

from collections.abc import Iterator
from operator import length_hint
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

import attrs

from ferrule.client.page_source import Source
from ferrule.client.walk import Bounds, Page, Walk
from ferrule.errors import ConfigError
from ferrule.errors.faults import Faults
from ferrule.runtime.blocking import drive

S = TypeVar("S")
T = TypeVar("T")


class _Listing(Generic[S, T]):
    """A walk over a list that has not begun, and then the walk itself. Each option gives a new one."""

    def __init__(self, source: Source[S, T], bounds: Bounds | None = None) -> None:
        self._source, self._bounds = source, bounds or Bounds()
        self._walk: Walk[S, T] | None = None
        self._is_over = False

    def within(self, seconds: float) -> Self:
        """The same, but it ends when this time is over, counted from its first step; a page under way is dropped.

        Args:
            seconds: for the whole walk. Each page has its own deadline besides.

        Raises:
            ConfigError: not a positive number, or the walk has begun.
        """
        faults = Faults("within")
        faults.number("seconds", seconds, above=True)
        faults.raise_if_any()
        return self._with(seconds=seconds)

    def prefetch(self) -> Self:
        """The same, but it asks for the next page while you have this one.

        Raises:
            ConfigError: the walk has begun.
        """
        return self._with(ahead=True)

    def resume(self, cursor: str) -> Self:
        """The same, but it begins where an earlier walk was to go on, in this process or another.

        Args:
            cursor: a page's or an error's `cursor`. The arguments are to be the same as then.

        Raises:
            ConfigError: the walk has begun. At the first step: it is no cursor of this operation.
        """
        if not isinstance(cursor, str):
            raise ConfigError(f"resume() takes a cursor, not {cursor!r}; the last page has none")
        return self._with(cursor=cursor)

    @property
    def end(self) -> str | None:
        """Why it ended: `last page`, `at most 500 items`, `60 s are over`, `closed`, `failed: …`; None before that."""
        return self._walk.end if self._walk is not None and self._is_over else None

    @property
    def cursor(self) -> str | None:
        """Where it goes on after the page in hand, for `resume`; None before the first step and after the last page."""
        return None if self._walk is None or self._walk.end == "last page" else self._walk.cursor

    def _with(self, **changes: Any) -> Self:
        if self._walk is not None:
            raise ConfigError("options of a walk come before its first step; call the operation's verb again")
        return type(self)(self._source, attrs.evolve(self._bounds, **changes))

    def _begin(self) -> Self:
        if self._is_over:
            raise ConfigError(f"this walk is over ({self.end}); call the operation's verb again for another")
        self._walk = self._walk or Walk(self._source, self._bounds)
        return self

    async def _next(self) -> Page[S, T] | None:
        walk = self._walk = self._walk or Walk(self._source, self._bounds)
        try:
            page = await walk.next()
        except BaseException:
            self._is_over = bool(walk.end)
            raise
        self._is_over = page is None
        return page

    async def _close(self) -> None:
        self._is_over = True
        self._walk = self._walk or Walk(self._source, self._bounds)
        await self._walk.close()

    def __repr__(self) -> str:
        state = "not begun" if self._walk is None else self.end or "under way"
        return f"<{type(self).__name__} of {self._source.operation}: {state}>"


class _OfPages(_Listing[S, T]):
    def at_most(self, pages: int) -> Self:
        """The same, but it ends after so many pages.

        Raises:
            ConfigError: not a whole number, 0 or more, or the walk has begun.
        """
        return self._with(pages=_count("pages", pages))


class _OfItems(_Listing[Any, T]):
    _in_hand: Iterator[T] = iter(())

    @property
    def cursor(self) -> str | None:
        """Where it goes on, for `resume`: the page in hand until all its items have been given, then the next one.

        So nothing is lost, and items of that page may come twice. None before the first step and after the last item.
        """
        walk = self._walk
        if walk is not None and (walk.is_cut or length_hint(self._in_hand)):
            return walk.cursor_here
        return super().cursor

    async def _close(self) -> None:
        if self._walk is not None and length_hint(self._in_hand):
            self._walk.leave_page()
        self._in_hand = iter(())
        await super()._close()

    def at_most(self, items: int) -> Self:
        """The same, but it ends after so many items; no page is asked for beyond them.

        Raises:
            ConfigError: not a whole number, 0 or more, or the walk has begun.
        """
        return self._with(items=_count("items", items))


def _count(name: str, value: int) -> int:
    faults = Faults("at_most")
    faults.whole(name, value)
    faults.raise_if_any()
    return value


class _Blocking(_Listing[S, T]):
    def __iter__(self) -> Self:
        return self._begin()

    def close(self) -> None:
        """Give it up; a page on its way is dropped. Idempotent."""
        drive(self._close())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


class _Async(_Listing[S, T]):
    def __aiter__(self) -> Self:
        return self._begin()

    async def aclose(self) -> None:
        """Give it up; a page on its way is dropped. Idempotent."""
        await self._close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()


class Pages(_OfPages[S, T], _Blocking[S, T]):
    """The pages of a list, one after the other. Nothing is sent before the first step.

    `for` needs no more; `with` is for leaving early. A step raises what a plain call would raise, with `cursor` to go
    on from; and `PaginationBroken` where a page does not say how the list goes on.
    """

    def __next__(self) -> Page[S, T]:
        page = drive(self._next())
        if page is None:
            raise StopIteration
        return page


class Items(_OfItems[T], _Blocking[Any, T]):
    """The items of a list, page by page. Nothing is sent before the first step; see `Pages`."""

    def __next__(self) -> T:
        while True:
            for item in self._in_hand:
                return item
            page = drive(self._next())
            if page is None:
                raise StopIteration
            self._in_hand = iter(page.items)


class AsyncPages(_OfPages[S, T], _Async[S, T]):
    """As `Pages`, for `async for`."""

    async def __anext__(self) -> Page[S, T]:
        page = await self._next()
        if page is None:
            raise StopAsyncIteration
        return page


class AsyncItems(_OfItems[T], _Async[Any, T]):
    """As `Items`, for `async for`."""

    async def __anext__(self) -> T:
        while True:
            for item in self._in_hand:
                return item
            page = await self._next()
            if page is None:
                raise StopAsyncIteration
            self._in_hand = iter(page.items)
