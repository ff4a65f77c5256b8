"""POST #RemoveStar: Take a star back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import _graphql
from ... import _response as _read
from ... import models as _models
from ..._decode import mismatch
from ...client import AuthenticatedClient
from ...types import Mismatch, Received, Response

if TYPE_CHECKING:
    from ...models.graph_ql_error import GraphQLError
    from ...models.remove_star import RemoveStar

_OPERATION: dict[str, Any] = {
    "id": "RemoveStar",
    "name": "repositories.remove_star",
    "method": "POST",
    "path": "#RemoveStar",
    "tags": ["repositories"],
    "security": [{"bearer": []}],
    "servers": [],
    "deprecated": False,
    "facts": {"idempotent": True},
    "accept": "application/graphql-response+json, application/json",
    "streamed": "",
}
_DOCUMENT = (
    "mutation RemoveStar($id: ID!) {\n"
    "  removeStar(input: { starrableId: $id }) {\n"
    "    starrable {\n"
    "      ...StarFields\n"
    "    }\n"
    "  }\n"
    "}\n"
    "\n"
    "fragment StarFields on Starrable {\n"
    "  id\n"
    "  stargazerCount\n"
    "  viewerHasStarred\n"
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
    _kwargs["content"] = _graphql.body(_DOCUMENT, "RemoveStar", _variables)
    _kwargs["headers"] = {"Content-Type": "application/json"}
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> RemoveStar:
    """The model of a success."""
    status = response.status_code
    parsed: RemoveStar
    if 200 <= status <= 299:
        parsed = (
            _models.RemoveStar.from_dict(v, mismatches)
            if type(v := _graphql.data(response, "repositories.remove_star")) is dict
            else _read.unparsable(response, "repositories.remove_star", "RemoveStar", v)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 0, _parse_success, mismatches, "repositories.remove_star")
        return parsed
    _read.undocumented(response, "repositories.remove_star")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> list[GraphQLError]:
    """The model of an error."""
    parsed: list[GraphQLError]
    parsed = (
        [
            _models.GraphQLError.from_dict(vi, mismatches)
            if type(vi) is dict
            else mismatch(mismatches, "repositories.remove_star", "[]", "GraphQLError", vi)
            for vi in v
        ]
        if type(v := _graphql.error_list(response, "repositories.remove_star")) is list
        else _read.unparsable(response, "repositories.remove_star", "list[GraphQLError]", v)
    )
    return parsed


def sync_detailed(
    *,
    client: AuthenticatedClient,
    id: str,
) -> Response[RemoveStar | list[GraphQLError]]:
    """Take a star back.

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
) -> RemoveStar | list[GraphQLError] | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(id=id, client=client).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    id: str,
) -> Response[RemoveStar | list[GraphQLError]]:
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
) -> RemoveStar | list[GraphQLError] | None:
    """As `sync`."""
    return (await asyncio_detailed(id=id, client=client)).parsed
