from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._choice import Choice as _Choice
from .._decode import mismatch, whole
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .coupon import Coupon
    from .customer import Customer
    from .deleted_customer import DeletedCustomer
    from .discount_source import DiscountSource
    from .expanded_object import ExpandedObject

_KNOWN = frozenset(
    (
        "id",
        "object",
        "start",
        "checkout_session",
        "coupon",
        "customer",
        "end",
        "invoice",
        "invoice_item",
        "promotion_code",
        "source",
        "subscription",
    )
)
_CHOICE_0 = _Choice(_models, ("Customer", "DeletedCustomer"))


@_attrs_define
class Discount(_Model):
    """Discount

    Attributes:
        object_: `object` on the wire.
    """

    id: str
    start: int
    object_: Literal["discount"] = "discount"
    checkout_session: str | None | Unset = UNSET
    coupon: Coupon | Unset = UNSET
    customer: str | Customer | DeletedCustomer | None | Unset = UNSET
    end: int | None | Unset = UNSET
    invoice: str | None | Unset = UNSET
    invoice_item: str | None | Unset = UNSET
    promotion_code: str | ExpandedObject | None | Unset = UNSET
    source: DiscountSource | Unset = UNSET
    subscription: str | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "id": self.id,
            "start": self.start,
            "object": self.object_,
            "checkout_session": self.checkout_session,
            "coupon": encode(self.coupon, sent),
            "customer": encode(self.customer, sent),
            "end": self.end,
            "invoice": self.invoice,
            "invoice_item": self.invoice_item,
            "promotion_code": encode(self.promotion_code, sent),
            "source": encode(self.source, sent),
            "subscription": self.subscription,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.id = v if type(v := src_dict["id"]) is str else mismatch(mismatches, "Discount", "id", "string", v)
            self.start = (
                v if type(v := src_dict["start"]) is int else whole(mismatches, "Discount", "start", "integer", v)
            )
            self.object_ = (
                v
                if (v := src_dict["object"]) == "discount"
                else mismatch(mismatches, "Discount", "object", "'discount'", v)
            )
            self.checkout_session = (
                v
                if type(v := get("checkout_session", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "Discount", "checkout_session", "string | null", v)
            )
            self.coupon = (
                _models.Coupon.from_dict(v, mismatches)
                if type(v := get("coupon", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "Discount", "coupon", "Coupon", v)
            )
            self.customer = (
                _CHOICE_0.decode(v, mismatches, "Discount", "customer")
                if type(v := get("customer", UNSET)) is dict
                else v
                if type(v) is str or v is None or v is UNSET
                else mismatch(mismatches, "Discount", "customer", "string | null | Customer | DeletedCustomer", v)
            )
            self.end = (
                v
                if type(v := get("end", UNSET)) is int or v is None or v is UNSET
                else whole(mismatches, "Discount", "end", "integer | null", v)
            )
            self.invoice = (
                v
                if type(v := get("invoice", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "Discount", "invoice", "string | null", v)
            )
            self.invoice_item = (
                v
                if type(v := get("invoice_item", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "Discount", "invoice_item", "string | null", v)
            )
            self.promotion_code = (
                _models.ExpandedObject.from_dict(v, mismatches)
                if type(v := get("promotion_code", UNSET)) is dict
                else v
                if type(v) is str or v is None or v is UNSET
                else mismatch(mismatches, "Discount", "promotion_code", "string | null | ExpandedObject", v)
            )
            self.source = (
                _models.DiscountSource.from_dict(v, mismatches)
                if type(v := get("source", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "Discount", "source", "DiscountSource", v)
            )
            self.subscription = (
                v
                if type(v := get("subscription", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "Discount", "subscription", "string | null", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
