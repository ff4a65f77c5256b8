"""Operations of a GraphQL API: as others, but their results may be successes in part."""

from __future__ import annotations

from typing import Generic, ParamSpec, TypeAlias, TypeVar, cast

from ferrule.client.endpoint import AsyncEndpoint, Endpoint
from ferrule.client.graphql import GraphQLErr, Partial
from ferrule.client.modules import PagedModule
from ferrule.client.page_source import Source
from ferrule.client.pages import AsyncItems, AsyncPages, Items, Pages
from ferrule.client.results import Ok
from ferrule.runtime.blocking import drive

P = ParamSpec("P")
S = TypeVar("S")
E = TypeVar("E")
T = TypeVar("T")

Result: TypeAlias = Ok[S] | Partial[S, E] | GraphQLErr[E]
"""What an operation of GraphQL gives back. `Partial` and `GraphQLErr` are both `Err`, and nothing is both."""


class GraphQLEndpoint(Endpoint[P, S, E]):
    """An operation of a blocking client."""

    def result(self, *args: P.args, **kwargs: P.kwargs) -> Result[S, E]:
        """Call it; errors come back as `Err`, and as `Partial` where data came too. Wire errors and refusals raise."""
        return cast("Result[S, E]", drive(self._session.result(self.module, *args, **kwargs)))


class AsyncGraphQLEndpoint(AsyncEndpoint[P, S, E]):
    """An operation of an async client."""

    async def result(self, *args: P.args, **kwargs: P.kwargs) -> Result[S, E]:
        """Call it; errors come back as `Err`, and as `Partial` where data came too. Wire errors and refusals raise."""
        return cast("Result[S, E]", await self._session.result(self.module, *args, **kwargs))


class PagedGraphQLEndpoint(GraphQLEndpoint[P, S, E], Generic[P, S, E, T]):
    """An operation of a blocking client that selects one Relay connection."""

    module: PagedModule[P, S, E, T]

    def items(self, *args: P.args, **kwargs: P.kwargs) -> Items[T]:
        """The items of the list from its first page to its last. Nothing is sent before the first step."""
        return Items(Source(self._session, self.module, args, kwargs))

    def pages(self, *args: P.args, **kwargs: P.kwargs) -> Pages[S, T]:
        """The pages of the list, each with its items. Nothing is sent before the first step."""
        return Pages(Source(self._session, self.module, args, kwargs))


class AsyncPagedGraphQLEndpoint(AsyncGraphQLEndpoint[P, S, E], Generic[P, S, E, T]):
    """An operation of an async client that selects one Relay connection."""

    module: PagedModule[P, S, E, T]

    def items(self, *args: P.args, **kwargs: P.kwargs) -> AsyncItems[T]:
        """The items of the list from its first page to its last. Nothing is sent before the first step."""
        return AsyncItems(Source(self._session, self.module, args, kwargs))

    def pages(self, *args: P.args, **kwargs: P.kwargs) -> AsyncPages[S, T]:
        """The pages of the list, each with its items. Nothing is sent before the first step."""
        return AsyncPages(Source(self._session, self.module, args, kwargs))
