from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import mismatch
from .._decode import Incomplete as _Incomplete
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

_KNOWN = frozenset(
    (
        "name",
        "place_id",
        "adm_area1",
        "adm_area2",
        "country",
        "lat",
        "lon",
        "timezone",
        "type",
    )
)


@_attrs_define
class Place(_Model):
    """A named place. Fields that do not apply to it are null.

    Attributes:
        place_id: Identifier to use as `place_id`.
        adm_area1: First-level administrative area, such as a state.
        adm_area2: Second-level administrative area, such as a county.
        lat: Latitude, as `23.5S`.
        lon: Longitude, as `23.5W`.
        timezone: tz database name.
        type_: Kind of place, such as `settlement` or `mountain`. `type` on the wire.
    """

    name: str
    place_id: str
    adm_area1: str | None | Unset = UNSET
    adm_area2: str | None | Unset = UNSET
    country: str | None | Unset = UNSET
    lat: str | Unset = UNSET
    lon: str | Unset = UNSET
    timezone: str | Unset = UNSET
    type_: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "name": self.name,
            "place_id": self.place_id,
            "adm_area1": self.adm_area1,
            "adm_area2": self.adm_area2,
            "country": self.country,
            "lat": self.lat,
            "lon": self.lon,
            "timezone": self.timezone,
            "type": self.type_,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.name = v if type(v := src_dict["name"]) is str else mismatch(mismatches, "Place", "name", "string", v)
            self.place_id = (
                v if type(v := src_dict["place_id"]) is str else mismatch(mismatches, "Place", "place_id", "string", v)
            )
            self.adm_area1 = (
                v
                if type(v := get("adm_area1", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "Place", "adm_area1", "string | null", v)
            )
            self.adm_area2 = (
                v
                if type(v := get("adm_area2", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "Place", "adm_area2", "string | null", v)
            )
            self.country = (
                v
                if type(v := get("country", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "Place", "country", "string | null", v)
            )
            self.lat = (
                v
                if type(v := get("lat", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "Place", "lat", "string", v)
            )
            self.lon = (
                v
                if type(v := get("lon", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "Place", "lon", "string", v)
            )
            self.timezone = (
                v
                if type(v := get("timezone", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "Place", "timezone", "string", v)
            )
            self.type_ = (
                v
                if type(v := get("type", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "Place", "type", "string", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
