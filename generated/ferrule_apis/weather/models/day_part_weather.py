from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import mismatch, whole
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .cloud_cover import CloudCover
    from .precipitation import Precipitation
    from .probability import Probability
    from .wind import Wind

_KNOWN = frozenset(
    (
        "wind",
        "cloud_cover",
        "precipitation",
        "weather",
        "icon",
        "temperature",
        "feels_like",
        "wind_chill",
        "soil_temperature",
        "surface_temperature",
        "dew_point",
        "probability",
        "pressure",
        "ozone",
        "humidity",
        "snow_depth",
        "visibility",
    )
)


@_attrs_define
class DayPartWeather(_Model):
    """Averages and sums of a morning, an afternoon or an evening.

    Attributes:
        weather: Icon name, as `light_rain`.
        icon: Icon number; 1 means not available.
        pressure: At mean sea level.
        ozone: Total column in Dobson units.
        humidity: Relative humidity in percent.
    """

    wind: Wind
    cloud_cover: CloudCover
    precipitation: Precipitation
    weather: str | Unset = UNSET
    icon: int | Unset = UNSET
    temperature: float | Unset = UNSET
    feels_like: float | Unset = UNSET
    wind_chill: float | Unset = UNSET
    soil_temperature: float | Unset = UNSET
    surface_temperature: float | Unset = UNSET
    dew_point: float | Unset = UNSET
    probability: Probability | Unset = UNSET
    pressure: float | Unset = UNSET
    ozone: float | Unset = UNSET
    humidity: int | Unset = UNSET
    snow_depth: float | Unset = UNSET
    visibility: float | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "wind": encode(self.wind, sent),
            "cloud_cover": encode(self.cloud_cover, sent),
            "precipitation": encode(self.precipitation, sent),
            "weather": self.weather,
            "icon": self.icon,
            "temperature": encode(self.temperature, sent),
            "feels_like": encode(self.feels_like, sent),
            "wind_chill": encode(self.wind_chill, sent),
            "soil_temperature": encode(self.soil_temperature, sent),
            "surface_temperature": encode(self.surface_temperature, sent),
            "dew_point": encode(self.dew_point, sent),
            "probability": encode(self.probability, sent),
            "pressure": encode(self.pressure, sent),
            "ozone": encode(self.ozone, sent),
            "humidity": self.humidity,
            "snow_depth": encode(self.snow_depth, sent),
            "visibility": encode(self.visibility, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.wind = (
                _models.Wind.from_dict(v, mismatches)
                if type(v := src_dict["wind"]) is dict
                else mismatch(mismatches, "DayPartWeather", "wind", "Wind", v)
            )
            self.cloud_cover = (
                _models.CloudCover.from_dict(v, mismatches)
                if type(v := src_dict["cloud_cover"]) is dict
                else mismatch(mismatches, "DayPartWeather", "cloud_cover", "CloudCover", v)
            )
            self.precipitation = (
                _models.Precipitation.from_dict(v, mismatches)
                if type(v := src_dict["precipitation"]) is dict
                else mismatch(mismatches, "DayPartWeather", "precipitation", "Precipitation", v)
            )
            self.weather = (
                v
                if type(v := get("weather", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "DayPartWeather", "weather", "string", v)
            )
            self.icon = (
                v
                if type(v := get("icon", UNSET)) is int or v is UNSET
                else whole(mismatches, "DayPartWeather", "icon", "integer", v)
            )
            self.temperature = (
                v
                if type(v := get("temperature", UNSET)) is float or type(v) is int or v is UNSET
                else mismatch(mismatches, "DayPartWeather", "temperature", "number", v)
            )
            self.feels_like = (
                v
                if type(v := get("feels_like", UNSET)) is float or type(v) is int or v is UNSET
                else mismatch(mismatches, "DayPartWeather", "feels_like", "number", v)
            )
            self.wind_chill = (
                v
                if type(v := get("wind_chill", UNSET)) is float or type(v) is int or v is UNSET
                else mismatch(mismatches, "DayPartWeather", "wind_chill", "number", v)
            )
            self.soil_temperature = (
                v
                if type(v := get("soil_temperature", UNSET)) is float or type(v) is int or v is UNSET
                else mismatch(mismatches, "DayPartWeather", "soil_temperature", "number", v)
            )
            self.surface_temperature = (
                v
                if type(v := get("surface_temperature", UNSET)) is float or type(v) is int or v is UNSET
                else mismatch(mismatches, "DayPartWeather", "surface_temperature", "number", v)
            )
            self.dew_point = (
                v
                if type(v := get("dew_point", UNSET)) is float or type(v) is int or v is UNSET
                else mismatch(mismatches, "DayPartWeather", "dew_point", "number", v)
            )
            self.probability = (
                _models.Probability.from_dict(v, mismatches)
                if type(v := get("probability", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "DayPartWeather", "probability", "Probability", v)
            )
            self.pressure = (
                v
                if type(v := get("pressure", UNSET)) is float or type(v) is int or v is UNSET
                else mismatch(mismatches, "DayPartWeather", "pressure", "number", v)
            )
            self.ozone = (
                v
                if type(v := get("ozone", UNSET)) is float or type(v) is int or v is UNSET
                else mismatch(mismatches, "DayPartWeather", "ozone", "number", v)
            )
            self.humidity = (
                v
                if type(v := get("humidity", UNSET)) is int or v is UNSET
                else whole(mismatches, "DayPartWeather", "humidity", "integer", v)
            )
            self.snow_depth = (
                v
                if type(v := get("snow_depth", UNSET)) is float or type(v) is int or v is UNSET
                else mismatch(mismatches, "DayPartWeather", "snow_depth", "number", v)
            )
            self.visibility = (
                v
                if type(v := get("visibility", UNSET)) is float or type(v) is int or v is UNSET
                else mismatch(mismatches, "DayPartWeather", "visibility", "number", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
