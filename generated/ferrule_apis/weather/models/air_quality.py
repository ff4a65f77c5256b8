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
    from .air_quality_hour import AirQualityHour

_KNOWN = frozenset(
    (
        "lat",
        "lon",
        "elevation",
        "data",
        "timezone",
    )
)


@_attrs_define
class AirQuality(_Model):
    """AirQuality

    Attributes:
        lat: Latitude, as `23.5S`.
        lon: Longitude, as `23.5W`.
        elevation: Metres above sea level, or feet in `us` units.
        timezone: tz database name of the zone that the times are in.
    """

    lat: str
    lon: str
    elevation: int
    data: list[AirQualityHour]
    timezone: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "lat": self.lat,
            "lon": self.lon,
            "elevation": self.elevation,
            "data": encode(self.data, sent),
            "timezone": self.timezone,
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
                v if type(v := src_dict["lat"]) is str else mismatch(mismatches, "AirQuality", "lat", "string", v)
            )
            self.lon = (
                v if type(v := src_dict["lon"]) is str else mismatch(mismatches, "AirQuality", "lon", "string", v)
            )
            self.elevation = (
                v
                if type(v := src_dict["elevation"]) is int
                else whole(mismatches, "AirQuality", "elevation", "integer", v)
            )
            self.data = (
                [
                    _models.AirQualityHour.from_dict(vi, mismatches)
                    if type(vi) is dict
                    else mismatch(mismatches, "AirQuality", "data[]", "AirQualityHour", vi)
                    for vi in v
                ]
                if type(v := src_dict["data"]) is list
                else mismatch(mismatches, "AirQuality", "data", "array", v)
            )
            self.timezone = (
                v
                if type(v := get("timezone", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "AirQuality", "timezone", "string", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == 4 + (self.timezone is not UNSET)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
