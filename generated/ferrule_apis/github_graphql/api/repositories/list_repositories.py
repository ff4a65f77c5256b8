"""POST #ListRepositories: List the repositories of a user or an organisation."""

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
    from ...models.list_repositories import ListRepositories
    from ...models.repository_fields import RepositoryFields
    from ...models.repository_order import RepositoryOrder
    from ...models.repository_visibility import RepositoryVisibility

_OPERATION: dict[str, Any] = {
    "id": "ListRepositories",
    "name": "repositories.list_repositories",
    "method": "POST",
    "path": "#ListRepositories",
    "tags": ["repositories"],
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
    "items": "/repositoryOwner/repositories/nodes",
    "always": False,
    "parameter": "after",
    "next": ["repository_owner", "repositories", "page_info", "end_cursor"],
    "pointer": "/repositoryOwner/repositories/pageInfo/endCursor",
    "required": False,
    "number": False,
    "more": ["repository_owner", "repositories", "page_info", "has_next_page"],
}
_DOCUMENT = (
    "query ListRepositories($login: String!, $first: Int = 50, $after: String, $visibility: RepositoryVisibility, $orderBy: RepositoryOrder) {\n"
    "  repositoryOwner(login: $login) {\n"
    "    repositories(\n"
    "      first: $first\n"
    "      after: $after\n"
    "      visibility: $visibility\n"
    "      orderBy: $orderBy\n"
    "    ) {\n"
    "      totalCount\n"
    "      nodes {\n"
    "        ...RepositoryFields\n"
    "      }\n"
    "      pageInfo {\n"
    "        hasNextPage\n"
    "        endCursor\n"
    "      }\n"
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
    "}"
)


def _get_kwargs(
    *,
    login: str,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
    visibility: RepositoryVisibility | Literal["INTERNAL", "PRIVATE", "PUBLIC"] | None | Unset = UNSET,
    order_by: RepositoryOrder | None | Unset = UNSET,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {"method": "post", "url": ""}
    _variables: dict[str, Any] = {}
    _graphql.variable(_variables, "login", login)
    _graphql.variable(_variables, "first", first)
    _graphql.variable(_variables, "after", after)
    _graphql.variable(_variables, "visibility", visibility)
    _graphql.variable(_variables, "orderBy", order_by)
    _kwargs["content"] = _graphql.body(_DOCUMENT, "ListRepositories", _variables)
    _kwargs["headers"] = {"Content-Type": "application/json"}
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> ListRepositories:
    """The model of a success."""
    status = response.status_code
    parsed: ListRepositories
    if 200 <= status <= 299:
        parsed = (
            _models.ListRepositories.from_dict(v, mismatches)
            if type(v := _graphql.data(response, "repositories.list_repositories")) is dict
            else _read.unparsable(response, "repositories.list_repositories", "ListRepositories", v)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 0, _parse_success, mismatches, "repositories.list_repositories")
        return parsed
    _read.undocumented(response, "repositories.list_repositories")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> list[GraphQLError]:
    """The model of an error."""
    parsed: list[GraphQLError]
    parsed = (
        [
            _models.GraphQLError.from_dict(vi, mismatches)
            if type(vi) is dict
            else mismatch(mismatches, "repositories.list_repositories", "[]", "GraphQLError", vi)
            for vi in v
        ]
        if type(v := _graphql.error_list(response, "repositories.list_repositories")) is list
        else _read.unparsable(response, "repositories.list_repositories", "list[GraphQLError]", v)
    )
    return parsed


def _items(page: Any) -> list[RepositoryFields | None]:
    """The items of a page."""
    items: list[RepositoryFields | None] = page.repository_owner.repositories.nodes
    return items


def sync_detailed(
    *,
    client: AuthenticatedClient,
    login: str,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
    visibility: RepositoryVisibility | Literal["INTERNAL", "PRIVATE", "PUBLIC"] | None | Unset = UNSET,
    order_by: RepositoryOrder | None | Unset = UNSET,
) -> Response[ListRepositories | list[GraphQLError]]:
    """List the repositories of a user or an organisation.

    Args:
        login
        first: Default on the server: 50.
        after
        visibility
        order_by
    """
    _client = client.get_httpx_client()
    _response = _client.send(
        _read.request(
            _client,
            _get_kwargs(
                login=login,
                first=first,
                after=after,
                visibility=visibility,
                order_by=order_by,
            ),
            _OPERATION,
        )
    )
    return _graphql.build(_response, client, _parse_success, _parse_error)


def sync(
    *,
    client: AuthenticatedClient,
    login: str,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
    visibility: RepositoryVisibility | Literal["INTERNAL", "PRIVATE", "PUBLIC"] | None | Unset = UNSET,
    order_by: RepositoryOrder | None | Unset = UNSET,
) -> ListRepositories | list[GraphQLError] | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(
        login=login, first=first, after=after, visibility=visibility, order_by=order_by, client=client
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    login: str,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
    visibility: RepositoryVisibility | Literal["INTERNAL", "PRIVATE", "PUBLIC"] | None | Unset = UNSET,
    order_by: RepositoryOrder | None | Unset = UNSET,
) -> Response[ListRepositories | list[GraphQLError]]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(
        _read.request(
            _client,
            _get_kwargs(
                login=login,
                first=first,
                after=after,
                visibility=visibility,
                order_by=order_by,
            ),
            _OPERATION,
        )
    )
    return _graphql.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    *,
    client: AuthenticatedClient,
    login: str,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
    visibility: RepositoryVisibility | Literal["INTERNAL", "PRIVATE", "PUBLIC"] | None | Unset = UNSET,
    order_by: RepositoryOrder | None | Unset = UNSET,
) -> ListRepositories | list[GraphQLError] | None:
    """As `sync`."""
    return (
        await asyncio_detailed(
            login=login, first=first, after=after, visibility=visibility, order_by=order_by, client=client
        )
    ).parsed
