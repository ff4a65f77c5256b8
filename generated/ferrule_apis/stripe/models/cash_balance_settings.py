from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models
from .._decode import member, mismatch
from .._encode import encode
from ..types import UNSET, Mismatch

if TYPE_CHECKING:
    from .cash_balance_settings_reconciliation_mode import CashBalanceSettingsReconciliationMode


@_attrs_define
class CashBalanceSettings:
    """CashBalanceSettings"""

    reconciliation_mode: CashBalanceSettingsReconciliationMode
    using_merchant_default: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The model as JSON data."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "reconciliation_mode": encode(self.reconciliation_mode),
            "using_merchant_default": self.using_merchant_default,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        data = dict(src_dict)
        pop: Any = data.pop
        self = cls.__new__(cls)
        self.reconciliation_mode = (
            member(
                models.CashBalanceSettingsReconciliationMode,
                v,
                mismatches,
                "CashBalanceSettings",
                "reconciliation_mode",
            )
            if type(v := pop("reconciliation_mode", UNSET)) is str
            else mismatch(
                mismatches, "CashBalanceSettings", "reconciliation_mode", "CashBalanceSettingsReconciliationMode", v
            )
        )
        self.using_merchant_default = (
            v
            if type(v := pop("using_merchant_default", UNSET)) is bool
            else mismatch(mismatches, "CashBalanceSettings", "using_merchant_default", "boolean", v)
        )
        self.additional_properties = data or {}
        return self
