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
    from .card_mandate_options_params import CardMandateOptionsParams
    from .card_network import CardNetwork
    from .card_options_params_request_three_d_secure import CardOptionsParamsRequestThreeDSecure
    from .installments_params import InstallmentsParams
    from .option_future_usage import OptionFutureUsage

_KNOWN = frozenset(
    (
        "capture_method",
        "cvc_token",
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
class CardOptionsParams(_Model):
    """CardOptionsParams

    Attributes:
        cvc_token: Token for the security code, `cvctok_…`.
        request_three_d_secure: Whether the customer is asked to authenticate more often than rules and law
            demand.
        statement_descriptor_suffix_kana: Suffix in katakana, for cards issued in Japan.
        statement_descriptor_suffix_kanji: Suffix in kanji, for cards issued in Japan.
    """

    capture_method: Literal["manual", ""] | Unset = UNSET
    cvc_token: str | Unset = UNSET
    installments: InstallmentsParams | Unset = UNSET
    mandate_options: CardMandateOptionsParams | Unset = UNSET
    network: CardNetwork | Unset = UNSET
    request_three_d_secure: CardOptionsParamsRequestThreeDSecure | Unset = UNSET
    setup_future_usage: OptionFutureUsage | Literal[""] | Unset = UNSET
    statement_descriptor_suffix_kana: str | Literal[""] | Unset = UNSET
    statement_descriptor_suffix_kanji: str | Literal[""] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "capture_method": self.capture_method,
            "cvc_token": self.cvc_token,
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
            if (v := get("capture_method", UNSET)) in ("manual", "") or v is UNSET
            else mismatch(mismatches, "CardOptionsParams", "capture_method", "'manual' | ''", v)
        )
        self.cvc_token = (
            v
            if type(v := get("cvc_token", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "CardOptionsParams", "cvc_token", "string", v)
        )
        self.installments = (
            _models.InstallmentsParams.from_dict(v, mismatches)
            if type(v := get("installments", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "CardOptionsParams", "installments", "InstallmentsParams", v)
        )
        self.mandate_options = (
            _models.CardMandateOptionsParams.from_dict(v, mismatches)
            if type(v := get("mandate_options", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "CardOptionsParams", "mandate_options", "CardMandateOptionsParams", v)
        )
        self.network = (
            member(_models.CardNetwork, v, mismatches, "CardOptionsParams", "network")
            if type(v := get("network", UNSET)) is str
            else v
            if v is UNSET
            else mismatch(mismatches, "CardOptionsParams", "network", "CardNetwork", v)
        )
        self.request_three_d_secure = (
            member(
                _models.CardOptionsParamsRequestThreeDSecure,
                v,
                mismatches,
                "CardOptionsParams",
                "request_three_d_secure",
            )
            if type(v := get("request_three_d_secure", UNSET)) is str
            else v
            if v is UNSET
            else mismatch(
                mismatches, "CardOptionsParams", "request_three_d_secure", "CardOptionsParamsRequestThreeDSecure", v
            )
        )
        self.setup_future_usage = (
            v
            if (v := get("setup_future_usage", UNSET)) == ""
            else member(_models.OptionFutureUsage, v, mismatches, "CardOptionsParams", "setup_future_usage")
            if type(v) is str
            else v
            if v is UNSET
            else mismatch(mismatches, "CardOptionsParams", "setup_future_usage", "'' | OptionFutureUsage", v)
        )
        self.statement_descriptor_suffix_kana = (
            v
            if type(v := get("statement_descriptor_suffix_kana", UNSET)) is str or v == "" or v is UNSET
            else mismatch(mismatches, "CardOptionsParams", "statement_descriptor_suffix_kana", "string | ''", v)
        )
        self.statement_descriptor_suffix_kanji = (
            v
            if type(v := get("statement_descriptor_suffix_kanji", UNSET)) is str or v == "" or v is UNSET
            else mismatch(mismatches, "CardOptionsParams", "statement_descriptor_suffix_kanji", "string | ''", v)
        )
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
