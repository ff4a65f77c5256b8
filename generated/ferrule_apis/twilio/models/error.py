from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import mismatch
from ..types import UNSET, Mismatch, Unset


@_attrs_define
class Error:
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
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The model as JSON data."""
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
        data = dict(src_dict)
        pop: Any = data.pop
        self = cls.__new__(cls)
        self.message = (
            v if type(v := pop("message", UNSET)) is str else mismatch(mismatches, "Error", "message", "string", v)
        )
        self.status = (
            v if type(v := pop("status", UNSET)) is int else mismatch(mismatches, "Error", "status", "integer", v)
        )
        self.code = (
            v
            if type(v := pop("code", UNSET)) is int or v is UNSET
            else mismatch(mismatches, "Error", "code", "integer", v)
        )
        self.detail = (
            v
            if type(v := pop("detail", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "Error", "detail", "string", v)
        )
        self.more_info = (
            v
            if type(v := pop("more_info", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "Error", "more_info", "string", v)
        )
        self.additional_properties = data or {}
        return self
