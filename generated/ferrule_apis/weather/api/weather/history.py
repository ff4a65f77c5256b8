"""GET /time_machine: Get the observed weather of a past day"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Literal

from ... import _encode, _parameters
from ... import _response as _read
from ... import models as _models
from ...client import AuthenticatedClient
from ...types import UNSET, Mismatch, Received, Response, Unset

if TYPE_CHECKING:
    from ...models.error import Error
    from ...models.past_day import PastDay
    from ...models.units import Units
    from ...models.validation_errors import ValidationErrors

_OPERATION: dict[str, Any] = {
    "id": "weather.history",
    "name": "weather.history",
    "method": "GET",
    "path": "/time_machine",
    "tags": ["weather"],
    "security": [{"apiKeyHeader": []}, {"apiKeyQuery": []}],
    "servers": [],
    "deprecated": False,
    "facts": {"cache": {"ttl": 3600}},
    "accept": "application/json",
}


def _get_kwargs(
    *,
    date: datetime.date,
    place_id: str | Unset = UNSET,
    lat: str | Unset = UNSET,
    lon: str | Unset = UNSET,
    timezone: str | Unset = UNSET,
    units: Units | Literal["auto", "metric", "us", "uk", "ca"] | Unset = UNSET,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _encode.refuse_moments(date)
    _kwargs: dict[str, Any] = {"method": "get", "url": "/time_machine"}
    _params: dict[str, Any] = {}
    _parameters.query(_params, "place_id", place_id)
    _parameters.query(_params, "lat", lat)
    _parameters.query(_params, "lon", lon)
    _parameters.query(_params, "date", date)
    _parameters.query(_params, "timezone", timezone)
    _parameters.query(_params, "units", units)
    if _params:
        _kwargs["params"] = _params
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> PastDay:
    """The model of a success."""
    status = response.status_code
    parsed: PastDay
    if status == 200:
        parsed = (
            _models.PastDay.from_dict(v, mismatches)
            if type(v := _read.json_value(response, "weather.history", mismatches)) is dict
            else _read.other(response, "weather.history", "PastDay", v, mismatches)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 200, _parse_success, mismatches, "weather.history")
        return parsed
    _read.undocumented(response, "weather.history")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> Error | ValidationErrors:
    """The model of an error."""
    status = response.status_code
    parsed: Error | ValidationErrors
    if status == 400:
        parsed = (
            _models.Error.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "weather.history")) is dict
            else _read.unparsable(response, "weather.history", "Error", v)
        )
        return parsed
    if status == 402:
        parsed = (
            _models.Error.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "weather.history")) is dict
            else _read.unparsable(response, "weather.history", "Error", v)
        )
        return parsed
    if status == 403:
        parsed = (
            _models.Error.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "weather.history")) is dict
            else _read.unparsable(response, "weather.history", "Error", v)
        )
        return parsed
    if status == 422:
        parsed = (
            _models.ValidationErrors.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "weather.history")) is dict
            else _read.unparsable(response, "weather.history", "ValidationErrors", v)
        )
        return parsed
    if status == 429:
        parsed = (
            _models.Error.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "weather.history")) is dict
            else _read.unparsable(response, "weather.history", "Error", v)
        )
        return parsed
    _read.undocumented(response, "weather.history")


def sync_detailed(
    *,
    client: AuthenticatedClient,
    date: datetime.date,
    place_id: str | Unset = UNSET,
    lat: str | Unset = UNSET,
    lon: str | Unset = UNSET,
    timezone: str | Unset = UNSET,
    units: Units | Literal["auto", "metric", "us", "uk", "ca"] | Unset = UNSET,
) -> Response[PastDay | Error | ValidationErrors]:
    """Get the observed weather of a past day

    Answers hourly observations of one day in the last twenty years, together with what is usual for that day of the
    year over some forty years.

    Args:
        place_id: Identifier of the place; takes the place of `lat` and `lon`. For mountains it is the better
            choice, since it fixes the elevation.
        lat: Latitude, as `12.3N`, `13.2S` or a signed number. Goes with `lon`.
        lon: Longitude, as `12.3E`, `13.2W` or a signed number. Goes with `lat`.
        date: The day wanted.
        timezone: Time zone of the times in the answer, by its tz database name (`UTC`, `Europe/Prague`). Left
            out or `auto`, it is that of the place.
        units: Unit system of the answer. The server takes `auto` when it is left out.
    """
    _client = client.get_httpx_client()
    _response = _client.send(
        _read.request(
            _client,
            _get_kwargs(
                date=date,
                place_id=place_id,
                lat=lat,
                lon=lon,
                timezone=timezone,
                units=units,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


def sync(
    *,
    client: AuthenticatedClient,
    date: datetime.date,
    place_id: str | Unset = UNSET,
    lat: str | Unset = UNSET,
    lon: str | Unset = UNSET,
    timezone: str | Unset = UNSET,
    units: Units | Literal["auto", "metric", "us", "uk", "ca"] | Unset = UNSET,
) -> PastDay | Error | ValidationErrors | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(
        date=date, place_id=place_id, lat=lat, lon=lon, timezone=timezone, units=units, client=client
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    date: datetime.date,
    place_id: str | Unset = UNSET,
    lat: str | Unset = UNSET,
    lon: str | Unset = UNSET,
    timezone: str | Unset = UNSET,
    units: Units | Literal["auto", "metric", "us", "uk", "ca"] | Unset = UNSET,
) -> Response[PastDay | Error | ValidationErrors]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(
        _read.request(
            _client,
            _get_kwargs(
                date=date,
                place_id=place_id,
                lat=lat,
                lon=lon,
                timezone=timezone,
                units=units,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    *,
    client: AuthenticatedClient,
    date: datetime.date,
    place_id: str | Unset = UNSET,
    lat: str | Unset = UNSET,
    lon: str | Unset = UNSET,
    timezone: str | Unset = UNSET,
    units: Units | Literal["auto", "metric", "us", "uk", "ca"] | Unset = UNSET,
) -> PastDay | Error | ValidationErrors | None:
    """As `sync`."""
    return (
        await asyncio_detailed(
            date=date, place_id=place_id, lat=lat, lon=lon, timezone=timezone, units=units, client=client
        )
    ).parsed
