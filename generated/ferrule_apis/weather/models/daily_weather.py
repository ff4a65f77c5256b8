from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import day, mismatch, whole
from .._decode import Incomplete as _Incomplete
from .._encode import encode, encode_date
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .astronomy import Astronomy
    from .day_part_weather import DayPartWeather
    from .day_weather import DayWeather
    from .statistics import Statistics

_KNOWN = frozenset(
    (
        "all_day",
        "day",
        "weather",
        "icon",
        "summary",
        "predictability",
        "morning",
        "afternoon",
        "evening",
        "astro",
        "statistics",
    )
)


@_attrs_define
class DailyWeather(_Model):
    """Forecast for one day. The parts of the day come with `daily-parts` only, and for seven days only.

    Attributes:
        weather: Icon name, as `light_rain`.
        icon: Icon number; 1 means not available.
        predictability: From 1, very predictable, to 5, hardly.
    """

    all_day: DayWeather
    day: datetime.date | Unset = UNSET
    weather: str | Unset = UNSET
    icon: int | Unset = UNSET
    summary: str | Unset = UNSET
    predictability: int | Unset = UNSET
    morning: DayPartWeather | None | Unset = UNSET
    afternoon: DayPartWeather | None | Unset = UNSET
    evening: DayPartWeather | None | Unset = UNSET
    astro: Astronomy | Unset = UNSET
    statistics: Statistics | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "all_day": encode(self.all_day, sent),
            "day": encode_date(self.day, sent),
            "weather": self.weather,
            "icon": self.icon,
            "summary": self.summary,
            "predictability": self.predictability,
            "morning": encode(self.morning, sent),
            "afternoon": encode(self.afternoon, sent),
            "evening": encode(self.evening, sent),
            "astro": encode(self.astro, sent),
            "statistics": encode(self.statistics, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.all_day = (
                _models.DayWeather.from_dict(v, mismatches)
                if type(v := src_dict["all_day"]) is dict
                else mismatch(mismatches, "DailyWeather", "all_day", "DayWeather", v)
            )
            self.day = (
                day(v, mismatches, "DailyWeather", "day")
                if type(v := get("day", UNSET)) is str
                else v
                if v is UNSET
                else mismatch(mismatches, "DailyWeather", "day", "date", v)
            )
            self.weather = (
                v
                if type(v := get("weather", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "DailyWeather", "weather", "string", v)
            )
            self.icon = (
                v
                if type(v := get("icon", UNSET)) is int or v is UNSET
                else whole(mismatches, "DailyWeather", "icon", "integer", v)
            )
            self.summary = (
                v
                if type(v := get("summary", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "DailyWeather", "summary", "string", v)
            )
            self.predictability = (
                v
                if type(v := get("predictability", UNSET)) is int or v is UNSET
                else whole(mismatches, "DailyWeather", "predictability", "integer", v)
            )
            self.morning = (
                _models.DayPartWeather.from_dict(v, mismatches)
                if type(v := get("morning", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "DailyWeather", "morning", "null | DayPartWeather", v)
            )
            self.afternoon = (
                _models.DayPartWeather.from_dict(v, mismatches)
                if type(v := get("afternoon", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "DailyWeather", "afternoon", "null | DayPartWeather", v)
            )
            self.evening = (
                _models.DayPartWeather.from_dict(v, mismatches)
                if type(v := get("evening", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "DailyWeather", "evening", "null | DayPartWeather", v)
            )
            self.astro = (
                _models.Astronomy.from_dict(v, mismatches)
                if type(v := get("astro", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "DailyWeather", "astro", "Astronomy", v)
            )
            self.statistics = (
                _models.Statistics.from_dict(v, mismatches)
                if type(v := get("statistics", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "DailyWeather", "statistics", "Statistics", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
