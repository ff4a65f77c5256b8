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
        "low",
        "middle",
        "high",
    )
)


@_attrs_define
class CloudCover(_Model):
    """Percent of the sky covered, in all and by height."""

    total: float | Unset = UNSET
    low: float | Unset = UNSET
    middle: float | Unset = UNSET
    high: float | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "total": encode(self.total, sent),
            "low": encode(self.low, sent),
            "middle": encode(self.middle, sent),
            "high": encode(self.high, sent),
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
            else mismatch(mismatches, "CloudCover", "total", "number", v)
        )
        self.low = (
            v
            if type(v := get("low", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "CloudCover", "low", "number", v)
        )
        self.middle = (
            v
            if type(v := get("middle", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "CloudCover", "middle", "number", v)
        )
        self.high = (
            v
            if type(v := get("high", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "CloudCover", "high", "number", v)
        )
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict)
            == (self.total is not UNSET)
            + (self.low is not UNSET)
            + (self.middle is not UNSET)
            + (self.high is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
