"""POST #GetTopRepositories: Get a user and the repositories of theirs that most people have starred."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import _graphql
from ... import _response as _read
from ... import models as _models
from ..._decode import mismatch
from ...client import AuthenticatedClient
from ...types import UNSET, Mismatch, Received, Response, Unset

if TYPE_CHECKING:
    from ...models.get_top_repositories import GetTopRepositories
    from ...models.graph_ql_error import GraphQLError

_OPERATION: dict[str, Any] = {
    "id": "GetTopRepositories",
    "name": "users.get_top_repositories",
    "method": "POST",
    "path": "#GetTopRepositories",
    "tags": ["users"],
    "security": [{"bearer": []}],
    "servers": [],
    "deprecated": False,
    "facts": {"idempotent": True},
    "accept": "application/graphql-response+json, application/json",
    "streamed": "",
}
_DOCUMENT = (
    "query GetTopRepositories($login: String!, $first: Int! = 5) {\n"
    "  user(login: $login) {\n"
    "    login\n"
    "    name\n"
    "    repositories(first: $first, orderBy: { field: STARGAZERS, direction: DESC }) {\n"
    "      nodes {\n"
    "        name\n"
    "        stargazerCount\n"
    "      }\n"
    "    }\n"
    "  }\n"
    "}"
)


def _get_kwargs(
    *,
    login: str,
    first: int | Unset = UNSET,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {"method": "post", "url": ""}
    _variables: dict[str, Any] = {}
    _graphql.variable(_variables, "login", login)
    _graphql.variable(_variables, "first", first)
    _kwargs["content"] = _graphql.body(_DOCUMENT, "GetTopRepositories", _variables)
    _kwargs["headers"] = {"Content-Type": "application/json"}
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> GetTopRepositories:
    """The model of a success."""
    status = response.status_code
    parsed: GetTopRepositories
    if 200 <= status <= 299:
        parsed = (
            _models.GetTopRepositories.from_dict(v, mismatches)
            if type(v := _graphql.data(response, "users.get_top_repositories")) is dict
            else _read.unparsable(response, "users.get_top_repositories", "GetTopRepositories", v)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 0, _parse_success, mismatches, "users.get_top_repositories")
        return parsed
    _read.undocumented(response, "users.get_top_repositories")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> list[GraphQLError]:
    """The model of an error."""
    parsed: list[GraphQLError]
    parsed = (
        [
            _models.GraphQLError.from_dict(vi, mismatches)
            if type(vi) is dict
            else mismatch(mismatches, "users.get_top_repositories", "[]", "GraphQLError", vi)
            for vi in v
        ]
        if type(v := _graphql.error_list(response, "users.get_top_repositories")) is list
        else _read.unparsable(response, "users.get_top_repositories", "list[GraphQLError]", v)
    )
    return parsed


def sync_detailed(
    *,
    client: AuthenticatedClient,
    login: str,
    first: int | Unset = UNSET,
) -> Response[GetTopRepositories | list[GraphQLError]]:
    """Get a user and the repositories of theirs that most people have starred.

    Args:
        login
        first: Default on the server: 5.
    """
    _client = client.get_httpx_client()
    _response = _client.send(
        _read.request(
            _client,
            _get_kwargs(
                login=login,
                first=first,
            ),
            _OPERATION,
        )
    )
    return _graphql.build(_response, client, _parse_success, _parse_error)


def sync(
    *,
    client: AuthenticatedClient,
    login: str,
    first: int | Unset = UNSET,
) -> GetTopRepositories | list[GraphQLError] | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(login=login, first=first, client=client).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    login: str,
    first: int | Unset = UNSET,
) -> Response[GetTopRepositories | list[GraphQLError]]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(
        _read.request(
            _client,
            _get_kwargs(
                login=login,
                first=first,
            ),
            _OPERATION,
        )
    )
    return _graphql.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    *,
    client: AuthenticatedClient,
    login: str,
    first: int | Unset = UNSET,
) -> GetTopRepositories | list[GraphQLError] | None:
    """As `sync`."""
    return (await asyncio_detailed(login=login, first=first, client=client)).parsed
