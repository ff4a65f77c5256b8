from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import mismatch
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .coupon import Coupon

_KNOWN = frozenset(
    (
        "type",
        "coupon",
    )
)


@_attrs_define
class DiscountSource(_Model):
    """What granted the discount; versions from 2025-09-30 on send it in place of `coupon`.

    Attributes:
        type_: `type` on the wire.
    """

    type_: Literal["coupon"] = "coupon"
    coupon: str | Coupon | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "type": self.type_,
            "coupon": encode(self.coupon, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.type_ = (
                v
                if (v := src_dict["type"]) == "coupon"
                else mismatch(mismatches, "DiscountSource", "type", "'coupon'", v)
            )
            self.coupon = (
                _models.Coupon.from_dict(v, mismatches)
                if type(v := get("coupon", UNSET)) is dict
                else v
                if type(v) is str or v is None or v is UNSET
                else mismatch(mismatches, "DiscountSource", "coupon", "string | null | Coupon", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == 1 + (self.coupon is not UNSET)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
