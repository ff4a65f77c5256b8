"""GET /rate_limit: Get the rate limit status"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import _response as _read
from ... import models as _models
from ...client import Client
from ...types import Mismatch, Received, Response

if TYPE_CHECKING:
    from ...models.basic_error import BasicError
    from ...models.rate_limit_overview import RateLimitOverview

_OPERATION: dict[str, Any] = {
    "id": "rate-limit/get",
    "name": "rate_limit.get",
    "method": "GET",
    "path": "/rate_limit",
    "tags": ["rate-limit"],
    "security": [{}, {"bearer": []}],
    "servers": [],
    "deprecated": False,
    "facts": {},
    "accept": "application/json",
}


def _get_kwargs() -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {"method": "get", "url": "/rate_limit"}
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> RateLimitOverview:
    """The model of a success."""
    status = response.status_code
    parsed: RateLimitOverview
    if status == 200:
        parsed = (
            _models.RateLimitOverview.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "rate_limit.get")) is dict
            else _read.unparsable(response, "rate_limit.get", "RateLimitOverview", v)
        )
        return parsed
    if 200 <= status < 300:
        return _read.fallback(response, 200, _parse_success, mismatches, "rate_limit.get")
    _read.undocumented(response, "rate_limit.get")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> BasicError:
    """The model of an error."""
    status = response.status_code
    parsed: BasicError
    if status == 404:
        parsed = (
            _models.BasicError.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "rate_limit.get")) is dict
            else _read.unparsable(response, "rate_limit.get", "BasicError", v)
        )
        return parsed
    _read.undocumented(response, "rate_limit.get")


def sync_detailed(
    *,
    client: Client,
) -> Response[RateLimitOverview | BasicError]:
    """Get the rate limit status

    What is left of each quota. The call itself costs nothing.
    """
    _response = client.get_httpx_client().request(**_get_kwargs(), extensions={"ferrule.operation": _OPERATION})
    return _read.build(_response, client, _parse_success, _parse_error)


def sync(
    *,
    client: Client,
) -> RateLimitOverview | BasicError | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(client=client).parsed


async def asyncio_detailed(
    *,
    client: Client,
) -> Response[RateLimitOverview | BasicError]:
    """As `sync_detailed`."""
    _response = await client.get_async_httpx_client().request(
        **_get_kwargs(), extensions={"ferrule.operation": _OPERATION}
    )
    return _read.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    *,
    client: Client,
) -> RateLimitOverview | BasicError | None:
    """As `sync`."""
    return (await asyncio_detailed(client=client)).parsed
