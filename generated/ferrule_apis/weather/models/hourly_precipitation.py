from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import mismatch
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

_KNOWN = frozenset(
    (
        "total",
        "type",
        "convective",
        "rainspot",
    )
)


@_attrs_define
class HourlyPrecipitation(_Model):
    """HourlyPrecipitation

    Attributes:
        total: Amount in the hour.
        type_: Kind, as `none`, `rain`, `snow` or `rain_snow`. `type` on the wire.
        convective: Amount from showers.
        rainspot: Drawing of the surroundings in seven rows of seven characters, with the place in the middle.
    """

    total: float | Unset = UNSET
    type_: str | Unset = UNSET
    convective: float | Unset = UNSET
    rainspot: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "total": encode(self.total, sent),
            "type": self.type_,
            "convective": encode(self.convective, sent),
            "rainspot": self.rainspot,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.total = (
            v
            if type(v := get("total", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "HourlyPrecipitation", "total", "number", v)
        )
        self.type_ = (
            v
            if type(v := get("type", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "HourlyPrecipitation", "type", "string", v)
        )
        self.convective = (
            v
            if type(v := get("convective", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "HourlyPrecipitation", "convective", "number", v)
        )
        self.rainspot = (
            v
            if type(v := get("rainspot", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "HourlyPrecipitation", "rainspot", "string", v)
        )
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict)
            == (self.total is not UNSET)
            + (self.type_ is not UNSET)
            + (self.convective is not UNSET)
            + (self.rainspot is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
