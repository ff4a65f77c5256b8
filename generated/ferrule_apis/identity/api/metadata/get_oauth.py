"""GET /.well-known/oauth-authorization-server: Get the metadata of a provider that may not know OpenID Connect"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Never

from ... import _response as _read
from ... import models as _models
from ...client import Client
from ...types import Mismatch, Received, Response

if TYPE_CHECKING:
    from ...models.server_metadata import ServerMetadata

_OPERATION: dict[str, Any] = {
    "id": "metadata.get_oauth",
    "name": "metadata.get_oauth",
    "method": "GET",
    "path": "/.well-known/oauth-authorization-server",
    "tags": ["metadata"],
    "security": [{}],
    "servers": [],
    "deprecated": False,
    "facts": {"cache": {"ttl": 3600}},
    "accept": "application/json",
}


def _get_kwargs() -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {"method": "get", "url": "/.well-known/oauth-authorization-server"}
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> ServerMetadata:
    """The model of a success."""
    status = response.status_code
    parsed: ServerMetadata
    if status == 200:
        parsed = (
            _models.ServerMetadata.from_dict(v, mismatches)
            if type(v := _read.json_value(response, "metadata.get_oauth", mismatches)) is dict
            else _read.other(response, "metadata.get_oauth", "ServerMetadata", v, mismatches)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 200, _parse_success, mismatches, "metadata.get_oauth")
        return parsed
    _read.undocumented(response, "metadata.get_oauth")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> Never:
    """The model of an error."""
    _read.undocumented(response, "metadata.get_oauth")


def sync_detailed(
    *,
    client: Client,
) -> Response[ServerMetadata]:
    """Get the metadata of a provider that may not know OpenID Connect

    RFC 8414 section 3. Where the issuer identifier has a path, that path follows this one instead of coming before
    it.
    """
    _client = client.get_httpx_client()
    _response = _client.send(_read.request(_client, _get_kwargs(), _OPERATION))
    return _read.build(_response, client, _parse_success, _parse_error)


def sync(
    *,
    client: Client,
) -> ServerMetadata | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(client=client).parsed


async def asyncio_detailed(
    *,
    client: Client,
) -> Response[ServerMetadata]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(_read.request(_client, _get_kwargs(), _OPERATION))
    return _read.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    *,
    client: Client,
) -> ServerMetadata | None:
    """As `sync`."""
    return (await asyncio_detailed(client=client)).parsed
