from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import date_time, mismatch
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

_KNOWN = frozenset(
    (
        "date",
        "air_quality",
        "aerosol_550",
        "co_surface",
        "dust_550nm",
        "dust_mixing_ratio_05",
        "no2_surface",
        "no_surface",
        "ozone_surface",
        "ozone_total",
        "pm10",
        "pm25",
        "so2_surface",
    )
)


@_attrs_define
class AirQualityHour(_Model):
    """Concentrations in µg/m³ unless stated.

    Attributes:
        air_quality: Index from 1, very good, to 6, extremely poor.
        aerosol_550: Optical depth of all aerosol at 550 nm.
        co_surface: Carbon monoxide.
        dust_550nm: Optical depth of dust at 550 nm.
        dust_mixing_ratio_05: Dust of 0.55 to 0.9 µm, kg/kg.
        no2_surface: Nitrogen dioxide.
        no_surface: Nitrogen monoxide.
        ozone_total: Total column in Dobson units.
        so2_surface: Sulphur dioxide.
    """

    date: datetime.datetime | Unset = UNSET
    air_quality: float | Unset = UNSET
    aerosol_550: float | Unset = UNSET
    co_surface: float | Unset = UNSET
    dust_550nm: float | Unset = UNSET
    dust_mixing_ratio_05: float | Unset = UNSET
    no2_surface: float | Unset = UNSET
    no_surface: float | Unset = UNSET
    ozone_surface: float | Unset = UNSET
    ozone_total: float | Unset = UNSET
    pm10: float | Unset = UNSET
    pm25: float | Unset = UNSET
    so2_surface: float | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "date": encode(self.date, sent),
            "air_quality": encode(self.air_quality, sent),
            "aerosol_550": encode(self.aerosol_550, sent),
            "co_surface": encode(self.co_surface, sent),
            "dust_550nm": encode(self.dust_550nm, sent),
            "dust_mixing_ratio_05": encode(self.dust_mixing_ratio_05, sent),
            "no2_surface": encode(self.no2_surface, sent),
            "no_surface": encode(self.no_surface, sent),
            "ozone_surface": encode(self.ozone_surface, sent),
            "ozone_total": encode(self.ozone_total, sent),
            "pm10": encode(self.pm10, sent),
            "pm25": encode(self.pm25, sent),
            "so2_surface": encode(self.so2_surface, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.date = (
            date_time(v, mismatches, "AirQualityHour", "date")
            if type(v := get("date", UNSET)) is str
            else v
            if v is UNSET
            else mismatch(mismatches, "AirQualityHour", "date", "date-time", v)
        )
        self.air_quality = (
            v
            if type(v := get("air_quality", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "AirQualityHour", "air_quality", "number", v)
        )
        self.aerosol_550 = (
            v
            if type(v := get("aerosol_550", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "AirQualityHour", "aerosol_550", "number", v)
        )
        self.co_surface = (
            v
            if type(v := get("co_surface", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "AirQualityHour", "co_surface", "number", v)
        )
        self.dust_550nm = (
            v
            if type(v := get("dust_550nm", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "AirQualityHour", "dust_550nm", "number", v)
        )
        self.dust_mixing_ratio_05 = (
            v
            if type(v := get("dust_mixing_ratio_05", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "AirQualityHour", "dust_mixing_ratio_05", "number", v)
        )
        self.no2_surface = (
            v
            if type(v := get("no2_surface", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "AirQualityHour", "no2_surface", "number", v)
        )
        self.no_surface = (
            v
            if type(v := get("no_surface", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "AirQualityHour", "no_surface", "number", v)
        )
        self.ozone_surface = (
            v
            if type(v := get("ozone_surface", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "AirQualityHour", "ozone_surface", "number", v)
        )
        self.ozone_total = (
            v
            if type(v := get("ozone_total", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "AirQualityHour", "ozone_total", "number", v)
        )
        self.pm10 = (
            v
            if type(v := get("pm10", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "AirQualityHour", "pm10", "number", v)
        )
        self.pm25 = (
            v
            if type(v := get("pm25", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "AirQualityHour", "pm25", "number", v)
        )
        self.so2_surface = (
            v
            if type(v := get("so2_surface", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "AirQualityHour", "so2_surface", "number", v)
        )
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
