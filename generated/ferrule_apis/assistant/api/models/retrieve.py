"""GET /models/{model}: Get a model"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import _parameters
from ... import _response as _read
from ... import models as _models
from ...client import AuthenticatedClient
from ...types import Mismatch, Received, Response

if TYPE_CHECKING:
    from ...models.error_reply import ErrorReply
    from ...models.model import Model

_OPERATION: dict[str, Any] = {
    "id": "models.retrieve",
    "name": "models.retrieve",
    "method": "GET",
    "path": "/models/{model}",
    "tags": ["models"],
    "security": [{"token": []}],
    "servers": [],
    "deprecated": False,
    "facts": {"cache": {"ttl": 300}},
    "accept": "application/json",
    "streamed": "application/json",
}


def _get_kwargs(
    model: str,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {"method": "get", "url": "/models/" + _parameters.segment("model", model)}
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> Model:
    """The model of a success."""
    status = response.status_code
    parsed: Model
    if status == 200:
        parsed = (
            _models.Model.from_dict(v, mismatches)
            if type(v := _read.json_value(response, "models.retrieve", mismatches)) is dict
            else _read.other(response, "models.retrieve", "Model", v, mismatches)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 200, _parse_success, mismatches, "models.retrieve")
        return parsed
    _read.undocumented(response, "models.retrieve")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> ErrorReply:
    """The model of an error."""
    parsed: ErrorReply
    parsed = (
        _models.ErrorReply.from_dict(v, mismatches)
        if type(v := _read.json_body(response, "models.retrieve")) is dict
        else _read.unparsable(response, "models.retrieve", "ErrorReply", v)
    )
    return parsed


def sync_detailed(
    model: str,
    *,
    client: AuthenticatedClient,
) -> Response[Model | ErrorReply]:
    """Get a model

    Args:
        model: The model's id.
    """
    _client = client.get_httpx_client()
    _response = _client.send(
        _read.request(
            _client,
            _get_kwargs(
                model,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


def sync(
    model: str,
    *,
    client: AuthenticatedClient,
) -> Model | ErrorReply | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(model, client=client).parsed


async def asyncio_detailed(
    model: str,
    *,
    client: AuthenticatedClient,
) -> Response[Model | ErrorReply]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(
        _read.request(
            _client,
            _get_kwargs(
                model,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    model: str,
    *,
    client: AuthenticatedClient,
) -> Model | ErrorReply | None:
    """As `sync`."""
    return (await asyncio_detailed(model, client=client)).parsed
