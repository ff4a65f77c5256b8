from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import mismatch, whole
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .error_item import ErrorItem

_KNOWN = frozenset(
    (
        "code",
        "message",
        "status",
        "errors",
    )
)


@_attrs_define
class ErrorInfo(_Model):
    """ErrorInfo

    Attributes:
        code: The status code.
        message: The reason in words.
        status: Name of the status, as `NOT_FOUND`.
    """

    code: int
    message: str
    status: str | Unset = UNSET
    errors: list[ErrorItem] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "code": self.code,
            "message": self.message,
            "status": self.status,
            "errors": encode(self.errors, sent),
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
                v if type(v := src_dict["code"]) is int else whole(mismatches, "ErrorInfo", "code", "integer", v)
            )
            self.message = (
                v
                if type(v := src_dict["message"]) is str
                else mismatch(mismatches, "ErrorInfo", "message", "string", v)
            )
            self.status = (
                v
                if type(v := get("status", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "ErrorInfo", "status", "string", v)
            )
            self.errors = (
                [
                    _models.ErrorItem.from_dict(vi, mismatches)
                    if type(vi) is dict
                    else mismatch(mismatches, "ErrorInfo", "errors[]", "ErrorItem", vi)
                    for vi in v
                ]
                if type(v := get("errors", UNSET)) is list
                else v
                if v is UNSET
                else mismatch(mismatches, "ErrorInfo", "errors", "array", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (
            type(src_dict) is dict and len(src_dict) == 2 + (self.status is not UNSET) + (self.errors is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
