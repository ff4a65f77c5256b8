from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import member, mismatch
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .acss_debit_params import AcssDebitParams
    from .au_becs_debit_params import AuBecsDebitParams
    from .bacs_debit_params import BacsDebitParams
    from .billing_details_params import BillingDetailsParams
    from .boleto_params import BoletoParams
    from .klarna_params import KlarnaParams
    from .payment_method_data_params_type import PaymentMethodDataParamsType
    from .radar_options_params import RadarOptionsParams
    from .sepa_debit_params import SepaDebitParams
    from .us_bank_account_params import UsBankAccountParams

_KNOWN = frozenset(
    (
        "type",
        "acss_debit",
        "au_becs_debit",
        "bacs_debit",
        "billing_details",
        "boleto",
        "klarna",
        "metadata",
        "radar_options",
        "sepa_debit",
        "us_bank_account",
    )
)


@_attrs_define
class PaymentMethodDataParams(_Model):
    """A payment method created for this payment alone. The property named like `type` carries its details; types
    without one here need none or are sent as further properties.

    Attributes:
        type_: `type` on the wire.
    """

    type_: PaymentMethodDataParamsType
    acss_debit: AcssDebitParams | Unset = UNSET
    au_becs_debit: AuBecsDebitParams | Unset = UNSET
    bacs_debit: BacsDebitParams | Unset = UNSET
    billing_details: BillingDetailsParams | Unset = UNSET
    boleto: BoletoParams | Unset = UNSET
    klarna: KlarnaParams | Unset = UNSET
    metadata: dict[str, str] | Unset = UNSET
    radar_options: RadarOptionsParams | Unset = UNSET
    sepa_debit: SepaDebitParams | Unset = UNSET
    us_bank_account: UsBankAccountParams | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "type": encode(self.type_, sent),
            "acss_debit": encode(self.acss_debit, sent),
            "au_becs_debit": encode(self.au_becs_debit, sent),
            "bacs_debit": encode(self.bacs_debit, sent),
            "billing_details": encode(self.billing_details, sent),
            "boleto": encode(self.boleto, sent),
            "klarna": encode(self.klarna, sent),
            "metadata": encode(self.metadata, sent),
            "radar_options": encode(self.radar_options, sent),
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
            self.type_ = (
                member(_models.PaymentMethodDataParamsType, v, mismatches, "PaymentMethodDataParams", "type")
                if type(v := src_dict["type"]) is str
                else mismatch(mismatches, "PaymentMethodDataParams", "type", "PaymentMethodDataParamsType", v)
            )
            self.acss_debit = (
                _models.AcssDebitParams.from_dict(v, mismatches)
                if type(v := get("acss_debit", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "PaymentMethodDataParams", "acss_debit", "AcssDebitParams", v)
            )
            self.au_becs_debit = (
                _models.AuBecsDebitParams.from_dict(v, mismatches)
                if type(v := get("au_becs_debit", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "PaymentMethodDataParams", "au_becs_debit", "AuBecsDebitParams", v)
            )
            self.bacs_debit = (
                _models.BacsDebitParams.from_dict(v, mismatches)
                if type(v := get("bacs_debit", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "PaymentMethodDataParams", "bacs_debit", "BacsDebitParams", v)
            )
            self.billing_details = (
                _models.BillingDetailsParams.from_dict(v, mismatches)
                if type(v := get("billing_details", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "PaymentMethodDataParams", "billing_details", "BillingDetailsParams", v)
            )
            self.boleto = (
                _models.BoletoParams.from_dict(v, mismatches)
                if type(v := get("boleto", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "PaymentMethodDataParams", "boleto", "BoletoParams", v)
            )
            self.klarna = (
                _models.KlarnaParams.from_dict(v, mismatches)
                if type(v := get("klarna", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "PaymentMethodDataParams", "klarna", "KlarnaParams", v)
            )
            self.metadata = (
                {
                    vk: vi
                    if type(vi) is str
                    else mismatch(mismatches, "PaymentMethodDataParams", "metadata{}", "string", vi)
                    for vk, vi in v.items()
                }
                if type(v := get("metadata", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "PaymentMethodDataParams", "metadata", "object", v)
            )
            self.radar_options = (
                _models.RadarOptionsParams.from_dict(v, mismatches)
                if type(v := get("radar_options", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "PaymentMethodDataParams", "radar_options", "RadarOptionsParams", v)
            )
            self.sepa_debit = (
                _models.SepaDebitParams.from_dict(v, mismatches)
                if type(v := get("sepa_debit", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "PaymentMethodDataParams", "sepa_debit", "SepaDebitParams", v)
            )
            self.us_bank_account = (
                _models.UsBankAccountParams.from_dict(v, mismatches)
                if type(v := get("us_bank_account", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "PaymentMethodDataParams", "us_bank_account", "UsBankAccountParams", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
