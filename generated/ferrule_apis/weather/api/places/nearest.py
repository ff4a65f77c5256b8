"""GET /nearest_place: Find the named place nearest to a point"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from ... import _parameters
from ... import _response as _read
from ... import models as _models
from ...client import AuthenticatedClient
from ...types import UNSET, Mismatch, Received, Response, Unset

if TYPE_CHECKING:
    from ...models.error import Error
    from ...models.language import Language
    from ...models.place import Place
    from ...models.validation_errors import ValidationErrors

_OPERATION: dict[str, Any] = {
    "id": "places.nearest",
    "name": "places.nearest",
    "method": "GET",
    "path": "/nearest_place",
    "tags": ["places"],
    "security": [{"apiKeyHeader": []}, {"apiKeyQuery": []}],
    "servers": [],
    "deprecated": False,
    "facts": {"cache": {"ttl": 86400}},
    "accept": "application/json",
}


def _get_kwargs(
    *,
    lat: str,
    lon: str,
    language: Language | Literal["cs", "de", "en", "es", "fr", "pl", "pt"] | Unset = UNSET,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {"method": "get", "url": "/nearest_place"}
    _params: dict[str, Any] = {}
    _parameters.query(_params, "lat", lat)
    _parameters.query(_params, "lon", lon)
    _parameters.query(_params, "language", language)
    if _params:
        _kwargs["params"] = _params
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> Place:
    """The model of a success."""
    status = response.status_code
    parsed: Place
    if status == 200:
        parsed = (
            _models.Place.from_dict(v, mismatches)
            if type(v := _read.json_value(response, "places.nearest", mismatches)) is dict
            else _read.other(response, "places.nearest", "Place", v, mismatches)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 200, _parse_success, mismatches, "places.nearest")
        return parsed
    _read.undocumented(response, "places.nearest")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> Error | ValidationErrors:
    """The model of an error."""
    status = response.status_code
    parsed: Error | ValidationErrors
    if status == 400:
        parsed = (
            _models.Error.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "places.nearest")) is dict
            else _read.unparsable(response, "places.nearest", "Error", v)
        )
        return parsed
    if status == 402:
        parsed = (
            _models.Error.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "places.nearest")) is dict
            else _read.unparsable(response, "places.nearest", "Error", v)
        )
        return parsed
    if status == 403:
        parsed = (
            _models.Error.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "places.nearest")) is dict
            else _read.unparsable(response, "places.nearest", "Error", v)
        )
        return parsed
    if status == 422:
        parsed = (
            _models.ValidationErrors.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "places.nearest")) is dict
            else _read.unparsable(response, "places.nearest", "ValidationErrors", v)
        )
        return parsed
    if status == 429:
        parsed = (
            _models.Error.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "places.nearest")) is dict
            else _read.unparsable(response, "places.nearest", "Error", v)
        )
        return parsed
    _read.undocumented(response, "places.nearest")


def sync_detailed(
    *,
    client: AuthenticatedClient,
    lat: str,
    lon: str,
    language: Language | Literal["cs", "de", "en", "es", "fr", "pl", "pt"] | Unset = UNSET,
) -> Response[Place | Error | ValidationErrors]:
    """Find the named place nearest to a point

    On the open sea the nearest place may be far away.

    Args:
        lat: Latitude, as `12.3N`, `13.2S` or a signed number.
        lon: Longitude, as `12.3E`, `13.2W` or a signed number.
        language: Language of summaries and place names. The server takes English when it is left out.
    """
    _client = client.get_httpx_client()
    _response = _client.send(
        _read.request(
            _client,
            _get_kwargs(
                lat=lat,
                lon=lon,
                language=language,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


def sync(
    *,
    client: AuthenticatedClient,
    lat: str,
    lon: str,
    language: Language | Literal["cs", "de", "en", "es", "fr", "pl", "pt"] | Unset = UNSET,
) -> Place | Error | ValidationErrors | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(lat=lat, lon=lon, language=language, client=client).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    lat: str,
    lon: str,
    language: Language | Literal["cs", "de", "en", "es", "fr", "pl", "pt"] | Unset = UNSET,
) -> Response[Place | Error | ValidationErrors]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(
        _read.request(
            _client,
            _get_kwargs(
                lat=lat,
                lon=lon,
                language=language,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    *,
    client: AuthenticatedClient,
    lat: str,
    lon: str,
    language: Language | Literal["cs", "de", "en", "es", "fr", "pl", "pt"] | Unset = UNSET,
) -> Place | Error | ValidationErrors | None:
    """As `sync`."""
    return (await asyncio_detailed(lat=lat, lon=lon, language=language, client=client)).parsed
