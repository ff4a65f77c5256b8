from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import mismatch, whole
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

_KNOWN = frozenset(
    (
        "code",
        "resource",
        "field",
        "message",
        "index",
        "value",
    )
)


@_attrs_define
class ValidationErrorDetail(_Model):
    """ValidationErrorDetail

    Attributes:
        code: `missing`, `missing_field`, `invalid`, `already_exists`, `unprocessable` or `custom`.
    """

    code: str
    resource: str | Unset = UNSET
    field: str | Unset = UNSET
    message: str | Unset = UNSET
    index: int | Unset = UNSET
    value: str | int | list[str] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "code": self.code,
            "resource": self.resource,
            "field": self.field,
            "message": self.message,
            "index": self.index,
            "value": encode(self.value, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.code = (
                v
                if type(v := src_dict["code"]) is str
                else mismatch(mismatches, "ValidationErrorDetail", "code", "string", v)
            )
            self.resource = (
                v
                if type(v := get("resource", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "ValidationErrorDetail", "resource", "string", v)
            )
            self.field = (
                v
                if type(v := get("field", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "ValidationErrorDetail", "field", "string", v)
            )
            self.message = (
                v
                if type(v := get("message", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "ValidationErrorDetail", "message", "string", v)
            )
            self.index = (
                v
                if type(v := get("index", UNSET)) is int or v is UNSET
                else whole(mismatches, "ValidationErrorDetail", "index", "integer", v)
            )
            self.value = (
                [
                    vi if type(vi) is str else mismatch(mismatches, "ValidationErrorDetail", "value[]", "string", vi)
                    for vi in v
                ]
                if type(v := get("value", UNSET)) is list
                else v
                if type(v) is str or v is None or type(v) is int or v is UNSET
                else whole(mismatches, "ValidationErrorDetail", "value", "string | null | integer | array", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
