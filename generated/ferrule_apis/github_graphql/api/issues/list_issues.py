"""POST #ListIssues: List the issues of a repository."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import _graphql
from ... import _response as _read
from ... import models as _models
from ..._decode import mismatch
from ...client import AuthenticatedClient
from ...types import UNSET, Mismatch, Received, Response, Unset

if TYPE_CHECKING:
    from ...models.graph_ql_error import GraphQLError
    from ...models.issue_fields import IssueFields
    from ...models.issue_filters import IssueFilters
    from ...models.issue_order import IssueOrder
    from ...models.list_issues import ListIssues

_OPERATION: dict[str, Any] = {
    "id": "ListIssues",
    "name": "issues.list_issues",
    "method": "POST",
    "path": "#ListIssues",
    "tags": ["issues"],
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
    "items": "/repository/issues/nodes",
    "always": False,
    "parameter": "after",
    "next": ["repository", "issues", "page_info", "end_cursor"],
    "pointer": "/repository/issues/pageInfo/endCursor",
    "required": False,
    "number": False,
    "more": ["repository", "issues", "page_info", "has_next_page"],
}
_DOCUMENT = (
    "query ListIssues($owner: String!, $name: String!, $first: Int = 50, $after: String, $filterBy: IssueFilters, $orderBy: IssueOrder) {\n"
    "  repository(owner: $owner, name: $name) {\n"
    "    issues(first: $first, after: $after, filterBy: $filterBy, orderBy: $orderBy) {\n"
    "      totalCount\n"
    "      nodes {\n"
    "        ...IssueFields\n"
    "      }\n"
    "      pageInfo {\n"
    "        hasNextPage\n"
    "        endCursor\n"
    "      }\n"
    "    }\n"
    "  }\n"
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
    owner: str,
    name: str,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
    filter_by: IssueFilters | None | Unset = UNSET,
    order_by: IssueOrder | None | Unset = UNSET,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {"method": "post", "url": ""}
    _variables: dict[str, Any] = {}
    _graphql.variable(_variables, "owner", owner)
    _graphql.variable(_variables, "name", name)
    _graphql.variable(_variables, "first", first)
    _graphql.variable(_variables, "after", after)
    _graphql.variable(_variables, "filterBy", filter_by)
    _graphql.variable(_variables, "orderBy", order_by)
    _kwargs["content"] = _graphql.body(_DOCUMENT, "ListIssues", _variables)
    _kwargs["headers"] = {"Content-Type": "application/json"}
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> ListIssues:
    """The model of a success."""
    status = response.status_code
    parsed: ListIssues
    if 200 <= status <= 299:
        parsed = (
            _models.ListIssues.from_dict(v, mismatches)
            if type(v := _graphql.data(response, "issues.list_issues")) is dict
            else _read.unparsable(response, "issues.list_issues", "ListIssues", v)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 0, _parse_success, mismatches, "issues.list_issues")
        return parsed
    _read.undocumented(response, "issues.list_issues")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> list[GraphQLError]:
    """The model of an error."""
    parsed: list[GraphQLError]
    parsed = (
        [
            _models.GraphQLError.from_dict(vi, mismatches)
            if type(vi) is dict
            else mismatch(mismatches, "issues.list_issues", "[]", "GraphQLError", vi)
            for vi in v
        ]
        if type(v := _graphql.error_list(response, "issues.list_issues")) is list
        else _read.unparsable(response, "issues.list_issues", "list[GraphQLError]", v)
    )
    return parsed


def _items(page: Any) -> list[IssueFields | None]:
    """The items of a page."""
    items: list[IssueFields | None] = page.repository.issues.nodes
    return items


def sync_detailed(
    *,
    client: AuthenticatedClient,
    owner: str,
    name: str,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
    filter_by: IssueFilters | None | Unset = UNSET,
    order_by: IssueOrder | None | Unset = UNSET,
) -> Response[ListIssues | list[GraphQLError]]:
    """List the issues of a repository.

    Args:
        owner
        name
        first: Default on the server: 50.
        after
        filter_by
        order_by
    """
    _client = client.get_httpx_client()
    _response = _client.send(
        _read.request(
            _client,
            _get_kwargs(
                owner=owner,
                name=name,
                first=first,
                after=after,
                filter_by=filter_by,
                order_by=order_by,
            ),
            _OPERATION,
        )
    )
    return _graphql.build(_response, client, _parse_success, _parse_error)


def sync(
    *,
    client: AuthenticatedClient,
    owner: str,
    name: str,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
    filter_by: IssueFilters | None | Unset = UNSET,
    order_by: IssueOrder | None | Unset = UNSET,
) -> ListIssues | list[GraphQLError] | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(
        owner=owner, name=name, first=first, after=after, filter_by=filter_by, order_by=order_by, client=client
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    owner: str,
    name: str,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
    filter_by: IssueFilters | None | Unset = UNSET,
    order_by: IssueOrder | None | Unset = UNSET,
) -> Response[ListIssues | list[GraphQLError]]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(
        _read.request(
            _client,
            _get_kwargs(
                owner=owner,
                name=name,
                first=first,
                after=after,
                filter_by=filter_by,
                order_by=order_by,
            ),
            _OPERATION,
        )
    )
    return _graphql.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    *,
    client: AuthenticatedClient,
    owner: str,
    name: str,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
    filter_by: IssueFilters | None | Unset = UNSET,
    order_by: IssueOrder | None | Unset = UNSET,
) -> ListIssues | list[GraphQLError] | None:
    """As `sync`."""
    return (
        await asyncio_detailed(
            owner=owner, name=name, first=first, after=after, filter_by=filter_by, order_by=order_by, client=client
        )
    ).parsed
