"""GET /map: Get a forecast map as a PNG image"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from ... import _parameters
from ... import _response as _read
from ... import models as _models
from ...client import AuthenticatedClient
from ...types import UNSET, Mismatch, Received, Response, Unset

if TYPE_CHECKING:
    from ...models.error import Error
    from ...models.map_variable import MapVariable
    from ...models.validation_errors import ValidationErrors

_OPERATION: dict[str, Any] = {
    "id": "maps.get",
    "name": "maps.get",
    "method": "GET",
    "path": "/map",
    "tags": ["maps"],
    "security": [{"apiKeyHeader": []}, {"apiKeyQuery": []}],
    "servers": [],
    "deprecated": False,
    "facts": {"cache": {"ttl": 300}},
    "accept": "application/json, image/png",
}


def _get_kwargs(
    *,
    variable: MapVariable
    | Literal[
        "temperature",
        "feels_like_temperature",
        "clouds",
        "precipitation",
        "wind_speed",
        "wind_gust",
        "pressure",
        "humidity",
        "wave_height",
        "wave_period",
        "sea_temperature",
        "air_quality",
        "ozone_surface",
        "ozone_total",
        "no2",
        "pm2.5",
    ],
    datetime_: str,
    tile_x: int | Unset = UNSET,
    tile_y: int | Unset = UNSET,
    tile_zoom: int | Unset = UNSET,
    min_lat: str | Unset = UNSET,
    min_lon: str | Unset = UNSET,
    max_lat: str | Unset = UNSET,
    max_lon: str | Unset = UNSET,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {"method": "get", "url": "/map"}
    _params: dict[str, Any] = {}
    _parameters.query(_params, "tile_x", tile_x)
    _parameters.query(_params, "tile_y", tile_y)
    _parameters.query(_params, "tile_zoom", tile_zoom)
    _parameters.query(_params, "min_lat", min_lat)
    _parameters.query(_params, "min_lon", min_lon)
    _parameters.query(_params, "max_lat", max_lat)
    _parameters.query(_params, "max_lon", max_lon)
    _parameters.query(_params, "variable", variable)
    _parameters.query(_params, "datetime", datetime_)
    if _params:
        _kwargs["params"] = _params
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> bytes:
    """The model of a success."""
    status = response.status_code
    parsed: bytes
    if status == 200:
        parsed = response.content
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 200, _parse_success, mismatches, "maps.get")
        return parsed
    _read.undocumented(response, "maps.get")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> Error | ValidationErrors:
    """The model of an error."""
    status = response.status_code
    parsed: Error | ValidationErrors
    if status == 400:
        parsed = (
            _models.Error.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "maps.get")) is dict
            else _read.unparsable(response, "maps.get", "Error", v)
        )
        return parsed
    if status == 402:
        parsed = (
            _models.Error.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "maps.get")) is dict
            else _read.unparsable(response, "maps.get", "Error", v)
        )
        return parsed
    if status == 403:
        parsed = (
            _models.Error.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "maps.get")) is dict
            else _read.unparsable(response, "maps.get", "Error", v)
        )
        return parsed
    if status == 422:
        parsed = (
            _models.ValidationErrors.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "maps.get")) is dict
            else _read.unparsable(response, "maps.get", "ValidationErrors", v)
        )
        return parsed
    if status == 429:
        parsed = (
            _models.Error.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "maps.get")) is dict
            else _read.unparsable(response, "maps.get", "Error", v)
        )
        return parsed
    _read.undocumented(response, "maps.get")


def sync_detailed(
    *,
    client: AuthenticatedClient,
    variable: MapVariable
    | Literal[
        "temperature",
        "feels_like_temperature",
        "clouds",
        "precipitation",
        "wind_speed",
        "wind_gust",
        "pressure",
        "humidity",
        "wave_height",
        "wave_period",
        "sea_temperature",
        "air_quality",
        "ozone_surface",
        "ozone_total",
        "no2",
        "pm2.5",
    ],
    datetime_: str,
    tile_x: int | Unset = UNSET,
    tile_y: int | Unset = UNSET,
    tile_zoom: int | Unset = UNSET,
    min_lat: str | Unset = UNSET,
    min_lon: str | Unset = UNSET,
    max_lat: str | Unset = UNSET,
    max_lon: str | Unset = UNSET,
) -> Response[bytes | Error | ValidationErrors]:
    """Get a forecast map as a PNG image

    The area is either one tile (`tile_x`, `tile_y`, `tile_zoom`) or a rectangle (`min_lat`, `min_lon`, `max_lat`,
    `max_lon`) between 80° north and 80° south. The projection is EPSG:3857. Very large areas come in a coarser
    resolution.

    Args:
        tile_x: Column of the tile.
        tile_y: Row of the tile.
        tile_zoom: Zoom level of the tile.
        min_lat: Southern edge, as `12.3N`, `13.2S` or a signed number.
        min_lon: Western edge, as `12.3E`, `13.2W` or a signed number.
        max_lat: Northern edge, as `12.3N`, `13.2S` or a signed number.
        max_lon: Eastern edge, as `12.3E`, `13.2W` or a signed number.
        variable: What the map shows.
        datetime_: Moment shown, either UTC to the minute (`2021-08-24T12:00`) or an offset from now in minutes,
            hours or days (`+10minutes`, `-2hours`, `+1days`).
    """
    _client = client.get_httpx_client()
    _response = _client.send(
        _read.request(
            _client,
            _get_kwargs(
                variable=variable,
                datetime_=datetime_,
                tile_x=tile_x,
                tile_y=tile_y,
                tile_zoom=tile_zoom,
                min_lat=min_lat,
                min_lon=min_lon,
                max_lat=max_lat,
                max_lon=max_lon,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


def sync(
    *,
    client: AuthenticatedClient,
    variable: MapVariable
    | Literal[
        "temperature",
        "feels_like_temperature",
        "clouds",
        "precipitation",
        "wind_speed",
        "wind_gust",
        "pressure",
        "humidity",
        "wave_height",
        "wave_period",
        "sea_temperature",
        "air_quality",
        "ozone_surface",
        "ozone_total",
        "no2",
        "pm2.5",
    ],
    datetime_: str,
    tile_x: int | Unset = UNSET,
    tile_y: int | Unset = UNSET,
    tile_zoom: int | Unset = UNSET,
    min_lat: str | Unset = UNSET,
    min_lon: str | Unset = UNSET,
    max_lat: str | Unset = UNSET,
    max_lon: str | Unset = UNSET,
) -> bytes | Error | ValidationErrors | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(
        variable=variable,
        datetime_=datetime_,
        tile_x=tile_x,
        tile_y=tile_y,
        tile_zoom=tile_zoom,
        min_lat=min_lat,
        min_lon=min_lon,
        max_lat=max_lat,
        max_lon=max_lon,
        client=client,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    variable: MapVariable
    | Literal[
        "temperature",
        "feels_like_temperature",
        "clouds",
        "precipitation",
        "wind_speed",
        "wind_gust",
        "pressure",
        "humidity",
        "wave_height",
        "wave_period",
        "sea_temperature",
        "air_quality",
        "ozone_surface",
        "ozone_total",
        "no2",
        "pm2.5",
    ],
    datetime_: str,
    tile_x: int | Unset = UNSET,
    tile_y: int | Unset = UNSET,
    tile_zoom: int | Unset = UNSET,
    min_lat: str | Unset = UNSET,
    min_lon: str | Unset = UNSET,
    max_lat: str | Unset = UNSET,
    max_lon: str | Unset = UNSET,
) -> Response[bytes | Error | ValidationErrors]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(
        _read.request(
            _client,
            _get_kwargs(
                variable=variable,
                datetime_=datetime_,
                tile_x=tile_x,
                tile_y=tile_y,
                tile_zoom=tile_zoom,
                min_lat=min_lat,
                min_lon=min_lon,
                max_lat=max_lat,
                max_lon=max_lon,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    *,
    client: AuthenticatedClient,
    variable: MapVariable
    | Literal[
        "temperature",
        "feels_like_temperature",
        "clouds",
        "precipitation",
        "wind_speed",
        "wind_gust",
        "pressure",
        "humidity",
        "wave_height",
        "wave_period",
        "sea_temperature",
        "air_quality",
        "ozone_surface",
        "ozone_total",
        "no2",
        "pm2.5",
    ],
    datetime_: str,
    tile_x: int | Unset = UNSET,
    tile_y: int | Unset = UNSET,
    tile_zoom: int | Unset = UNSET,
    min_lat: str | Unset = UNSET,
    min_lon: str | Unset = UNSET,
    max_lat: str | Unset = UNSET,
    max_lon: str | Unset = UNSET,
) -> bytes | Error | ValidationErrors | None:
    """As `sync`."""
    return (
        await asyncio_detailed(
            variable=variable,
            datetime_=datetime_,
            tile_x=tile_x,
            tile_y=tile_y,
            tile_zoom=tile_zoom,
            min_lat=min_lat,
            min_lon=min_lon,
            max_lat=max_lat,
            max_lon=max_lon,
            client=client,
        )
    ).parsed
