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
    from .alerts import Alerts
    from .current_weather import CurrentWeather
    from .daily_forecast import DailyForecast
    from .hourly_forecast import HourlyForecast
    from .minutely_forecast import MinutelyForecast

_KNOWN = frozenset(
    (
        "lat",
        "lon",
        "elevation",
        "units",
        "timezone",
        "current",
        "minutely",
        "hourly",
        "daily",
        "alerts",
    )
)


@_attrs_define
class PointWeather(_Model):
    """Weather of one place. A section not asked for, or outside the plan, is null or absent.

    Attributes:
        lat: Latitude, as `23.5S`.
        lon: Longitude, as `23.5W`.
        elevation: Metres above sea level, or feet in `us` units.
        units: Unit system that the numbers are in.
        timezone: tz database name of the zone that the times are in.
    """

    lat: str
    lon: str
    elevation: int
    units: str
    timezone: str | Unset = UNSET
    current: CurrentWeather | None | Unset = UNSET
    minutely: MinutelyForecast | None | Unset = UNSET
    hourly: HourlyForecast | None | Unset = UNSET
    daily: DailyForecast | None | Unset = UNSET
    alerts: Alerts | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "lat": self.lat,
            "lon": self.lon,
            "elevation": self.elevation,
            "units": self.units,
            "timezone": self.timezone,
            "current": encode(self.current, sent),
            "minutely": encode(self.minutely, sent),
            "hourly": encode(self.hourly, sent),
            "daily": encode(self.daily, sent),
            "alerts": encode(self.alerts, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.lat = (
                v if type(v := src_dict["lat"]) is str else mismatch(mismatches, "PointWeather", "lat", "string", v)
            )
            self.lon = (
                v if type(v := src_dict["lon"]) is str else mismatch(mismatches, "PointWeather", "lon", "string", v)
            )
            self.elevation = (
                v
                if type(v := src_dict["elevation"]) is int
                else whole(mismatches, "PointWeather", "elevation", "integer", v)
            )
            self.units = (
                v if type(v := src_dict["units"]) is str else mismatch(mismatches, "PointWeather", "units", "string", v)
            )
            self.timezone = (
                v
                if type(v := get("timezone", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "PointWeather", "timezone", "string", v)
            )
            self.current = (
                _models.CurrentWeather.from_dict(v, mismatches)
                if type(v := get("current", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "PointWeather", "current", "null | CurrentWeather", v)
            )
            self.minutely = (
                _models.MinutelyForecast.from_dict(v, mismatches)
                if type(v := get("minutely", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "PointWeather", "minutely", "null | MinutelyForecast", v)
            )
            self.hourly = (
                _models.HourlyForecast.from_dict(v, mismatches)
                if type(v := get("hourly", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "PointWeather", "hourly", "null | HourlyForecast", v)
            )
            self.daily = (
                _models.DailyForecast.from_dict(v, mismatches)
                if type(v := get("daily", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "PointWeather", "daily", "null | DailyForecast", v)
            )
            self.alerts = (
                _models.Alerts.from_dict(v, mismatches)
                if type(v := get("alerts", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "PointWeather", "alerts", "null | Alerts", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
