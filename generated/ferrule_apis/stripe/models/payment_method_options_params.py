from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import mismatch
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .card_options_params import CardOptionsParams
    from .card_present_options_params import CardPresentOptionsParams
    from .klarna_options_params import KlarnaOptionsParams
    from .link_options_params import LinkOptionsParams
    from .sepa_debit_options_params import SepaDebitOptionsParams
    from .us_bank_account_options_params import UsBankAccountOptionsParams

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
class PaymentMethodOptionsParams(_Model):
    """Settings that hold only if the customer pays with that kind of method."""

    card: CardOptionsParams | Literal[""] | Unset = UNSET
    card_present: CardPresentOptionsParams | Literal[""] | Unset = UNSET
    klarna: KlarnaOptionsParams | Literal[""] | Unset = UNSET
    link: LinkOptionsParams | Literal[""] | Unset = UNSET
    sepa_debit: SepaDebitOptionsParams | Literal[""] | Unset = UNSET
    us_bank_account: UsBankAccountOptionsParams | Literal[""] | Unset = UNSET
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
            _models.CardOptionsParams.from_dict(v, mismatches)
            if type(v := get("card", UNSET)) is dict
            else v
            if v == "" or v is UNSET
            else mismatch(mismatches, "PaymentMethodOptionsParams", "card", "'' | CardOptionsParams", v)
        )
        self.card_present = (
            _models.CardPresentOptionsParams.from_dict(v, mismatches)
            if type(v := get("card_present", UNSET)) is dict
            else v
            if v == "" or v is UNSET
            else mismatch(mismatches, "PaymentMethodOptionsParams", "card_present", "'' | CardPresentOptionsParams", v)
        )
        self.klarna = (
            _models.KlarnaOptionsParams.from_dict(v, mismatches)
            if type(v := get("klarna", UNSET)) is dict
            else v
            if v == "" or v is UNSET
            else mismatch(mismatches, "PaymentMethodOptionsParams", "klarna", "'' | KlarnaOptionsParams", v)
        )
        self.link = (
            _models.LinkOptionsParams.from_dict(v, mismatches)
            if type(v := get("link", UNSET)) is dict
            else v
            if v == "" or v is UNSET
            else mismatch(mismatches, "PaymentMethodOptionsParams", "link", "'' | LinkOptionsParams", v)
        )
        self.sepa_debit = (
            _models.SepaDebitOptionsParams.from_dict(v, mismatches)
            if type(v := get("sepa_debit", UNSET)) is dict
            else v
            if v == "" or v is UNSET
            else mismatch(mismatches, "PaymentMethodOptionsParams", "sepa_debit", "'' | SepaDebitOptionsParams", v)
        )
        self.us_bank_account = (
            _models.UsBankAccountOptionsParams.from_dict(v, mismatches)
            if type(v := get("us_bank_account", UNSET)) is dict
            else v
            if v == "" or v is UNSET
            else mismatch(
                mismatches, "PaymentMethodOptionsParams", "us_bank_account", "'' | UsBankAccountOptionsParams", v
            )
        )
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
