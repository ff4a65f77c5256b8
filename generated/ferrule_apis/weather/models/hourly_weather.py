from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models
from .._decode import date_time, mismatch
from .._encode import encode
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .cloud_cover import CloudCover
    from .hourly_precipitation import HourlyPrecipitation
    from .probability import Probability
    from .wind import Wind


@_attrs_define
class HourlyWeather:
    """Forecast for one hour, which starts at `date`.

    Attributes:
        weather: Icon name, as `light_rain`.
        icon: Icon number; 1 means not available.
        pressure: At mean sea level.
        cape: Convective available potential energy, J/kg.
        lftx: Surface lifted index, K.
        irradiance: Downward short-wave radiation, W/m².
        ozone: Total column in Dobson units.
        uv_index: Null in the later part of the forecast.
        humidity: Relative humidity in percent.
        sunshine_duration: Seconds of sunshine in the hour before.
    """

    wind: Wind
    cloud_cover: CloudCover
    precipitation: HourlyPrecipitation
    date: datetime.datetime | Unset = UNSET
    weather: str | Unset = UNSET
    icon: int | Unset = UNSET
    summary: str | Unset = UNSET
    temperature: float | Unset = UNSET
    feels_like: float | Unset = UNSET
    wind_chill: float | Unset = UNSET
    soil_temperature: float | Unset = UNSET
    surface_temperature: float | Unset = UNSET
    dew_point: float | Unset = UNSET
    probability: Probability | Unset = UNSET
    pressure: float | Unset = UNSET
    cape: float | Unset = UNSET
    lftx: float | Unset = UNSET
    evaporation: float | Unset = UNSET
    irradiance: float | Unset = UNSET
    ozone: float | Unset = UNSET
    uv_index: float | None | Unset = UNSET
    humidity: int | Unset = UNSET
    snow_depth: float | Unset = UNSET
    sunshine_duration: float | Unset = UNSET
    visibility: float | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The model as JSON data."""
        data: dict[str, Any] = dict(self.additional_properties)
        data["wind"] = encode(self.wind)
        data["cloud_cover"] = encode(self.cloud_cover)
        data["precipitation"] = encode(self.precipitation)
        if self.date is not UNSET:
            data["date"] = encode(self.date)
        if self.weather is not UNSET:
            data["weather"] = self.weather
        if self.icon is not UNSET:
            data["icon"] = self.icon
        if self.summary is not UNSET:
            data["summary"] = self.summary
        if self.temperature is not UNSET:
            data["temperature"] = self.temperature
        if self.feels_like is not UNSET:
            data["feels_like"] = self.feels_like
        if self.wind_chill is not UNSET:
            data["wind_chill"] = self.wind_chill
        if self.soil_temperature is not UNSET:
            data["soil_temperature"] = self.soil_temperature
        if self.surface_temperature is not UNSET:
            data["surface_temperature"] = self.surface_temperature
        if self.dew_point is not UNSET:
            data["dew_point"] = self.dew_point
        if self.probability is not UNSET:
            data["probability"] = encode(self.probability)
        if self.pressure is not UNSET:
            data["pressure"] = self.pressure
        if self.cape is not UNSET:
            data["cape"] = self.cape
        if self.lftx is not UNSET:
            data["lftx"] = self.lftx
        if self.evaporation is not UNSET:
            data["evaporation"] = self.evaporation
        if self.irradiance is not UNSET:
            data["irradiance"] = self.irradiance
        if self.ozone is not UNSET:
            data["ozone"] = self.ozone
        if self.uv_index is not UNSET:
            data["uv_index"] = self.uv_index
        if self.humidity is not UNSET:
            data["humidity"] = self.humidity
        if self.snow_depth is not UNSET:
            data["snow_depth"] = self.snow_depth
        if self.sunshine_duration is not UNSET:
            data["sunshine_duration"] = self.sunshine_duration
        if self.visibility is not UNSET:
            data["visibility"] = self.visibility
        return data

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        data = dict(src_dict)
        pop: Any = data.pop
        self = cls.__new__(cls)
        self.wind = (
            models.Wind.from_dict(v, mismatches)
            if type(v := pop("wind", UNSET)) is dict
            else mismatch(mismatches, "HourlyWeather", "wind", "Wind", v)
        )
        self.cloud_cover = (
            models.CloudCover.from_dict(v, mismatches)
            if type(v := pop("cloud_cover", UNSET)) is dict
            else mismatch(mismatches, "HourlyWeather", "cloud_cover", "CloudCover", v)
        )
        self.precipitation = (
            models.HourlyPrecipitation.from_dict(v, mismatches)
            if type(v := pop("precipitation", UNSET)) is dict
            else mismatch(mismatches, "HourlyWeather", "precipitation", "HourlyPrecipitation", v)
        )
        self.date = (
            date_time(v, mismatches, "HourlyWeather", "date")
            if type(v := pop("date", UNSET)) is str
            else v
            if v is UNSET
            else mismatch(mismatches, "HourlyWeather", "date", "date-time", v)
        )
        self.weather = (
            v
            if type(v := pop("weather", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "HourlyWeather", "weather", "string", v)
        )
        self.icon = (
            v
            if type(v := pop("icon", UNSET)) is int or v is UNSET
            else mismatch(mismatches, "HourlyWeather", "icon", "integer", v)
        )
        self.summary = (
            v
            if type(v := pop("summary", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "HourlyWeather", "summary", "string", v)
        )
        self.temperature = (
            v
            if type(v := pop("temperature", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "HourlyWeather", "temperature", "number", v)
        )
        self.feels_like = (
            v
            if type(v := pop("feels_like", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "HourlyWeather", "feels_like", "number", v)
        )
        self.wind_chill = (
            v
            if type(v := pop("wind_chill", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "HourlyWeather", "wind_chill", "number", v)
        )
        self.soil_temperature = (
            v
            if type(v := pop("soil_temperature", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "HourlyWeather", "soil_temperature", "number", v)
        )
        self.surface_temperature = (
            v
            if type(v := pop("surface_temperature", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "HourlyWeather", "surface_temperature", "number", v)
        )
        self.dew_point = (
            v
            if type(v := pop("dew_point", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "HourlyWeather", "dew_point", "number", v)
        )
        self.probability = (
            models.Probability.from_dict(v, mismatches)
            if type(v := pop("probability", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "HourlyWeather", "probability", "Probability", v)
        )
        self.pressure = (
            v
            if type(v := pop("pressure", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "HourlyWeather", "pressure", "number", v)
        )
        self.cape = (
            v
            if type(v := pop("cape", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "HourlyWeather", "cape", "number", v)
        )
        self.lftx = (
            v
            if type(v := pop("lftx", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "HourlyWeather", "lftx", "number", v)
        )
        self.evaporation = (
            v
            if type(v := pop("evaporation", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "HourlyWeather", "evaporation", "number", v)
        )
        self.irradiance = (
            v
            if type(v := pop("irradiance", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "HourlyWeather", "irradiance", "number", v)
        )
        self.ozone = (
            v
            if type(v := pop("ozone", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "HourlyWeather", "ozone", "number", v)
        )
        self.uv_index = (
            v
            if type(v := pop("uv_index", UNSET)) is float or type(v) is int or v is None or v is UNSET
            else mismatch(mismatches, "HourlyWeather", "uv_index", "number | null", v)
        )
        self.humidity = (
            v
            if type(v := pop("humidity", UNSET)) is int or v is UNSET
            else mismatch(mismatches, "HourlyWeather", "humidity", "integer", v)
        )
        self.snow_depth = (
            v
            if type(v := pop("snow_depth", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "HourlyWeather", "snow_depth", "number", v)
        )
        self.sunshine_duration = (
            v
            if type(v := pop("sunshine_duration", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "HourlyWeather", "sunshine_duration", "number", v)
        )
        self.visibility = (
            v
            if type(v := pop("visibility", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "HourlyWeather", "visibility", "number", v)
        )
        self.additional_properties = data or {}
        return self
