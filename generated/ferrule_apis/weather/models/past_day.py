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
    from .past_hour import PastHour
    from .statistics import Statistics

_KNOWN = frozenset(
    (
        "lat",
        "lon",
        "elevation",
        "units",
        "data",
        "statistics",
        "timezone",
    )
)


@_attrs_define
class PastDay(_Model):
    """Observations of one day, hour by hour.

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
    data: list[PastHour]
    statistics: Statistics
    timezone: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "lat": self.lat,
            "lon": self.lon,
            "elevation": self.elevation,
            "units": self.units,
            "data": encode(self.data, sent),
            "statistics": encode(self.statistics, sent),
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
            self.lat = v if type(v := src_dict["lat"]) is str else mismatch(mismatches, "PastDay", "lat", "string", v)
            self.lon = v if type(v := src_dict["lon"]) is str else mismatch(mismatches, "PastDay", "lon", "string", v)
            self.elevation = (
                v
                if type(v := src_dict["elevation"]) is int
                else whole(mismatches, "PastDay", "elevation", "integer", v)
            )
            self.units = (
                v if type(v := src_dict["units"]) is str else mismatch(mismatches, "PastDay", "units", "string", v)
            )
            self.data = (
                [
                    _models.PastHour.from_dict(vi, mismatches)
                    if type(vi) is dict
                    else mismatch(mismatches, "PastDay", "data[]", "PastHour", vi)
                    for vi in v
                ]
                if type(v := src_dict["data"]) is list
                else mismatch(mismatches, "PastDay", "data", "array", v)
            )
            self.statistics = (
                _models.Statistics.from_dict(v, mismatches)
                if type(v := src_dict["statistics"]) is dict
                else mismatch(mismatches, "PastDay", "statistics", "Statistics", v)
            )
            self.timezone = (
                v
                if type(v := get("timezone", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "PastDay", "timezone", "string", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == 6 + (self.timezone is not UNSET)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
