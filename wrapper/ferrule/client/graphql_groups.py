"""Operations of a GraphQL API as attributes of a facade's groups."""

from __future__ import annotations

from typing import Any, Generic, ParamSpec, TypeVar, overload

from ferrule.client.graphql_endpoints import (
    AsyncGraphQLEndpoint,
    AsyncPagedGraphQLEndpoint,
    GraphQLEndpoint,
    PagedGraphQLEndpoint,
)
from ferrule.client.groups import AsyncGroup, EndpointDescriptor, Group
from ferrule.client.modules import EndpointModule, PagedModule

P = ParamSpec("P")
S = TypeVar("S")
E = TypeVar("E")
T = TypeVar("T")


class GraphQLDescriptor(EndpointDescriptor[P, S, E]):
    """An operation in a group; for type checkers, as the next one."""

    @overload
    def __get__(self, group: None, owner: type) -> GraphQLDescriptor[P, S, E]: ...
    @overload
    def __get__(self, group: Group, owner: type) -> GraphQLEndpoint[P, S, E]: ...
    @overload
    def __get__(self, group: AsyncGroup, owner: type) -> AsyncGraphQLEndpoint[P, S, E]: ...
    def __get__(self, group: Group | AsyncGroup | None, owner: type) -> Any:
        return super().__get__(group, owner)


class PagedGraphQLDescriptor(EndpointDescriptor[P, S, E], Generic[P, S, E, T]):
    """An operation in a group that selects one Relay connection."""

    @overload
    def __get__(self, group: None, owner: type) -> PagedGraphQLDescriptor[P, S, E, T]: ...
    @overload
    def __get__(self, group: Group, owner: type) -> PagedGraphQLEndpoint[P, S, E, T]: ...
    @overload
    def __get__(self, group: AsyncGroup, owner: type) -> AsyncPagedGraphQLEndpoint[P, S, E, T]: ...
    def __get__(self, group: Group | AsyncGroup | None, owner: type) -> Any:
        return super().__get__(group, owner)


def graphql(module: EndpointModule[P, S, E]) -> GraphQLDescriptor[P, S, E]:
    """An operation of a facade group, of a GraphQL API."""
    return GraphQLDescriptor[P, S, E](module)


def paged_graphql(module: PagedModule[P, S, E, T]) -> PagedGraphQLDescriptor[P, S, E, T]:
    """An operation of a facade group, of a GraphQL API, that selects one Relay connection."""
    return PagedGraphQLDescriptor[P, S, E, T](module)
