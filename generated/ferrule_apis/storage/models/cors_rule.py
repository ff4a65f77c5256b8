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
        "origin",
        "method",
        "responseHeader",
        "maxAgeSeconds",
    )
)


@_attrs_define
class CorsRule(_Model):
    """CorsRule

    Attributes:
        response_header: `responseHeader` on the wire.
        max_age_seconds: `maxAgeSeconds` on the wire.
    """

    origin: list[str] | Unset = UNSET
    method: list[str] | Unset = UNSET
    response_header: list[str] | Unset = UNSET
    max_age_seconds: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "origin": encode(self.origin, sent),
            "method": encode(self.method, sent),
            "responseHeader": encode(self.response_header, sent),
            "maxAgeSeconds": self.max_age_seconds,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.origin = (
            [vi if type(vi) is str else mismatch(mismatches, "CorsRule", "origin[]", "string", vi) for vi in v]
            if type(v := get("origin", UNSET)) is list
            else v
            if v is UNSET
            else mismatch(mismatches, "CorsRule", "origin", "array", v)
        )
        self.method = (
            [vi if type(vi) is str else mismatch(mismatches, "CorsRule", "method[]", "string", vi) for vi in v]
            if type(v := get("method", UNSET)) is list
            else v
            if v is UNSET
            else mismatch(mismatches, "CorsRule", "method", "array", v)
        )
        self.response_header = (
            [vi if type(vi) is str else mismatch(mismatches, "CorsRule", "responseHeader[]", "string", vi) for vi in v]
            if type(v := get("responseHeader", UNSET)) is list
            else v
            if v is UNSET
            else mismatch(mismatches, "CorsRule", "responseHeader", "array", v)
        )
        self.max_age_seconds = (
            v
            if type(v := get("maxAgeSeconds", UNSET)) is int or v is UNSET
            else whole(mismatches, "CorsRule", "maxAgeSeconds", "integer", v)
        )
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict)
            == (self.origin is not UNSET)
            + (self.method is not UNSET)
            + (self.response_header is not UNSET)
            + (self.max_age_seconds is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
