"""POST #GetNode: Get anything by its id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import _graphql
from ... import _response as _read
from ... import models as _models
from ..._decode import mismatch
from ...client import AuthenticatedClient
from ...types import Mismatch, Received, Response

if TYPE_CHECKING:
    from ...models.get_node import GetNode
    from ...models.graph_ql_error import GraphQLError

_OPERATION: dict[str, Any] = {
    "id": "GetNode",
    "name": "search.get_node",
    "method": "POST",
    "path": "#GetNode",
    "tags": ["search"],
    "security": [{"bearer": []}],
    "servers": [],
    "deprecated": False,
    "facts": {"idempotent": True},
    "accept": "application/graphql-response+json, application/json",
    "streamed": "",
}
_DOCUMENT = (
    "query GetNode($id: ID!) {\n"
    "  node(id: $id) {\n"
    "    __typename\n"
    "    id\n"
    "    ... on Repository {\n"
    "      nameWithOwner\n"
    "    }\n"
    "    ... on Issue {\n"
    "      title\n"
    "    }\n"
    "    ... on User {\n"
    "      login\n"
    "    }\n"
    "  }\n"
    "}"
)


def _get_kwargs(
    *,
    id: str,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {"method": "post", "url": ""}
    _variables: dict[str, Any] = {}
    _graphql.variable(_variables, "id", id)
    _kwargs["content"] = _graphql.body(_DOCUMENT, "GetNode", _variables)
    _kwargs["headers"] = {"Content-Type": "application/json"}
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> GetNode:
    """The model of a success."""
    status = response.status_code
    parsed: GetNode
    if 200 <= status <= 299:
        parsed = (
            _models.GetNode.from_dict(v, mismatches)
            if type(v := _graphql.data(response, "search.get_node")) is dict
            else _read.unparsable(response, "search.get_node", "GetNode", v)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 0, _parse_success, mismatches, "search.get_node")
        return parsed
    _read.undocumented(response, "search.get_node")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> list[GraphQLError]:
    """The model of an error."""
    parsed: list[GraphQLError]
    parsed = (
        [
            _models.GraphQLError.from_dict(vi, mismatches)
            if type(vi) is dict
            else mismatch(mismatches, "search.get_node", "[]", "GraphQLError", vi)
            for vi in v
        ]
        if type(v := _graphql.error_list(response, "search.get_node")) is list
        else _read.unparsable(response, "search.get_node", "list[GraphQLError]", v)
    )
    return parsed


def sync_detailed(
    *,
    client: AuthenticatedClient,
    id: str,
) -> Response[GetNode | list[GraphQLError]]:
    """Get anything by its id.

    Args:
        id
    """
    _client = client.get_httpx_client()
    _response = _client.send(
        _read.request(
            _client,
            _get_kwargs(
                id=id,
            ),
            _OPERATION,
        )
    )
    return _graphql.build(_response, client, _parse_success, _parse_error)


def sync(
    *,
    client: AuthenticatedClient,
    id: str,
) -> GetNode | list[GraphQLError] | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(id=id, client=client).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    id: str,
) -> Response[GetNode | list[GraphQLError]]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(
        _read.request(
            _client,
            _get_kwargs(
                id=id,
            ),
            _OPERATION,
        )
    )
    return _graphql.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    *,
    client: AuthenticatedClient,
    id: str,
) -> GetNode | list[GraphQLError] | None:
    """As `sync`."""
    return (await asyncio_detailed(id=id, client=client)).parsed
