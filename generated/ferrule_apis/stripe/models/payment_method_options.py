from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import mismatch
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .card_options import CardOptions
    from .card_present_options import CardPresentOptions
    from .klarna_options import KlarnaOptions
    from .link_options import LinkOptions
    from .sepa_debit_options import SepaDebitOptions
    from .us_bank_account_options import UsBankAccountOptions

_KNOWN = frozenset(
    (
        "card",
        "card_present",
        "klarna",
        "link",
        "sepa_debit",
        "us_bank_account",
    )
)


@_attrs_define
class PaymentMethodOptions(_Model):
    """Settings by kind of payment method; those without a property here arrive as further properties."""

    card: CardOptions | Unset = UNSET
    card_present: CardPresentOptions | Unset = UNSET
    klarna: KlarnaOptions | Unset = UNSET
    link: LinkOptions | Unset = UNSET
    sepa_debit: SepaDebitOptions | Unset = UNSET
    us_bank_account: UsBankAccountOptions | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "card": encode(self.card, sent),
            "card_present": encode(self.card_present, sent),
            "klarna": encode(self.klarna, sent),
            "link": encode(self.link, sent),
            "sepa_debit": encode(self.sepa_debit, sent),
            "us_bank_account": encode(self.us_bank_account, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.card = (
            _models.CardOptions.from_dict(v, mismatches)
            if type(v := get("card", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "PaymentMethodOptions", "card", "CardOptions", v)
        )
        self.card_present = (
            _models.CardPresentOptions.from_dict(v, mismatches)
            if type(v := get("card_present", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "PaymentMethodOptions", "card_present", "CardPresentOptions", v)
        )
        self.klarna = (
            _models.KlarnaOptions.from_dict(v, mismatches)
            if type(v := get("klarna", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "PaymentMethodOptions", "klarna", "KlarnaOptions", v)
        )
        self.link = (
            _models.LinkOptions.from_dict(v, mismatches)
            if type(v := get("link", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "PaymentMethodOptions", "link", "LinkOptions", v)
        )
        self.sepa_debit = (
            _models.SepaDebitOptions.from_dict(v, mismatches)
            if type(v := get("sepa_debit", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "PaymentMethodOptions", "sepa_debit", "SepaDebitOptions", v)
        )
        self.us_bank_account = (
            _models.UsBankAccountOptions.from_dict(v, mismatches)
            if type(v := get("us_bank_account", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "PaymentMethodOptions", "us_bank_account", "UsBankAccountOptions", v)
        )
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
