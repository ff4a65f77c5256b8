"""POST #Search: Search for repositories, issues or users."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from ... import _graphql
from ... import _response as _read
from ... import models as _models
from ..._decode import mismatch
from ...client import AuthenticatedClient
from ...types import UNSET, Mismatch, Received, Response, Unset

if TYPE_CHECKING:
    from ...models.graph_ql_error import GraphQLError
    from ...models.search import Search
    from ...models.search_search_edges_node_actor import SearchSearchEdgesNodeActor
    from ...models.search_search_edges_node_issue import SearchSearchEdgesNodeIssue
    from ...models.search_search_edges_node_repository import SearchSearchEdgesNodeRepository
    from ...models.search_type import SearchType

_OPERATION: dict[str, Any] = {
    "id": "Search",
    "name": "search.search",
    "method": "POST",
    "path": "#Search",
    "tags": ["search"],
    "security": [{"bearer": []}],
    "servers": [],
    "deprecated": False,
    "facts": {"idempotent": True},
    "accept": "application/graphql-response+json, application/json",
    "streamed": "",
}
_PAGES: dict[str, Any] = {
    "missing": UNSET,
    "style": "cursor",
    "items": "/search/edges/*/node",
    "always": True,
    "parameter": "after",
    "next": ["search", "page_info", "end_cursor"],
    "pointer": "/search/pageInfo/endCursor",
    "required": True,
    "number": False,
    "more": ["search", "page_info", "has_next_page"],
}
_DOCUMENT = (
    "query Search($query: String!, $type: SearchType!, $first: Int = 50, $after: String) {\n"
    "  search(query: $query, type: $type, first: $first, after: $after) {\n"
    "    edges {\n"
    "      node {\n"
    "        __typename\n"
    "        ... on Repository {\n"
    "          ...RepositoryFields\n"
    "        }\n"
    "        ... on Issue {\n"
    "          ...IssueFields\n"
    "          repository {\n"
    "            nameWithOwner\n"
    "          }\n"
    "        }\n"
    "        ... on Actor {\n"
    "          login\n"
    "          url\n"
    "        }\n"
    "      }\n"
    "    }\n"
    "    pageInfo {\n"
    "      hasNextPage\n"
    "      endCursor\n"
    "    }\n"
    "  }\n"
    "}\n"
    "\n"
    "fragment RepositoryFields on Repository {\n"
    "  id\n"
    "  nameWithOwner\n"
    "  url\n"
    "  visibility\n"
    "  isArchived\n"
    "  stargazerCount\n"
    "}\n"
    "\n"
    "fragment IssueFields on Issue {\n"
    "  id\n"
    "  number\n"
    "  title\n"
    "  state\n"
    "  url\n"
    "  createdAt\n"
    "  author {\n"
    "    login\n"
    "  }\n"
    "}"
)


def _get_kwargs(
    *,
    query: str,
    type_: SearchType | Literal["ISSUE", "REPOSITORY", "USER"],
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {"method": "post", "url": ""}
    _variables: dict[str, Any] = {}
    _graphql.variable(_variables, "query", query)
    _graphql.variable(_variables, "type", type_)
    _graphql.variable(_variables, "first", first)
    _graphql.variable(_variables, "after", after)
    _kwargs["content"] = _graphql.body(_DOCUMENT, "Search", _variables)
    _kwargs["headers"] = {"Content-Type": "application/json"}
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> Search:
    """The model of a success."""
    status = response.status_code
    parsed: Search
    if 200 <= status <= 299:
        parsed = (
            _models.Search.from_dict(v, mismatches)
            if type(v := _graphql.data(response, "search.search")) is dict
            else _read.unparsable(response, "search.search", "Search", v)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 0, _parse_success, mismatches, "search.search")
        return parsed
    _read.undocumented(response, "search.search")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> list[GraphQLError]:
    """The model of an error."""
    parsed: list[GraphQLError]
    parsed = (
        [
            _models.GraphQLError.from_dict(vi, mismatches)
            if type(vi) is dict
            else mismatch(mismatches, "search.search", "[]", "GraphQLError", vi)
            for vi in v
        ]
        if type(v := _graphql.error_list(response, "search.search")) is list
        else _read.unparsable(response, "search.search", "list[GraphQLError]", v)
    )
    return parsed


def _items(
    page: Any,
) -> list[SearchSearchEdgesNodeIssue | SearchSearchEdgesNodeActor | SearchSearchEdgesNodeRepository | None]:
    """The items of a page."""
    items: list[SearchSearchEdgesNodeIssue | SearchSearchEdgesNodeActor | SearchSearchEdgesNodeRepository | None] = [
        None if one is None else one.node for one in page.search.edges
    ]
    return items


def sync_detailed(
    *,
    client: AuthenticatedClient,
    query: str,
    type_: SearchType | Literal["ISSUE", "REPOSITORY", "USER"],
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
) -> Response[Search | list[GraphQLError]]:
    """Search for repositories, issues or users.

    Args:
        query
        type_
        first: Default on the server: 50.
        after
    """
    _client = client.get_httpx_client()
    _response = _client.send(
        _read.request(
            _client,
            _get_kwargs(
                query=query,
                type_=type_,
                first=first,
                after=after,
            ),
            _OPERATION,
        )
    )
    return _graphql.build(_response, client, _parse_success, _parse_error)


def sync(
    *,
    client: AuthenticatedClient,
    query: str,
    type_: SearchType | Literal["ISSUE", "REPOSITORY", "USER"],
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
) -> Search | list[GraphQLError] | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(query=query, type_=type_, first=first, after=after, client=client).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    query: str,
    type_: SearchType | Literal["ISSUE", "REPOSITORY", "USER"],
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
) -> Response[Search | list[GraphQLError]]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(
        _read.request(
            _client,
            _get_kwargs(
                query=query,
                type_=type_,
                first=first,
                after=after,
            ),
            _OPERATION,
        )
    )
    return _graphql.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    *,
    client: AuthenticatedClient,
    query: str,
    type_: SearchType | Literal["ISSUE", "REPOSITORY", "USER"],
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
) -> Search | list[GraphQLError] | None:
    """As `sync`."""
    return (await asyncio_detailed(query=query, type_=type_, first=first, after=after, client=client)).parsed
