"""GET /air_quality: Get the air quality forecast for a place"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from attrs import frozen as _frozen

from ... import _headers, _parameters
from ... import _response as _read
from ... import models as _models
from ..._decode import mismatch
from ...client import AuthenticatedClient
from ...types import UNSET, Mismatch, Received, Response, Unset

if TYPE_CHECKING:
    from ...models.air_quality import AirQuality
    from ...models.error import Error
    from ...models.validation_errors import ValidationErrors

_OPERATION: dict[str, Any] = {
    "id": "weather.air_quality",
    "name": "weather.air_quality",
    "method": "GET",
    "path": "/air_quality",
    "tags": ["weather"],
    "security": [{"apiKeyHeader": []}, {"apiKeyQuery": []}],
    "servers": [],
    "deprecated": False,
    "facts": {"cache": {"ttl": 600}},
    "accept": "application/json",
}


def _get_kwargs(
    *,
    place_id: str | Unset = UNSET,
    lat: str | Unset = UNSET,
    lon: str | Unset = UNSET,
    timezone: str | Unset = UNSET,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {"method": "get", "url": "/air_quality"}
    _params: dict[str, Any] = {}
    _parameters.query(_params, "place_id", place_id)
    _parameters.query(_params, "lat", lat)
    _parameters.query(_params, "lon", lon)
    _parameters.query(_params, "timezone", timezone)
    if _params:
        _kwargs["params"] = _params
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> AirQuality:
    """The model of a success."""
    status = response.status_code
    parsed: AirQuality
    if status == 200:
        parsed = (
            _models.AirQuality.from_dict(v, mismatches)
            if type(v := _read.json_value(response, "weather.air_quality", mismatches)) is dict
            else _read.other(response, "weather.air_quality", "AirQuality", v, mismatches)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 200, _parse_success, mismatches, "weather.air_quality")
        return parsed
    _read.undocumented(response, "weather.air_quality")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> Error | ValidationErrors:
    """The model of an error."""
    status = response.status_code
    parsed: Error | ValidationErrors
    if status == 400:
        parsed = (
            _models.Error.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "weather.air_quality")) is dict
            else _read.unparsable(response, "weather.air_quality", "Error", v)
        )
        return parsed
    if status == 402:
        parsed = (
            _models.Error.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "weather.air_quality")) is dict
            else _read.unparsable(response, "weather.air_quality", "Error", v)
        )
        return parsed
    if status == 403:
        parsed = (
            _models.Error.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "weather.air_quality")) is dict
            else _read.unparsable(response, "weather.air_quality", "Error", v)
        )
        return parsed
    if status == 422:
        parsed = (
            _models.ValidationErrors.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "weather.air_quality")) is dict
            else _read.unparsable(response, "weather.air_quality", "ValidationErrors", v)
        )
        return parsed
    if status == 429:
        parsed = (
            _models.Error.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "weather.air_quality")) is dict
            else _read.unparsable(response, "weather.air_quality", "Error", v)
        )
        return parsed
    _read.undocumented(response, "weather.air_quality")


def sync_detailed(
    *,
    client: AuthenticatedClient,
    place_id: str | Unset = UNSET,
    lat: str | Unset = UNSET,
    lon: str | Unset = UNSET,
    timezone: str | Unset = UNSET,
) -> Response[AirQuality | Error | ValidationErrors]:
    """Get the air quality forecast for a place

    Args:
        place_id: Identifier of the place; takes the place of `lat` and `lon`. For mountains it is the better
            choice, since it fixes the elevation.
        lat: Latitude, as `12.3N`, `13.2S` or a signed number. Goes with `lon`.
        lon: Longitude, as `12.3E`, `13.2W` or a signed number. Goes with `lat`.
        timezone: Time zone of the times in the answer, by its tz database name (`UTC`, `Europe/Prague`). Left
            out or `auto`, it is that of the place.
    """
    _client = client.get_httpx_client()
    _response = _client.send(
        _read.request(
            _client,
            _get_kwargs(
                place_id=place_id,
                lat=lat,
                lon=lon,
                timezone=timezone,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


def sync(
    *,
    client: AuthenticatedClient,
    place_id: str | Unset = UNSET,
    lat: str | Unset = UNSET,
    lon: str | Unset = UNSET,
    timezone: str | Unset = UNSET,
) -> AirQuality | Error | ValidationErrors | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(place_id=place_id, lat=lat, lon=lon, timezone=timezone, client=client).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    place_id: str | Unset = UNSET,
    lat: str | Unset = UNSET,
    lon: str | Unset = UNSET,
    timezone: str | Unset = UNSET,
) -> Response[AirQuality | Error | ValidationErrors]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(
        _read.request(
            _client,
            _get_kwargs(
                place_id=place_id,
                lat=lat,
                lon=lon,
                timezone=timezone,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    *,
    client: AuthenticatedClient,
    place_id: str | Unset = UNSET,
    lat: str | Unset = UNSET,
    lon: str | Unset = UNSET,
    timezone: str | Unset = UNSET,
) -> AirQuality | Error | ValidationErrors | None:
    """As `sync`."""
    return (await asyncio_detailed(place_id=place_id, lat=lat, lon=lon, timezone=timezone, client=client)).parsed


@_frozen
class ResponseHeaders:
    """Headers of its responses; `UNSET` if a response lacks one.

    Attributes:
        expires: Until then the same request gets the same answer (RFC 9111 section 5.3). `Expires` on the wire.
    """

    expires: str | Unset = UNSET

    @classmethod
    def read(cls, response: _headers.Headed, mismatches: list[Mismatch] | None = None) -> Self:
        """Those of a response; what disagrees with the description is kept, and added to `mismatches`."""
        return cls(
            v
            if type(v := _headers.scalar(response, "Expires")) is str or v is UNSET
            else mismatch(mismatches, "weather.air_quality", "Expires", "string", v),
        )
