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
        "avg_speed",
        "avg_angle",
        "avg_dir",
        "max_speed",
        "max_gust",
    )
)


@_attrs_define
class WindStatistics(_Model):
    """WindStatistics

    Attributes:
        avg_angle: Degrees.
        avg_dir: One of sixteen directions, as `NNW`.
    """

    avg_speed: float | Unset = UNSET
    avg_angle: float | Unset = UNSET
    avg_dir: str | Unset = UNSET
    max_speed: float | Unset = UNSET
    max_gust: float | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "avg_speed": encode(self.avg_speed, sent),
            "avg_angle": encode(self.avg_angle, sent),
            "avg_dir": self.avg_dir,
            "max_speed": encode(self.max_speed, sent),
            "max_gust": encode(self.max_gust, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.avg_speed = (
            v
            if type(v := get("avg_speed", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "WindStatistics", "avg_speed", "number", v)
        )
        self.avg_angle = (
            v
            if type(v := get("avg_angle", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "WindStatistics", "avg_angle", "number", v)
        )
        self.avg_dir = (
            v
            if type(v := get("avg_dir", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "WindStatistics", "avg_dir", "string", v)
        )
        self.max_speed = (
            v
            if type(v := get("max_speed", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "WindStatistics", "max_speed", "number", v)
        )
        self.max_gust = (
            v
            if type(v := get("max_gust", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "WindStatistics", "max_gust", "number", v)
        )
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
