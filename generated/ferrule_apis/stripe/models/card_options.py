from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import member, mismatch
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .card_mandate_options import CardMandateOptions
    from .card_network import CardNetwork
    from .card_options_request_three_d_secure import CardOptionsRequestThreeDSecure
    from .installment_options import InstallmentOptions
    from .option_future_usage import OptionFutureUsage

_KNOWN = frozenset(
    (
        "capture_method",
        "installments",
        "mandate_options",
        "network",
        "request_three_d_secure",
        "setup_future_usage",
        "statement_descriptor_suffix_kana",
        "statement_descriptor_suffix_kanji",
    )
)


@_attrs_define
class CardOptions(_Model):
    """CardOptions"""

    capture_method: Literal["manual"] | Unset = UNSET
    installments: InstallmentOptions | None | Unset = UNSET
    mandate_options: CardMandateOptions | None | Unset = UNSET
    network: CardNetwork | None | Unset = UNSET
    request_three_d_secure: CardOptionsRequestThreeDSecure | None | Unset = UNSET
    setup_future_usage: OptionFutureUsage | Unset = UNSET
    statement_descriptor_suffix_kana: str | Unset = UNSET
    statement_descriptor_suffix_kanji: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "capture_method": self.capture_method,
            "installments": encode(self.installments, sent),
            "mandate_options": encode(self.mandate_options, sent),
            "network": encode(self.network, sent),
            "request_three_d_secure": encode(self.request_three_d_secure, sent),
            "setup_future_usage": encode(self.setup_future_usage, sent),
            "statement_descriptor_suffix_kana": self.statement_descriptor_suffix_kana,
            "statement_descriptor_suffix_kanji": self.statement_descriptor_suffix_kanji,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.capture_method = (
            v
            if (v := get("capture_method", UNSET)) == "manual" or v is UNSET
            else mismatch(mismatches, "CardOptions", "capture_method", "'manual'", v)
        )
        self.installments = (
            _models.InstallmentOptions.from_dict(v, mismatches)
            if type(v := get("installments", UNSET)) is dict
            else v
            if v is None or v is UNSET
            else mismatch(mismatches, "CardOptions", "installments", "null | InstallmentOptions", v)
        )
        self.mandate_options = (
            _models.CardMandateOptions.from_dict(v, mismatches)
            if type(v := get("mandate_options", UNSET)) is dict
            else v
            if v is None or v is UNSET
            else mismatch(mismatches, "CardOptions", "mandate_options", "null | CardMandateOptions", v)
        )
        self.network = (
            member(_models.CardNetwork, v, mismatches, "CardOptions", "network")
            if type(v := get("network", UNSET)) is str
            else v
            if v is None or v is UNSET
            else mismatch(mismatches, "CardOptions", "network", "null | CardNetwork", v)
        )
        self.request_three_d_secure = (
            member(_models.CardOptionsRequestThreeDSecure, v, mismatches, "CardOptions", "request_three_d_secure")
            if type(v := get("request_three_d_secure", UNSET)) is str
            else v
            if v is None or v is UNSET
            else mismatch(
                mismatches, "CardOptions", "request_three_d_secure", "null | CardOptionsRequestThreeDSecure", v
            )
        )
        self.setup_future_usage = (
            member(_models.OptionFutureUsage, v, mismatches, "CardOptions", "setup_future_usage")
            if type(v := get("setup_future_usage", UNSET)) is str
            else v
            if v is UNSET
            else mismatch(mismatches, "CardOptions", "setup_future_usage", "OptionFutureUsage", v)
        )
        self.statement_descriptor_suffix_kana = (
            v
            if type(v := get("statement_descriptor_suffix_kana", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "CardOptions", "statement_descriptor_suffix_kana", "string", v)
        )
        self.statement_descriptor_suffix_kanji = (
            v
            if type(v := get("statement_descriptor_suffix_kanji", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "CardOptions", "statement_descriptor_suffix_kanji", "string", v)
        )
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
