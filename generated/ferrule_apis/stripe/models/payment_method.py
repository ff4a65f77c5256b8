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
    from .bacs_debit import BacsDebit
    from .billing_details import BillingDetails
    from .customer import Customer
    from .payment_method_card import PaymentMethodCard
    from .payment_method_link import PaymentMethodLink
    from .payment_method_sepa_debit import PaymentMethodSepaDebit
    from .payment_method_type import PaymentMethodType
    from .payment_method_us_bank_account import PaymentMethodUsBankAccount

_KNOWN = frozenset(
    (
        "billing_details",
        "created",
        "id",
        "livemode",
        "object",
        "type",
        "bacs_debit",
        "card",
        "customer",
        "link",
        "metadata",
        "sepa_debit",
        "us_bank_account",
    )
)


@_attrs_define
class PaymentMethod(_Model):
    """A way to pay. The property named like `type` holds its details.

    Attributes:
        object_: `object` on the wire.
        type_: `type` on the wire.
    """

    billing_details: BillingDetails
    created: int
    id: str
    livemode: bool
    type_: PaymentMethodType
    object_: Literal["payment_method"] = "payment_method"
    bacs_debit: BacsDebit | Unset = UNSET
    card: PaymentMethodCard | Unset = UNSET
    customer: str | Customer | None | Unset = UNSET
    link: PaymentMethodLink | Unset = UNSET
    metadata: dict[str, str] | None | Unset = UNSET
    sepa_debit: PaymentMethodSepaDebit | Unset = UNSET
    us_bank_account: PaymentMethodUsBankAccount | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "billing_details": encode(self.billing_details, sent),
            "created": self.created,
            "id": self.id,
            "livemode": self.livemode,
            "type": encode(self.type_, sent),
            "object": self.object_,
            "bacs_debit": encode(self.bacs_debit, sent),
            "card": encode(self.card, sent),
            "customer": encode(self.customer, sent),
            "link": encode(self.link, sent),
            "metadata": encode(self.metadata, sent),
            "sepa_debit": encode(self.sepa_debit, sent),
            "us_bank_account": encode(self.us_bank_account, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.billing_details = (
                _models.BillingDetails.from_dict(v, mismatches)
                if type(v := src_dict["billing_details"]) is dict
                else mismatch(mismatches, "PaymentMethod", "billing_details", "BillingDetails", v)
            )
            self.created = (
                v
                if type(v := src_dict["created"]) is int
                else whole(mismatches, "PaymentMethod", "created", "integer", v)
            )
            self.id = (
                v if type(v := src_dict["id"]) is str else mismatch(mismatches, "PaymentMethod", "id", "string", v)
            )
            self.livemode = (
                v
                if type(v := src_dict["livemode"]) is bool
                else mismatch(mismatches, "PaymentMethod", "livemode", "boolean", v)
            )
            self.type_ = (
                member(_models.PaymentMethodType, v, mismatches, "PaymentMethod", "type")
                if type(v := src_dict["type"]) is str
                else mismatch(mismatches, "PaymentMethod", "type", "PaymentMethodType", v)
            )
            self.object_ = (
                v
                if (v := src_dict["object"]) == "payment_method"
                else mismatch(mismatches, "PaymentMethod", "object", "'payment_method'", v)
            )
            self.bacs_debit = (
                _models.BacsDebit.from_dict(v, mismatches)
                if type(v := get("bacs_debit", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "PaymentMethod", "bacs_debit", "BacsDebit", v)
            )
            self.card = (
                _models.PaymentMethodCard.from_dict(v, mismatches)
                if type(v := get("card", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "PaymentMethod", "card", "PaymentMethodCard", v)
            )
            self.customer = (
                _models.Customer.from_dict(v, mismatches)
                if type(v := get("customer", UNSET)) is dict
                else v
                if type(v) is str or v is None or v is UNSET
                else mismatch(mismatches, "PaymentMethod", "customer", "string | null | Customer", v)
            )
            self.link = (
                _models.PaymentMethodLink.from_dict(v, mismatches)
                if type(v := get("link", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "PaymentMethod", "link", "PaymentMethodLink", v)
            )
            self.metadata = (
                {
                    vk: vi if type(vi) is str else mismatch(mismatches, "PaymentMethod", "metadata{}", "string", vi)
                    for vk, vi in v.items()
                }
                if type(v := get("metadata", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "PaymentMethod", "metadata", "null | object", v)
            )
            self.sepa_debit = (
                _models.PaymentMethodSepaDebit.from_dict(v, mismatches)
                if type(v := get("sepa_debit", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "PaymentMethod", "sepa_debit", "PaymentMethodSepaDebit", v)
            )
            self.us_bank_account = (
                _models.PaymentMethodUsBankAccount.from_dict(v, mismatches)
                if type(v := get("us_bank_account", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "PaymentMethod", "us_bank_account", "PaymentMethodUsBankAccount", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
