from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models
from .._decode import Choice, mismatch
from .._encode import encode
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .coupon import Coupon
    from .customer import Customer
    from .deleted_customer import DeletedCustomer
    from .discount_source import DiscountSource
    from .expanded_object import ExpandedObject

_CHOICE_0 = Choice(models, ("Customer", "DeletedCustomer"))


@_attrs_define
class Discount:
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
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The model as JSON data."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "id": self.id,
            "start": self.start,
            "object": self.object_,
            "checkout_session": self.checkout_session,
            "coupon": encode(self.coupon),
            "customer": encode(self.customer),
            "end": self.end,
            "invoice": self.invoice,
            "invoice_item": self.invoice_item,
            "promotion_code": encode(self.promotion_code),
            "source": encode(self.source),
            "subscription": self.subscription,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        data = dict(src_dict)
        pop: Any = data.pop
        self = cls.__new__(cls)
        self.id = v if type(v := pop("id", UNSET)) is str else mismatch(mismatches, "Discount", "id", "string", v)
        self.start = (
            v if type(v := pop("start", UNSET)) is int else mismatch(mismatches, "Discount", "start", "integer", v)
        )
        self.object_ = (
            v
            if (v := pop("object", UNSET)) == "discount"
            else mismatch(mismatches, "Discount", "object", "'discount'", v)
        )
        self.checkout_session = (
            v
            if type(v := pop("checkout_session", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "Discount", "checkout_session", "string | null", v)
        )
        self.coupon = (
            models.Coupon.from_dict(v, mismatches)
            if type(v := pop("coupon", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "Discount", "coupon", "Coupon", v)
        )
        self.customer = (
            _CHOICE_0.decode(v, mismatches, "Discount", "customer")
            if type(v := pop("customer", UNSET)) is dict
            else v
            if type(v) is str or v is None or v is UNSET
            else mismatch(mismatches, "Discount", "customer", "string | null | Customer | DeletedCustomer", v)
        )
        self.end = (
            v
            if type(v := pop("end", UNSET)) is int or v is None or v is UNSET
            else mismatch(mismatches, "Discount", "end", "integer | null", v)
        )
        self.invoice = (
            v
            if type(v := pop("invoice", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "Discount", "invoice", "string | null", v)
        )
        self.invoice_item = (
            v
            if type(v := pop("invoice_item", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "Discount", "invoice_item", "string | null", v)
        )
        self.promotion_code = (
            models.ExpandedObject.from_dict(v, mismatches)
            if type(v := pop("promotion_code", UNSET)) is dict
            else v
            if type(v) is str or v is None or v is UNSET
            else mismatch(mismatches, "Discount", "promotion_code", "string | null | ExpandedObject", v)
        )
        self.source = (
            models.DiscountSource.from_dict(v, mismatches)
            if type(v := pop("source", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "Discount", "source", "DiscountSource", v)
        )
        self.subscription = (
            v
            if type(v := pop("subscription", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "Discount", "subscription", "string | null", v)
        )
        self.additional_properties = data or {}
        return self
