"""GET /models: List the models"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import _response as _read
from ... import models as _models
from ...client import AuthenticatedClient
from ...types import Mismatch, Received, Response

if TYPE_CHECKING:
    from ...models.error_reply import ErrorReply
    from ...models.model_list import ModelList

_OPERATION: dict[str, Any] = {
    "id": "models.list",
    "name": "models.list",
    "method": "GET",
    "path": "/models",
    "tags": ["models"],
    "security": [{"token": []}],
    "servers": [],
    "deprecated": False,
    "facts": {"cache": {"ttl": 300}},
    "accept": "application/json",
    "streamed": "application/json",
}


def _get_kwargs() -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {"method": "get", "url": "/models"}
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> ModelList:
    """The model of a success."""
    status = response.status_code
    parsed: ModelList
    if status == 200:
        parsed = (
            _models.ModelList.from_dict(v, mismatches)
            if type(v := _read.json_value(response, "models.list", mismatches)) is dict
            else _read.other(response, "models.list", "ModelList", v, mismatches)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 200, _parse_success, mismatches, "models.list")
        return parsed
    _read.undocumented(response, "models.list")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> ErrorReply:
    """The model of an error."""
    parsed: ErrorReply
    parsed = (
        _models.ErrorReply.from_dict(v, mismatches)
        if type(v := _read.json_body(response, "models.list")) is dict
        else _read.unparsable(response, "models.list", "ErrorReply", v)
    )
    return parsed


def sync_detailed(
    *,
    client: AuthenticatedClient,
) -> Response[ModelList | ErrorReply]:
    """List the models"""
    _client = client.get_httpx_client()
    _response = _client.send(_read.request(_client, _get_kwargs(), _OPERATION))
    return _read.build(_response, client, _parse_success, _parse_error)


def sync(
    *,
    client: AuthenticatedClient,
) -> ModelList | ErrorReply | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(client=client).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
) -> Response[ModelList | ErrorReply]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(_read.request(_client, _get_kwargs(), _OPERATION))
    return _read.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    *,
    client: AuthenticatedClient,
) -> ModelList | ErrorReply | None:
    """As `sync`."""
    return (await asyncio_detailed(client=client)).parsed
