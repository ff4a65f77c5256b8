"""GET /jwks: Get the keys that check the provider's signatures"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Never

from ... import _response as _read
from ... import models as _models
from ...client import Client
from ...types import Mismatch, Received, Response

if TYPE_CHECKING:
    from ...models.key_set import KeySet

_OPERATION: dict[str, Any] = {
    "id": "metadata.jwks",
    "name": "metadata.jwks",
    "method": "GET",
    "path": "/jwks",
    "tags": ["metadata"],
    "security": [{}],
    "servers": [],
    "deprecated": False,
    "facts": {"cache": {"ttl": 300}},
    "accept": "application/jwk-set+json, application/json",
}


def _get_kwargs() -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {"method": "get", "url": "/jwks"}
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> KeySet:
    """The model of a success."""
    status = response.status_code
    parsed: KeySet
    if status == 200:
        parsed = (
            _models.KeySet.from_dict(v, mismatches)
            if type(v := _read.json_value(response, "metadata.jwks", mismatches)) is dict
            else _read.other(response, "metadata.jwks", "KeySet", v, mismatches)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 200, _parse_success, mismatches, "metadata.jwks")
        return parsed
    _read.undocumented(response, "metadata.jwks")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> Never:
    """The model of an error."""
    _read.undocumented(response, "metadata.jwks")


def sync_detailed(
    *,
    client: Client,
) -> Response[KeySet]:
    """Get the keys that check the provider's signatures

    RFC 7517 section 5. An unknown `kid` in a signature means that new keys have come.
    """
    _client = client.get_httpx_client()
    _response = _client.send(_read.request(_client, _get_kwargs(), _OPERATION))
    return _read.build(_response, client, _parse_success, _parse_error)


def sync(
    *,
    client: Client,
) -> KeySet | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(client=client).parsed


async def asyncio_detailed(
    *,
    client: Client,
) -> Response[KeySet]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(_read.request(_client, _get_kwargs(), _OPERATION))
    return _read.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    *,
    client: Client,
) -> KeySet | None:
    """As `sync`."""
    return (await asyncio_detailed(client=client)).parsed
