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
    from .cash_balance_settings_params_reconciliation_mode import CashBalanceSettingsParamsReconciliationMode

_KNOWN = frozenset(("reconciliation_mode",))


@_attrs_define
class CashBalanceSettingsParams(_Model):
    """CashBalanceSettingsParams

    Attributes:
        reconciliation_mode: How incoming bank transfers are matched with open payments.
    """

    reconciliation_mode: CashBalanceSettingsParamsReconciliationMode | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "reconciliation_mode": encode(self.reconciliation_mode, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.reconciliation_mode = (
            member(
                _models.CashBalanceSettingsParamsReconciliationMode,
                v,
                mismatches,
                "CashBalanceSettingsParams",
                "reconciliation_mode",
            )
            if type(v := get("reconciliation_mode", UNSET)) is str
            else v
            if v is UNSET
            else mismatch(
                mismatches,
                "CashBalanceSettingsParams",
                "reconciliation_mode",
                "CashBalanceSettingsParamsReconciliationMode",
                v,
            )
        )
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == (self.reconciliation_mode is not UNSET)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
