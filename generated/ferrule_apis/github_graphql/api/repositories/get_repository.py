"""POST #GetRepository: Get a repository."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import _graphql
from ... import _response as _read
from ... import models as _models
from ..._decode import mismatch
from ...client import AuthenticatedClient
from ...types import UNSET, Mismatch, Received, Response, Unset

if TYPE_CHECKING:
    from ...models.get_repository import GetRepository
    from ...models.graph_ql_error import GraphQLError

_OPERATION: dict[str, Any] = {
    "id": "GetRepository",
    "name": "repositories.get_repository",
    "method": "POST",
    "path": "#GetRepository",
    "tags": ["repositories"],
    "security": [{"bearer": []}],
    "servers": [],
    "deprecated": False,
    "facts": {"idempotent": True},
    "accept": "application/graphql-response+json, application/json",
    "streamed": "",
}
_DOCUMENT = (
    "query GetRepository($owner: String!, $name: String!, $withLabels: Boolean! = false) {\n"
    "  repository(owner: $owner, name: $name) {\n"
    "    ...RepositoryFields\n"
    "    description\n"
    "    pushedAt\n"
    "    owner {\n"
    "      __typename\n"
    "      login\n"
    "      ... on User {\n"
    "        name\n"
    "      }\n"
    "      ... on Organization {\n"
    "        name\n"
    "        description\n"
    "      }\n"
    "    }\n"
    "    labels(first: 50) @include(if: $withLabels) {\n"
    "      nodes {\n"
    "        name\n"
    "        color\n"
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
    owner: str,
    name: str,
    with_labels: bool | Unset = UNSET,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {"method": "post", "url": ""}
    _variables: dict[str, Any] = {}
    _graphql.variable(_variables, "owner", owner)
    _graphql.variable(_variables, "name", name)
    _graphql.variable(_variables, "withLabels", with_labels)
    _kwargs["content"] = _graphql.body(_DOCUMENT, "GetRepository", _variables)
    _kwargs["headers"] = {"Content-Type": "application/json"}
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> GetRepository:
    """The model of a success."""
    status = response.status_code
    parsed: GetRepository
    if 200 <= status <= 299:
        parsed = (
            _models.GetRepository.from_dict(v, mismatches)
            if type(v := _graphql.data(response, "repositories.get_repository")) is dict
            else _read.unparsable(response, "repositories.get_repository", "GetRepository", v)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 0, _parse_success, mismatches, "repositories.get_repository")
        return parsed
    _read.undocumented(response, "repositories.get_repository")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> list[GraphQLError]:
    """The model of an error."""
    parsed: list[GraphQLError]
    parsed = (
        [
            _models.GraphQLError.from_dict(vi, mismatches)
            if type(vi) is dict
            else mismatch(mismatches, "repositories.get_repository", "[]", "GraphQLError", vi)
            for vi in v
        ]
        if type(v := _graphql.error_list(response, "repositories.get_repository")) is list
        else _read.unparsable(response, "repositories.get_repository", "list[GraphQLError]", v)
    )
    return parsed


def sync_detailed(
    *,
    client: AuthenticatedClient,
    owner: str,
    name: str,
    with_labels: bool | Unset = UNSET,
) -> Response[GetRepository | list[GraphQLError]]:
    """Get a repository.

    Its labels come only if they are asked for.

    Args:
        owner
        name
        with_labels: Default on the server: false.
    """
    _client = client.get_httpx_client()
    _response = _client.send(
        _read.request(
            _client,
            _get_kwargs(
                owner=owner,
                name=name,
                with_labels=with_labels,
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
    with_labels: bool | Unset = UNSET,
) -> GetRepository | list[GraphQLError] | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(owner=owner, name=name, with_labels=with_labels, client=client).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    owner: str,
    name: str,
    with_labels: bool | Unset = UNSET,
) -> Response[GetRepository | list[GraphQLError]]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(
        _read.request(
            _client,
            _get_kwargs(
                owner=owner,
                name=name,
                with_labels=with_labels,
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
    with_labels: bool | Unset = UNSET,
) -> GetRepository | list[GraphQLError] | None:
    """As `sync`."""
    return (await asyncio_detailed(owner=owner, name=name, with_labels=with_labels, client=client)).parsed
