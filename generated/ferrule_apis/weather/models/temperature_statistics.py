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
        "avg",
        "avg_min",
        "avg_max",
        "record_min",
        "record_max",
    )
)


@_attrs_define
class TemperatureStatistics(_Model):
    """TemperatureStatistics

    Attributes:
        avg_min: Average of the daily minimum.
        avg_max: Average of the daily maximum.
    """

    avg: float | Unset = UNSET
    avg_min: float | Unset = UNSET
    avg_max: float | Unset = UNSET
    record_min: float | Unset = UNSET
    record_max: float | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "avg": encode(self.avg, sent),
            "avg_min": encode(self.avg_min, sent),
            "avg_max": encode(self.avg_max, sent),
            "record_min": encode(self.record_min, sent),
            "record_max": encode(self.record_max, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.avg = (
            v
            if type(v := get("avg", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "TemperatureStatistics", "avg", "number", v)
        )
        self.avg_min = (
            v
            if type(v := get("avg_min", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "TemperatureStatistics", "avg_min", "number", v)
        )
        self.avg_max = (
            v
            if type(v := get("avg_max", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "TemperatureStatistics", "avg_max", "number", v)
        )
        self.record_min = (
            v
            if type(v := get("record_min", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "TemperatureStatistics", "record_min", "number", v)
        )
        self.record_max = (
            v
            if type(v := get("record_max", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "TemperatureStatistics", "record_max", "number", v)
        )
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
