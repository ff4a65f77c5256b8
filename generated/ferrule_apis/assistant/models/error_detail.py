from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import mismatch, whole
from .._decode import Incomplete as _Incomplete
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

_KNOWN = frozenset(
    (
        "message",
        "type",
        "param",
        "code",
    )
)


@_attrs_define
class ErrorDetail(_Model):
    """ErrorDetail

    Attributes:
        message: What is wrong, for people.
        type_: The kind of error. `type` on the wire.
        param: The member of the request that is wrong.
        code: The error, for programs.
    """

    message: str
    type_: str | Unset = UNSET
    param: str | None | Unset = UNSET
    code: str | int | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "message": self.message,
            "type": self.type_,
            "param": self.param,
            "code": self.code,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.message = (
                v
                if type(v := src_dict["message"]) is str
                else mismatch(mismatches, "ErrorDetail", "message", "string", v)
            )
            self.type_ = (
                v
                if type(v := get("type", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "ErrorDetail", "type", "string", v)
            )
            self.param = (
                v
                if type(v := get("param", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "ErrorDetail", "param", "string | null", v)
            )
            self.code = (
                v
                if type(v := get("code", UNSET)) is str or type(v) is int or v is None or v is UNSET
                else whole(mismatches, "ErrorDetail", "code", "string | integer | null", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict) == 1 + (self.type_ is not UNSET) + (self.param is not UNSET) + (self.code is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
