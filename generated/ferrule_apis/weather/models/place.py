from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import mismatch
from ..types import UNSET, Mismatch, Unset


@_attrs_define
class Place:
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
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The model as JSON data."""
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
        data = dict(src_dict)
        pop: Any = data.pop
        self = cls.__new__(cls)
        self.name = v if type(v := pop("name", UNSET)) is str else mismatch(mismatches, "Place", "name", "string", v)
        self.place_id = (
            v if type(v := pop("place_id", UNSET)) is str else mismatch(mismatches, "Place", "place_id", "string", v)
        )
        self.adm_area1 = (
            v
            if type(v := pop("adm_area1", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "Place", "adm_area1", "string | null", v)
        )
        self.adm_area2 = (
            v
            if type(v := pop("adm_area2", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "Place", "adm_area2", "string | null", v)
        )
        self.country = (
            v
            if type(v := pop("country", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "Place", "country", "string | null", v)
        )
        self.lat = (
            v
            if type(v := pop("lat", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "Place", "lat", "string", v)
        )
        self.lon = (
            v
            if type(v := pop("lon", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "Place", "lon", "string", v)
        )
        self.timezone = (
            v
            if type(v := pop("timezone", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "Place", "timezone", "string", v)
        )
        self.type_ = (
            v
            if type(v := pop("type", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "Place", "type", "string", v)
        )
        self.additional_properties = data or {}
        return self
