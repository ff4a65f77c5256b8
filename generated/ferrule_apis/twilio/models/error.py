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
        "status",
        "code",
        "detail",
        "more_info",
    )
)


@_attrs_define
class Error(_Model):
    """Error

    Attributes:
        message: What went wrong.
        status: HTTP status of the answer.
        code: Number of the error in the vendor's list, such as 21211.
        more_info: Page about this error.
    """

    message: str
    status: int
    code: int | Unset = UNSET
    detail: str | Unset = UNSET
    more_info: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "message": self.message,
            "status": self.status,
            "code": self.code,
            "detail": self.detail,
            "more_info": self.more_info,
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
                v if type(v := src_dict["message"]) is str else mismatch(mismatches, "Error", "message", "string", v)
            )
            self.status = (
                v if type(v := src_dict["status"]) is int else whole(mismatches, "Error", "status", "integer", v)
            )
            self.code = (
                v
                if type(v := get("code", UNSET)) is int or v is UNSET
                else whole(mismatches, "Error", "code", "integer", v)
            )
            self.detail = (
                v
                if type(v := get("detail", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "Error", "detail", "string", v)
            )
            self.more_info = (
                v
                if type(v := get("more_info", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "Error", "more_info", "string", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict)
            == 2 + (self.code is not UNSET) + (self.detail is not UNSET) + (self.more_info is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
