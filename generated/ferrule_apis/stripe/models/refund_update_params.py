from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import mismatch
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

_KNOWN = frozenset(
    (
        "expand",
        "metadata",
    )
)


@_attrs_define
class RefundUpdateParams(_Model):
    """RefundUpdateParams"""

    expand: list[str] | Unset = UNSET
    metadata: dict[str, str] | Literal[""] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "expand": encode(self.expand, sent),
            "metadata": encode(self.metadata, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.expand = (
            [
                vi if type(vi) is str else mismatch(mismatches, "RefundUpdateParams", "expand[]", "string", vi)
                for vi in v
            ]
            if type(v := get("expand", UNSET)) is list
            else v
            if v is UNSET
            else mismatch(mismatches, "RefundUpdateParams", "expand", "array", v)
        )
        self.metadata = (
            {
                vk: vi if type(vi) is str else mismatch(mismatches, "RefundUpdateParams", "metadata{}", "string", vi)
                for vk, vi in v.items()
            }
            if type(v := get("metadata", UNSET)) is dict
            else v
            if v == "" or v is UNSET
            else mismatch(mismatches, "RefundUpdateParams", "metadata", "'' | object", v)
        )
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == (self.expand is not UNSET) + (self.metadata is not UNSET)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
