"""Whose pages are walked: the operation, its arguments, and how it pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypeVar

import attrs

from ferrule.call import Call, Operation
from ferrule.client.modules import PagedModule
from ferrule.client.results import Raw
from ferrule.client.session import Session
from ferrule.errors import ConfigError
from ferrule.paging.declared import Paging, is_list, value_in, with_value
from ferrule.paging.following import Broken, Place, first_place
from ferrule.runtime.base import Runtime

S = TypeVar("S")
T = TypeVar("T")


@attrs.define(eq=False)
class Source(Generic[S, T]):
    """Whose pages they are.

    Attributes:
        session: makes the calls.
        module: the operation's.
        args, kwargs: the caller's arguments.
        paging: how the operation pages.
    """

    session: Session
    module: PagedModule[..., S, Any, T]
    args: tuple[Any, ...] = attrs.field(repr=False)
    kwargs: Mapping[str, Any] = attrs.field(repr=False)
    paging: Paging = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self.paging = Paging(**self.module._PAGES)

    @property
    def runtime(self) -> Runtime:
        """Time and tasks of the client."""
        return self.session.core.runtime

    @property
    def operation(self) -> Operation:
        """The operation."""
        return self.session.core.target(self.module).operation

    def first(self) -> Place:
        """Where the list begins, or the caller wants to begin."""
        paging = self.paging
        given = value_in(self.kwargs.get(paging.parameter, paging.missing), paging.body, paging.missing)
        try:
            return first_place(paging, None if given is paging.missing else given)
        except ValueError as fault:
            raise ConfigError(f"{self.operation}: {fault}") from None

    def landing(self, link: str, call: Call) -> str:
        """Path and query on the client's server of a link that came with the page of a call."""
        return self.session.landing(self.module, link, call)

    def items_of(self, page: S) -> Sequence[T]:
        """The items on a page.

        Raises:
            Broken: there is no list where one is declared.
        """
        paging = self.paging
        try:
            items: Any = self.module._items(page)
        except (AttributeError, LookupError, TypeError):
            items = paging.missing
        if not is_list(items):
            if items is paging.missing and not paging.always:
                return []
            raise Broken(f"there is no list at {paging.items or 'its root'}")
        return items

    async def fetch(self, place: Place, until: float | None) -> tuple[Raw[S], Call] | None:
        """The page at a place, and its call; None when the monotonic time `until` comes first."""
        kwargs = self.kwargs
        if place.value is not None:
            value: Any = place.value
            if self.paging.body:
                value = with_value(kwargs.get(self.paging.parameter), self.paging.body, value)
            kwargs = {**kwargs, self.paging.parameter: value}
        if until is None:
            return await self.session.page(self.module, place.url, self.args, kwargs)
        limit = self.runtime.timeout(until)
        try:
            with limit:
                return await self.session.page(self.module, place.url, self.args, kwargs)
        except TimeoutError:
            if not limit.expired:
                raise  # somebody else's, such as a hook's
            return None
