from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._choice import Shape as _Shape
from .._decode import member, mismatch, whole
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .address import Address
    from .cash_balance import CashBalance
    from .customer_tax import CustomerTax
    from .discount import Discount
    from .expanded_object import ExpandedObject
    from .invoice_settings import InvoiceSettings
    from .object_list import ObjectList
    from .shipping import Shipping
    from .tax_exempt import TaxExempt

_KNOWN = frozenset(
    (
        "created",
        "id",
        "livemode",
        "object",
        "address",
        "balance",
        "cash_balance",
        "currency",
        "default_source",
        "delinquent",
        "description",
        "discount",
        "email",
        "invoice_credit_balance",
        "invoice_prefix",
        "invoice_settings",
        "metadata",
        "name",
        "next_invoice_sequence",
        "phone",
        "preferred_locales",
        "shipping",
        "sources",
        "subscriptions",
        "tax",
        "tax_exempt",
        "tax_ids",
        "test_clock",
    )
)


@_attrs_define
class Customer(_Model):
    """Customer

    Attributes:
        livemode: Whether real money is involved; `false` in test mode.
        object_: `object` on the wire.
        balance: Amount the next invoice takes into account; below zero is credit.
        currency: Currency the customer is billed in.
        default_source: Source charged when none is named.
        delinquent: Whether the latest invoice is overdue.
        invoice_credit_balance: Credit by currency.
    """

    _SHAPE: ClassVar[_Shape] = _Shape(
        frozenset(
            (
                "created",
                "id",
                "livemode",
                "object",
            )
        ),
        _KNOWN,
    )

    created: int
    id: str
    livemode: bool
    object_: Literal["customer"] = "customer"
    address: Address | None | Unset = UNSET
    balance: int | Unset = UNSET
    cash_balance: CashBalance | None | Unset = UNSET
    currency: str | None | Unset = UNSET
    default_source: str | ExpandedObject | None | Unset = UNSET
    delinquent: bool | None | Unset = UNSET
    description: str | None | Unset = UNSET
    discount: Discount | None | Unset = UNSET
    email: str | None | Unset = UNSET
    invoice_credit_balance: dict[str, int] | Unset = UNSET
    invoice_prefix: str | None | Unset = UNSET
    invoice_settings: InvoiceSettings | Unset = UNSET
    metadata: dict[str, str] | Unset = UNSET
    name: str | None | Unset = UNSET
    next_invoice_sequence: int | Unset = UNSET
    phone: str | None | Unset = UNSET
    preferred_locales: list[str] | None | Unset = UNSET
    shipping: Shipping | None | Unset = UNSET
    sources: ObjectList | Unset = UNSET
    subscriptions: ObjectList | Unset = UNSET
    tax: CustomerTax | Unset = UNSET
    tax_exempt: TaxExempt | None | Unset = UNSET
    tax_ids: ObjectList | Unset = UNSET
    test_clock: str | ExpandedObject | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "created": self.created,
            "id": self.id,
            "livemode": self.livemode,
            "object": self.object_,
            "address": encode(self.address, sent),
            "balance": self.balance,
            "cash_balance": encode(self.cash_balance, sent),
            "currency": self.currency,
            "default_source": encode(self.default_source, sent),
            "delinquent": self.delinquent,
            "description": self.description,
            "discount": encode(self.discount, sent),
            "email": self.email,
            "invoice_credit_balance": encode(self.invoice_credit_balance, sent),
            "invoice_prefix": self.invoice_prefix,
            "invoice_settings": encode(self.invoice_settings, sent),
            "metadata": encode(self.metadata, sent),
            "name": self.name,
            "next_invoice_sequence": self.next_invoice_sequence,
            "phone": self.phone,
            "preferred_locales": encode(self.preferred_locales, sent),
            "shipping": encode(self.shipping, sent),
            "sources": encode(self.sources, sent),
            "subscriptions": encode(self.subscriptions, sent),
            "tax": encode(self.tax, sent),
            "tax_exempt": encode(self.tax_exempt, sent),
            "tax_ids": encode(self.tax_ids, sent),
            "test_clock": encode(self.test_clock, sent),
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
                v if type(v := src_dict["created"]) is int else whole(mismatches, "Customer", "created", "integer", v)
            )
            self.id = v if type(v := src_dict["id"]) is str else mismatch(mismatches, "Customer", "id", "string", v)
            self.livemode = (
                v
                if type(v := src_dict["livemode"]) is bool
                else mismatch(mismatches, "Customer", "livemode", "boolean", v)
            )
            self.object_ = (
                v
                if (v := src_dict["object"]) == "customer"
                else mismatch(mismatches, "Customer", "object", "'customer'", v)
            )
            self.address = (
                _models.Address.from_dict(v, mismatches)
                if type(v := get("address", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "Customer", "address", "null | Address", v)
            )
            self.balance = (
                v
                if type(v := get("balance", UNSET)) is int or v is UNSET
                else whole(mismatches, "Customer", "balance", "integer", v)
            )
            self.cash_balance = (
                _models.CashBalance.from_dict(v, mismatches)
                if type(v := get("cash_balance", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "Customer", "cash_balance", "null | CashBalance", v)
            )
            self.currency = (
                v
                if type(v := get("currency", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "Customer", "currency", "string | null", v)
            )
            self.default_source = (
                _models.ExpandedObject.from_dict(v, mismatches)
                if type(v := get("default_source", UNSET)) is dict
                else v
                if type(v) is str or v is None or v is UNSET
                else mismatch(mismatches, "Customer", "default_source", "string | null | ExpandedObject", v)
            )
            self.delinquent = (
                v
                if type(v := get("delinquent", UNSET)) is bool or v is None or v is UNSET
                else mismatch(mismatches, "Customer", "delinquent", "boolean | null", v)
            )
            self.description = (
                v
                if type(v := get("description", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "Customer", "description", "string | null", v)
            )
            self.discount = (
                _models.Discount.from_dict(v, mismatches)
                if type(v := get("discount", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "Customer", "discount", "null | Discount", v)
            )
            self.email = (
                v
                if type(v := get("email", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "Customer", "email", "string | null", v)
            )
            self.invoice_credit_balance = (
                {
                    vk: vi
                    if type(vi) is int
                    else whole(mismatches, "Customer", "invoice_credit_balance{}", "integer", vi)
                    for vk, vi in v.items()
                }
                if type(v := get("invoice_credit_balance", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "Customer", "invoice_credit_balance", "object", v)
            )
            self.invoice_prefix = (
                v
                if type(v := get("invoice_prefix", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "Customer", "invoice_prefix", "string | null", v)
            )
            self.invoice_settings = (
                _models.InvoiceSettings.from_dict(v, mismatches)
                if type(v := get("invoice_settings", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "Customer", "invoice_settings", "InvoiceSettings", v)
            )
            self.metadata = (
                {
                    vk: vi if type(vi) is str else mismatch(mismatches, "Customer", "metadata{}", "string", vi)
                    for vk, vi in v.items()
                }
                if type(v := get("metadata", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "Customer", "metadata", "object", v)
            )
            self.name = (
                v
                if type(v := get("name", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "Customer", "name", "string | null", v)
            )
            self.next_invoice_sequence = (
                v
                if type(v := get("next_invoice_sequence", UNSET)) is int or v is UNSET
                else whole(mismatches, "Customer", "next_invoice_sequence", "integer", v)
            )
            self.phone = (
                v
                if type(v := get("phone", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "Customer", "phone", "string | null", v)
            )
            self.preferred_locales = (
                [
                    vi if type(vi) is str else mismatch(mismatches, "Customer", "preferred_locales[]", "string", vi)
                    for vi in v
                ]
                if type(v := get("preferred_locales", UNSET)) is list
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "Customer", "preferred_locales", "null | array", v)
            )
            self.shipping = (
                _models.Shipping.from_dict(v, mismatches)
                if type(v := get("shipping", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "Customer", "shipping", "null | Shipping", v)
            )
            self.sources = (
                _models.ObjectList.from_dict(v, mismatches)
                if type(v := get("sources", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "Customer", "sources", "ObjectList", v)
            )
            self.subscriptions = (
                _models.ObjectList.from_dict(v, mismatches)
                if type(v := get("subscriptions", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "Customer", "subscriptions", "ObjectList", v)
            )
            self.tax = (
                _models.CustomerTax.from_dict(v, mismatches)
                if type(v := get("tax", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "Customer", "tax", "CustomerTax", v)
            )
            self.tax_exempt = (
                member(_models.TaxExempt, v, mismatches, "Customer", "tax_exempt")
                if type(v := get("tax_exempt", UNSET)) is str
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "Customer", "tax_exempt", "null | TaxExempt", v)
            )
            self.tax_ids = (
                _models.ObjectList.from_dict(v, mismatches)
                if type(v := get("tax_ids", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "Customer", "tax_ids", "ObjectList", v)
            )
            self.test_clock = (
                _models.ExpandedObject.from_dict(v, mismatches)
                if type(v := get("test_clock", UNSET)) is dict
                else v
                if type(v) is str or v is None or v is UNSET
                else mismatch(mismatches, "Customer", "test_clock", "string | null | ExpandedObject", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
