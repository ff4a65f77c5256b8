"""GET /zen: Get a line of the Zen of GitHub"""

from __future__ import annotations

from typing import Any, Never

from ... import _response as _read
from ...client import Client
from ...types import Mismatch, Received, Response


_OPERATION: dict[str, Any] = {
    "id": "meta/get-zen",
    "name": "meta.get_zen",
    "method": "GET",
    "path": "/zen",
    "tags": ["meta"],
    "security": [{}, {"bearer": []}],
    "servers": [],
    "deprecated": False,
    "facts": {},
    "accept": "text/plain",
}


def _get_kwargs() -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {"method": "get", "url": "/zen"}
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> str:
    """The model of a success."""
    status = response.status_code
    parsed: str
    if status == 200:
        parsed = _read.text_body(response)
        return parsed
    if 200 <= status < 300:
        return _read.fallback(response, 200, _parse_success, mismatches, "meta.get_zen")
    _read.undocumented(response, "meta.get_zen")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> Never:
    """The model of an error."""
    _read.undocumented(response, "meta.get_zen")


def sync_detailed(
    *,
    client: Client,
) -> Response[str]:
    """Get a line of the Zen of GitHub

    A random sentence, as plain text.
    """
    _response = client.get_httpx_client().request(**_get_kwargs(), extensions={"ferrule.operation": _OPERATION})
    return _read.build(_response, client, _parse_success, _parse_error)


def sync(
    *,
    client: Client,
) -> str | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(client=client).parsed


async def asyncio_detailed(
    *,
    client: Client,
) -> Response[str]:
    """As `sync_detailed`."""
    _response = await client.get_async_httpx_client().request(
        **_get_kwargs(), extensions={"ferrule.operation": _OPERATION}
    )
    return _read.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    *,
    client: Client,
) -> str | None:
    """As `sync`."""
    return (await asyncio_detailed(client=client)).parsed
