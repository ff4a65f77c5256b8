from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import mismatch, whole
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

_KNOWN = frozenset(
    (
        "precipitation",
        "storm",
        "freeze",
    )
)


@_attrs_define
class Probability(_Model):
    """Chances in percent."""

    precipitation: int | Unset = UNSET
    storm: float | Unset = UNSET
    freeze: float | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "precipitation": self.precipitation,
            "storm": encode(self.storm, sent),
            "freeze": encode(self.freeze, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.precipitation = (
            v
            if type(v := get("precipitation", UNSET)) is int or v is UNSET
            else whole(mismatches, "Probability", "precipitation", "integer", v)
        )
        self.storm = (
            v
            if type(v := get("storm", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "Probability", "storm", "number", v)
        )
        self.freeze = (
            v
            if type(v := get("freeze", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "Probability", "freeze", "number", v)
        )
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict)
            == (self.precipitation is not UNSET) + (self.storm is not UNSET) + (self.freeze is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
