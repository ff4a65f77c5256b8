from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import member, mismatch, whole
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .coupon_duration import CouponDuration

_KNOWN = frozenset(
    (
        "created",
        "duration",
        "id",
        "livemode",
        "object",
        "times_redeemed",
        "valid",
        "amount_off",
        "currency",
        "duration_in_months",
        "max_redemptions",
        "metadata",
        "name",
        "percent_off",
        "redeem_by",
    )
)


@_attrs_define
class Coupon(_Model):
    """Coupon

    Attributes:
        object_: `object` on the wire.
        valid: Whether it can still be redeemed.
        amount_off: Amount taken off, in the smallest unit of the currency.
    """

    created: int
    duration: CouponDuration
    id: str
    livemode: bool
    times_redeemed: int
    valid: bool
    object_: Literal["coupon"] = "coupon"
    amount_off: int | None | Unset = UNSET
    currency: str | None | Unset = UNSET
    duration_in_months: int | None | Unset = UNSET
    max_redemptions: int | None | Unset = UNSET
    metadata: dict[str, str] | None | Unset = UNSET
    name: str | None | Unset = UNSET
    percent_off: float | None | Unset = UNSET
    redeem_by: int | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "created": self.created,
            "duration": encode(self.duration, sent),
            "id": self.id,
            "livemode": self.livemode,
            "times_redeemed": self.times_redeemed,
            "valid": self.valid,
            "object": self.object_,
            "amount_off": self.amount_off,
            "currency": self.currency,
            "duration_in_months": self.duration_in_months,
            "max_redemptions": self.max_redemptions,
            "metadata": encode(self.metadata, sent),
            "name": self.name,
            "percent_off": encode(self.percent_off, sent),
            "redeem_by": self.redeem_by,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.created = (
                v if type(v := src_dict["created"]) is int else whole(mismatches, "Coupon", "created", "integer", v)
            )
            self.duration = (
                member(_models.CouponDuration, v, mismatches, "Coupon", "duration")
                if type(v := src_dict["duration"]) is str
                else mismatch(mismatches, "Coupon", "duration", "CouponDuration", v)
            )
            self.id = v if type(v := src_dict["id"]) is str else mismatch(mismatches, "Coupon", "id", "string", v)
            self.livemode = (
                v
                if type(v := src_dict["livemode"]) is bool
                else mismatch(mismatches, "Coupon", "livemode", "boolean", v)
            )
            self.times_redeemed = (
                v
                if type(v := src_dict["times_redeemed"]) is int
                else whole(mismatches, "Coupon", "times_redeemed", "integer", v)
            )
            self.valid = (
                v if type(v := src_dict["valid"]) is bool else mismatch(mismatches, "Coupon", "valid", "boolean", v)
            )
            self.object_ = (
                v if (v := src_dict["object"]) == "coupon" else mismatch(mismatches, "Coupon", "object", "'coupon'", v)
            )
            self.amount_off = (
                v
                if type(v := get("amount_off", UNSET)) is int or v is None or v is UNSET
                else whole(mismatches, "Coupon", "amount_off", "integer | null", v)
            )
            self.currency = (
                v
                if type(v := get("currency", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "Coupon", "currency", "string | null", v)
            )
            self.duration_in_months = (
                v
                if type(v := get("duration_in_months", UNSET)) is int or v is None or v is UNSET
                else whole(mismatches, "Coupon", "duration_in_months", "integer | null", v)
            )
            self.max_redemptions = (
                v
                if type(v := get("max_redemptions", UNSET)) is int or v is None or v is UNSET
                else whole(mismatches, "Coupon", "max_redemptions", "integer | null", v)
            )
            self.metadata = (
                {
                    vk: vi if type(vi) is str else mismatch(mismatches, "Coupon", "metadata{}", "string", vi)
                    for vk, vi in v.items()
                }
                if type(v := get("metadata", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "Coupon", "metadata", "null | object", v)
            )
            self.name = (
                v
                if type(v := get("name", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "Coupon", "name", "string | null", v)
            )
            self.percent_off = (
                v
                if type(v := get("percent_off", UNSET)) is float or type(v) is int or v is None or v is UNSET
                else mismatch(mismatches, "Coupon", "percent_off", "number | null", v)
            )
            self.redeem_by = (
                v
                if type(v := get("redeem_by", UNSET)) is int or v is None or v is UNSET
                else whole(mismatches, "Coupon", "redeem_by", "integer | null", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
