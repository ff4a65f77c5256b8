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
from ..types import UNSET, Mismatch

if TYPE_CHECKING:
    from .cash_balance_settings_reconciliation_mode import CashBalanceSettingsReconciliationMode

_KNOWN = frozenset(
    (
        "reconciliation_mode",
        "using_merchant_default",
    )
)


@_attrs_define
class CashBalanceSettings(_Model):
    """CashBalanceSettings"""

    reconciliation_mode: CashBalanceSettingsReconciliationMode
    using_merchant_default: bool
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "reconciliation_mode": encode(self.reconciliation_mode, sent),
            "using_merchant_default": self.using_merchant_default,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.reconciliation_mode = (
                member(
                    _models.CashBalanceSettingsReconciliationMode,
                    v,
                    mismatches,
                    "CashBalanceSettings",
                    "reconciliation_mode",
                )
                if type(v := src_dict["reconciliation_mode"]) is str
                else mismatch(
                    mismatches, "CashBalanceSettings", "reconciliation_mode", "CashBalanceSettingsReconciliationMode", v
                )
            )
            self.using_merchant_default = (
                v
                if type(v := src_dict["using_merchant_default"]) is bool
                else mismatch(mismatches, "CashBalanceSettings", "using_merchant_default", "boolean", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == 2):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
