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
    from .precipitation import Precipitation
    from .wind import Wind

_KNOWN = frozenset(
    (
        "wind",
        "precipitation",
        "icon",
        "icon_num",
        "summary",
        "temperature",
        "feels_like",
        "wind_chill",
        "dew_point",
        "cloud_cover",
        "ozone",
        "pressure",
        "irradiance",
        "uv_index",
        "humidity",
        "visibility",
    )
)


@_attrs_define
class CurrentWeather(_Model):
    """Weather at the moment.

    Attributes:
        icon: Icon name, as `light_rain`.
        icon_num: Icon number; 1 means not available.
        temperature: Air temperature two metres above ground.
        cloud_cover: Percent of the sky covered.
        ozone: Total column in Dobson units.
        pressure: At mean sea level.
        irradiance: Downward short-wave radiation, W/m².
        humidity: Relative humidity in percent.
    """

    wind: Wind
    precipitation: Precipitation
    icon: str | Unset = UNSET
    icon_num: int | Unset = UNSET
    summary: str | Unset = UNSET
    temperature: float | Unset = UNSET
    feels_like: float | Unset = UNSET
    wind_chill: float | Unset = UNSET
    dew_point: float | Unset = UNSET
    cloud_cover: float | Unset = UNSET
    ozone: float | Unset = UNSET
    pressure: float | Unset = UNSET
    irradiance: float | Unset = UNSET
    uv_index: float | None | Unset = UNSET
    humidity: int | Unset = UNSET
    visibility: float | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "wind": encode(self.wind, sent),
            "precipitation": encode(self.precipitation, sent),
            "icon": self.icon,
            "icon_num": self.icon_num,
            "summary": self.summary,
            "temperature": encode(self.temperature, sent),
            "feels_like": encode(self.feels_like, sent),
            "wind_chill": encode(self.wind_chill, sent),
            "dew_point": encode(self.dew_point, sent),
            "cloud_cover": encode(self.cloud_cover, sent),
            "ozone": encode(self.ozone, sent),
            "pressure": encode(self.pressure, sent),
            "irradiance": encode(self.irradiance, sent),
            "uv_index": encode(self.uv_index, sent),
            "humidity": self.humidity,
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
                else mismatch(mismatches, "CurrentWeather", "wind", "Wind", v)
            )
            self.precipitation = (
                _models.Precipitation.from_dict(v, mismatches)
                if type(v := src_dict["precipitation"]) is dict
                else mismatch(mismatches, "CurrentWeather", "precipitation", "Precipitation", v)
            )
            self.icon = (
                v
                if type(v := get("icon", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "CurrentWeather", "icon", "string", v)
            )
            self.icon_num = (
                v
                if type(v := get("icon_num", UNSET)) is int or v is UNSET
                else whole(mismatches, "CurrentWeather", "icon_num", "integer", v)
            )
            self.summary = (
                v
                if type(v := get("summary", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "CurrentWeather", "summary", "string", v)
            )
            self.temperature = (
                v
                if type(v := get("temperature", UNSET)) is float or type(v) is int or v is UNSET
                else mismatch(mismatches, "CurrentWeather", "temperature", "number", v)
            )
            self.feels_like = (
                v
                if type(v := get("feels_like", UNSET)) is float or type(v) is int or v is UNSET
                else mismatch(mismatches, "CurrentWeather", "feels_like", "number", v)
            )
            self.wind_chill = (
                v
                if type(v := get("wind_chill", UNSET)) is float or type(v) is int or v is UNSET
                else mismatch(mismatches, "CurrentWeather", "wind_chill", "number", v)
            )
            self.dew_point = (
                v
                if type(v := get("dew_point", UNSET)) is float or type(v) is int or v is UNSET
                else mismatch(mismatches, "CurrentWeather", "dew_point", "number", v)
            )
            self.cloud_cover = (
                v
                if type(v := get("cloud_cover", UNSET)) is float or type(v) is int or v is UNSET
                else mismatch(mismatches, "CurrentWeather", "cloud_cover", "number", v)
            )
            self.ozone = (
                v
                if type(v := get("ozone", UNSET)) is float or type(v) is int or v is UNSET
                else mismatch(mismatches, "CurrentWeather", "ozone", "number", v)
            )
            self.pressure = (
                v
                if type(v := get("pressure", UNSET)) is float or type(v) is int or v is UNSET
                else mismatch(mismatches, "CurrentWeather", "pressure", "number", v)
            )
            self.irradiance = (
                v
                if type(v := get("irradiance", UNSET)) is float or type(v) is int or v is UNSET
                else mismatch(mismatches, "CurrentWeather", "irradiance", "number", v)
            )
            self.uv_index = (
                v
                if type(v := get("uv_index", UNSET)) is float or type(v) is int or v is None or v is UNSET
                else mismatch(mismatches, "CurrentWeather", "uv_index", "number | null", v)
            )
            self.humidity = (
                v
                if type(v := get("humidity", UNSET)) is int or v is UNSET
                else whole(mismatches, "CurrentWeather", "humidity", "integer", v)
            )
            self.visibility = (
                v
                if type(v := get("visibility", UNSET)) is float or type(v) is int or v is UNSET
                else mismatch(mismatches, "CurrentWeather", "visibility", "number", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
