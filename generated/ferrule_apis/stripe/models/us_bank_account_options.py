from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import member, mismatch
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .financial_connections import FinancialConnections
    from .option_future_usage import OptionFutureUsage
    from .us_bank_account_options_params_verification_method import UsBankAccountOptionsParamsVerificationMethod

_KNOWN = frozenset(
    (
        "financial_connections",
        "setup_future_usage",
        "verification_method",
    )
)


@_attrs_define
class UsBankAccountOptions(_Model):
    """UsBankAccountOptions"""

    financial_connections: FinancialConnections | Unset = UNSET
    setup_future_usage: OptionFutureUsage | Unset = UNSET
    verification_method: UsBankAccountOptionsParamsVerificationMethod | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "financial_connections": encode(self.financial_connections, sent),
            "setup_future_usage": encode(self.setup_future_usage, sent),
            "verification_method": encode(self.verification_method, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.financial_connections = (
            _models.FinancialConnections.from_dict(v, mismatches)
            if type(v := get("financial_connections", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "UsBankAccountOptions", "financial_connections", "FinancialConnections", v)
        )
        self.setup_future_usage = (
            member(_models.OptionFutureUsage, v, mismatches, "UsBankAccountOptions", "setup_future_usage")
            if type(v := get("setup_future_usage", UNSET)) is str
            else v
            if v is UNSET
            else mismatch(mismatches, "UsBankAccountOptions", "setup_future_usage", "OptionFutureUsage", v)
        )
        self.verification_method = (
            member(
                _models.UsBankAccountOptionsParamsVerificationMethod,
                v,
                mismatches,
                "UsBankAccountOptions",
                "verification_method",
            )
            if type(v := get("verification_method", UNSET)) is str
            else v
            if v is UNSET
            else mismatch(
                mismatches,
                "UsBankAccountOptions",
                "verification_method",
                "UsBankAccountOptionsParamsVerificationMethod",
                v,
            )
        )
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict)
            == (self.financial_connections is not UNSET)
            + (self.setup_future_usage is not UNSET)
            + (self.verification_method is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
