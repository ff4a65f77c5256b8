from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import member, mismatch, whole
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .address_params import AddressParams
    from .cash_balance_params import CashBalanceParams
    from .customer_shipping_params import CustomerShippingParams
    from .customer_tax_params import CustomerTaxParams
    from .invoice_settings_params import InvoiceSettingsParams
    from .tax_exempt import TaxExempt

_KNOWN = frozenset(
    (
        "address",
        "balance",
        "cash_balance",
        "default_source",
        "description",
        "email",
        "expand",
        "invoice_prefix",
        "invoice_settings",
        "metadata",
        "name",
        "next_invoice_sequence",
        "phone",
        "preferred_locales",
        "shipping",
        "source",
        "tax",
        "tax_exempt",
    )
)


@_attrs_define
class CustomerUpdateParams(_Model):
    """CustomerUpdateParams

    Attributes:
        balance: Amount in the smallest unit of the currency that the next invoice takes into account; below
            zero is credit.
        default_source: Stored source that becomes the default one.
        description: Free text shown in the dashboard.
        invoice_prefix: Start of invoice numbers, 3 to 12 capitals and digits.
        name: Full name or company name.
        next_invoice_sequence: Number of the next invoice.
        preferred_locales: Languages of the customer, the preferred one first.
        source: Token or source to store as a way to pay, `tok_…`.
    """

    address: AddressParams | Literal[""] | Unset = UNSET
    balance: int | Unset = UNSET
    cash_balance: CashBalanceParams | Unset = UNSET
    default_source: str | Unset = UNSET
    description: str | Unset = UNSET
    email: str | Unset = UNSET
    expand: list[str] | Unset = UNSET
    invoice_prefix: str | Unset = UNSET
    invoice_settings: InvoiceSettingsParams | Unset = UNSET
    metadata: dict[str, str] | Literal[""] | Unset = UNSET
    name: str | Unset = UNSET
    next_invoice_sequence: int | Unset = UNSET
    phone: str | Unset = UNSET
    preferred_locales: list[str] | Unset = UNSET
    shipping: CustomerShippingParams | Literal[""] | Unset = UNSET
    source: str | Unset = UNSET
    tax: CustomerTaxParams | Unset = UNSET
    tax_exempt: TaxExempt | Literal[""] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "address": encode(self.address, sent),
            "balance": self.balance,
            "cash_balance": encode(self.cash_balance, sent),
            "default_source": self.default_source,
            "description": self.description,
            "email": self.email,
            "expand": encode(self.expand, sent),
            "invoice_prefix": self.invoice_prefix,
            "invoice_settings": encode(self.invoice_settings, sent),
            "metadata": encode(self.metadata, sent),
            "name": self.name,
            "next_invoice_sequence": self.next_invoice_sequence,
            "phone": self.phone,
            "preferred_locales": encode(self.preferred_locales, sent),
            "shipping": encode(self.shipping, sent),
            "source": self.source,
            "tax": encode(self.tax, sent),
            "tax_exempt": encode(self.tax_exempt, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.address = (
            _models.AddressParams.from_dict(v, mismatches)
            if type(v := get("address", UNSET)) is dict
            else v
            if v == "" or v is UNSET
            else mismatch(mismatches, "CustomerUpdateParams", "address", "'' | AddressParams", v)
        )
        self.balance = (
            v
            if type(v := get("balance", UNSET)) is int or v is UNSET
            else whole(mismatches, "CustomerUpdateParams", "balance", "integer", v)
        )
        self.cash_balance = (
            _models.CashBalanceParams.from_dict(v, mismatches)
            if type(v := get("cash_balance", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "CustomerUpdateParams", "cash_balance", "CashBalanceParams", v)
        )
        self.default_source = (
            v
            if type(v := get("default_source", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "CustomerUpdateParams", "default_source", "string", v)
        )
        self.description = (
            v
            if type(v := get("description", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "CustomerUpdateParams", "description", "string", v)
        )
        self.email = (
            v
            if type(v := get("email", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "CustomerUpdateParams", "email", "string", v)
        )
        self.expand = (
            [
                vi if type(vi) is str else mismatch(mismatches, "CustomerUpdateParams", "expand[]", "string", vi)
                for vi in v
            ]
            if type(v := get("expand", UNSET)) is list
            else v
            if v is UNSET
            else mismatch(mismatches, "CustomerUpdateParams", "expand", "array", v)
        )
        self.invoice_prefix = (
            v
            if type(v := get("invoice_prefix", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "CustomerUpdateParams", "invoice_prefix", "string", v)
        )
        self.invoice_settings = (
            _models.InvoiceSettingsParams.from_dict(v, mismatches)
            if type(v := get("invoice_settings", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "CustomerUpdateParams", "invoice_settings", "InvoiceSettingsParams", v)
        )
        self.metadata = (
            {
                vk: vi if type(vi) is str else mismatch(mismatches, "CustomerUpdateParams", "metadata{}", "string", vi)
                for vk, vi in v.items()
            }
            if type(v := get("metadata", UNSET)) is dict
            else v
            if v == "" or v is UNSET
            else mismatch(mismatches, "CustomerUpdateParams", "metadata", "'' | object", v)
        )
        self.name = (
            v
            if type(v := get("name", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "CustomerUpdateParams", "name", "string", v)
        )
        self.next_invoice_sequence = (
            v
            if type(v := get("next_invoice_sequence", UNSET)) is int or v is UNSET
            else whole(mismatches, "CustomerUpdateParams", "next_invoice_sequence", "integer", v)
        )
        self.phone = (
            v
            if type(v := get("phone", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "CustomerUpdateParams", "phone", "string", v)
        )
        self.preferred_locales = (
            [
                vi
                if type(vi) is str
                else mismatch(mismatches, "CustomerUpdateParams", "preferred_locales[]", "string", vi)
                for vi in v
            ]
            if type(v := get("preferred_locales", UNSET)) is list
            else v
            if v is UNSET
            else mismatch(mismatches, "CustomerUpdateParams", "preferred_locales", "array", v)
        )
        self.shipping = (
            _models.CustomerShippingParams.from_dict(v, mismatches)
            if type(v := get("shipping", UNSET)) is dict
            else v
            if v == "" or v is UNSET
            else mismatch(mismatches, "CustomerUpdateParams", "shipping", "'' | CustomerShippingParams", v)
        )
        self.source = (
            v
            if type(v := get("source", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "CustomerUpdateParams", "source", "string", v)
        )
        self.tax = (
            _models.CustomerTaxParams.from_dict(v, mismatches)
            if type(v := get("tax", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "CustomerUpdateParams", "tax", "CustomerTaxParams", v)
        )
        self.tax_exempt = (
            v
            if (v := get("tax_exempt", UNSET)) == ""
            else member(_models.TaxExempt, v, mismatches, "CustomerUpdateParams", "tax_exempt")
            if type(v) is str
            else v
            if v is UNSET
            else mismatch(mismatches, "CustomerUpdateParams", "tax_exempt", "'' | TaxExempt", v)
        )
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
