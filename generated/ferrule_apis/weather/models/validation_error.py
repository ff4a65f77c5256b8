from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import mismatch
from .._encode import encode
from ..types import UNSET, Mismatch


@_attrs_define
class ValidationError:
    """ValidationError

    Attributes:
        loc: Where the fault lies, from the outside in; positions in a list are numbers.
        msg: The fault in words.
        type_: Kind of fault. `type` on the wire.
    """

    loc: list[str | int]
    msg: str
    type_: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The model as JSON data."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "loc": encode(self.loc),
            "msg": self.msg,
            "type": self.type_,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        data = dict(src_dict)
        pop: Any = data.pop
        self = cls.__new__(cls)
        self.loc = (
            [
                vi
                if type(vi) is str or type(vi) is int
                else mismatch(mismatches, "ValidationError", "loc[]", "string | integer", vi)
                for vi in v
            ]
            if type(v := pop("loc", UNSET)) is list
            else mismatch(mismatches, "ValidationError", "loc", "array", v)
        )
        self.msg = (
            v if type(v := pop("msg", UNSET)) is str else mismatch(mismatches, "ValidationError", "msg", "string", v)
        )
        self.type_ = (
            v if type(v := pop("type", UNSET)) is str else mismatch(mismatches, "ValidationError", "type", "string", v)
        )
        self.additional_properties = data or {}
        return self
