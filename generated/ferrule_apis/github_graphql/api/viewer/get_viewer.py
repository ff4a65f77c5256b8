"""POST #GetViewer: Whose credential it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import _graphql
from ... import _response as _read
from ... import models as _models
from ..._decode import mismatch
from ...client import AuthenticatedClient
from ...types import Mismatch, Received, Response

if TYPE_CHECKING:
    from ...models.get_viewer import GetViewer
    from ...models.graph_ql_error import GraphQLError

_OPERATION: dict[str, Any] = {
    "id": "GetViewer",
    "name": "viewer.get_viewer",
    "method": "POST",
    "path": "#GetViewer",
    "tags": ["viewer"],
    "security": [{"bearer": []}],
    "servers": [],
    "deprecated": False,
    "facts": {"idempotent": True},
    "accept": "application/graphql-response+json, application/json",
    "streamed": "",
}
_DOCUMENT = (
    "query GetViewer {\n"
    "  viewer {\n"
    "    ...UserFields\n"
    "    email\n"
    "  }\n"
    "}\n"
    "\n"
    "fragment UserFields on User {\n"
    "  id\n"
    "  login\n"
    "  name\n"
    "  url\n"
    "  createdAt\n"
    "}"
)


def _get_kwargs() -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {"method": "post", "url": ""}
    _variables: dict[str, Any] = {}
    _kwargs["content"] = _graphql.body(_DOCUMENT, "GetViewer", _variables)
    _kwargs["headers"] = {"Content-Type": "application/json"}
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> GetViewer:
    """The model of a success."""
    status = response.status_code
    parsed: GetViewer
    if 200 <= status <= 299:
        parsed = (
            _models.GetViewer.from_dict(v, mismatches)
            if type(v := _graphql.data(response, "viewer.get_viewer")) is dict
            else _read.unparsable(response, "viewer.get_viewer", "GetViewer", v)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 0, _parse_success, mismatches, "viewer.get_viewer")
        return parsed
    _read.undocumented(response, "viewer.get_viewer")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> list[GraphQLError]:
    """The model of an error."""
    parsed: list[GraphQLError]
    parsed = (
        [
            _models.GraphQLError.from_dict(vi, mismatches)
            if type(vi) is dict
            else mismatch(mismatches, "viewer.get_viewer", "[]", "GraphQLError", vi)
            for vi in v
        ]
        if type(v := _graphql.error_list(response, "viewer.get_viewer")) is list
        else _read.unparsable(response, "viewer.get_viewer", "list[GraphQLError]", v)
    )
    return parsed


def sync_detailed(
    *,
    client: AuthenticatedClient,
) -> Response[GetViewer | list[GraphQLError]]:
    """Whose credential it is."""
    _client = client.get_httpx_client()
    _response = _client.send(_read.request(_client, _get_kwargs(), _OPERATION))
    return _graphql.build(_response, client, _parse_success, _parse_error)


def sync(
    *,
    client: AuthenticatedClient,
) -> GetViewer | list[GraphQLError] | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(client=client).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
) -> Response[GetViewer | list[GraphQLError]]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(_read.request(_client, _get_kwargs(), _OPERATION))
    return _graphql.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    *,
    client: AuthenticatedClient,
) -> GetViewer | list[GraphQLError] | None:
    """As `sync`."""
    return (await asyncio_detailed(client=client)).parsed
