from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import mismatch, whole
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch

_KNOWN = frozenset(
    (
        "loc",
        "msg",
        "type",
    )
)


@_attrs_define
class ValidationError(_Model):
    """ValidationError

    Attributes:
        loc: Where the fault lies, from the outside in; positions in a list are numbers.
        msg: The fault in words.
        type_: Kind of fault. `type` on the wire.
    """

    loc: list[str | int]
    msg: str
    type_: str
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "loc": encode(self.loc, sent),
            "msg": self.msg,
            "type": self.type_,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.loc = (
                [
                    vi
                    if type(vi) is str or type(vi) is int
                    else whole(mismatches, "ValidationError", "loc[]", "string | integer", vi)
                    for vi in v
                ]
                if type(v := src_dict["loc"]) is list
                else mismatch(mismatches, "ValidationError", "loc", "array", v)
            )
            self.msg = (
                v if type(v := src_dict["msg"]) is str else mismatch(mismatches, "ValidationError", "msg", "string", v)
            )
            self.type_ = (
                v
                if type(v := src_dict["type"]) is str
                else mismatch(mismatches, "ValidationError", "type", "string", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == 3):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
