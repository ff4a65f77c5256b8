"""POST #GetRateLimit: What is left of the points of the hour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import _graphql
from ... import _response as _read
from ... import models as _models
from ..._decode import mismatch
from ...client import AuthenticatedClient
from ...types import Mismatch, Received, Response

if TYPE_CHECKING:
    from ...models.get_rate_limit import GetRateLimit
    from ...models.graph_ql_error import GraphQLError

_OPERATION: dict[str, Any] = {
    "id": "GetRateLimit",
    "name": "viewer.get_rate_limit",
    "method": "POST",
    "path": "#GetRateLimit",
    "tags": ["viewer"],
    "security": [{"bearer": []}],
    "servers": [],
    "deprecated": False,
    "facts": {"idempotent": True},
    "accept": "application/graphql-response+json, application/json",
    "streamed": "",
}
_DOCUMENT = "query GetRateLimit {\n  rateLimit {\n    cost\n    limit\n    remaining\n    resetAt\n    used\n  }\n}"


def _get_kwargs() -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {"method": "post", "url": ""}
    _variables: dict[str, Any] = {}
    _kwargs["content"] = _graphql.body(_DOCUMENT, "GetRateLimit", _variables)
    _kwargs["headers"] = {"Content-Type": "application/json"}
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> GetRateLimit:
    """The model of a success."""
    status = response.status_code
    parsed: GetRateLimit
    if 200 <= status <= 299:
        parsed = (
            _models.GetRateLimit.from_dict(v, mismatches)
            if type(v := _graphql.data(response, "viewer.get_rate_limit")) is dict
            else _read.unparsable(response, "viewer.get_rate_limit", "GetRateLimit", v)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 0, _parse_success, mismatches, "viewer.get_rate_limit")
        return parsed
    _read.undocumented(response, "viewer.get_rate_limit")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> list[GraphQLError]:
    """The model of an error."""
    parsed: list[GraphQLError]
    parsed = (
        [
            _models.GraphQLError.from_dict(vi, mismatches)
            if type(vi) is dict
            else mismatch(mismatches, "viewer.get_rate_limit", "[]", "GraphQLError", vi)
            for vi in v
        ]
        if type(v := _graphql.error_list(response, "viewer.get_rate_limit")) is list
        else _read.unparsable(response, "viewer.get_rate_limit", "list[GraphQLError]", v)
    )
    return parsed


def sync_detailed(
    *,
    client: AuthenticatedClient,
) -> Response[GetRateLimit | list[GraphQLError]]:
    """What is left of the points of the hour."""
    _client = client.get_httpx_client()
    _response = _client.send(_read.request(_client, _get_kwargs(), _OPERATION))
    return _graphql.build(_response, client, _parse_success, _parse_error)


def sync(
    *,
    client: AuthenticatedClient,
) -> GetRateLimit | list[GraphQLError] | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(client=client).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
) -> Response[GetRateLimit | list[GraphQLError]]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(_read.request(_client, _get_kwargs(), _OPERATION))
    return _graphql.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    *,
    client: AuthenticatedClient,
) -> GetRateLimit | list[GraphQLError] | None:
    """As `sync`."""
    return (await asyncio_detailed(client=client)).parsed
