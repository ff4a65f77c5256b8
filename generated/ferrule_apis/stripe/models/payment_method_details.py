from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models
from .._decode import mismatch
from .._encode import encode
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .charge_card import ChargeCard
    from .charge_link import ChargeLink
    from .charge_sepa_debit import ChargeSepaDebit
    from .charge_us_bank_account import ChargeUsBankAccount


@_attrs_define
class PaymentMethodDetails:
    """The payment method as it stood when it was charged.

    Attributes:
        type_: `type` on the wire.
    """

    type_: str
    card: ChargeCard | Unset = UNSET
    link: ChargeLink | Unset = UNSET
    sepa_debit: ChargeSepaDebit | Unset = UNSET
    us_bank_account: ChargeUsBankAccount | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The model as JSON data."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "type": self.type_,
            "card": encode(self.card),
            "link": encode(self.link),
            "sepa_debit": encode(self.sepa_debit),
            "us_bank_account": encode(self.us_bank_account),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        data = dict(src_dict)
        pop: Any = data.pop
        self = cls.__new__(cls)
        self.type_ = (
            v
            if type(v := pop("type", UNSET)) is str
            else mismatch(mismatches, "PaymentMethodDetails", "type", "string", v)
        )
        self.card = (
            models.ChargeCard.from_dict(v, mismatches)
            if type(v := pop("card", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "PaymentMethodDetails", "card", "ChargeCard", v)
        )
        self.link = (
            models.ChargeLink.from_dict(v, mismatches)
            if type(v := pop("link", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "PaymentMethodDetails", "link", "ChargeLink", v)
        )
        self.sepa_debit = (
            models.ChargeSepaDebit.from_dict(v, mismatches)
            if type(v := pop("sepa_debit", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "PaymentMethodDetails", "sepa_debit", "ChargeSepaDebit", v)
        )
        self.us_bank_account = (
            models.ChargeUsBankAccount.from_dict(v, mismatches)
            if type(v := pop("us_bank_account", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "PaymentMethodDetails", "us_bank_account", "ChargeUsBankAccount", v)
        )
        self.additional_properties = data or {}
        return self
