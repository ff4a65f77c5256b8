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
    from .us_bank_account_params_account_holder_type import UsBankAccountParamsAccountHolderType
    from .us_bank_account_params_account_type import UsBankAccountParamsAccountType

_KNOWN = frozenset(
    (
        "account_holder_type",
        "account_type",
        "bank_name",
        "fingerprint",
        "last4",
        "routing_number",
    )
)


@_attrs_define
class ChargeUsBankAccount(_Model):
    """ChargeUsBankAccount"""

    account_holder_type: UsBankAccountParamsAccountHolderType | None | Unset = UNSET
    account_type: UsBankAccountParamsAccountType | None | Unset = UNSET
    bank_name: str | None | Unset = UNSET
    fingerprint: str | None | Unset = UNSET
    last4: str | None | Unset = UNSET
    routing_number: str | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "account_holder_type": encode(self.account_holder_type, sent),
            "account_type": encode(self.account_type, sent),
            "bank_name": self.bank_name,
            "fingerprint": self.fingerprint,
            "last4": self.last4,
            "routing_number": self.routing_number,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.account_holder_type = (
            member(
                _models.UsBankAccountParamsAccountHolderType,
                v,
                mismatches,
                "ChargeUsBankAccount",
                "account_holder_type",
            )
            if type(v := get("account_holder_type", UNSET)) is str
            else v
            if v is None or v is UNSET
            else mismatch(
                mismatches,
                "ChargeUsBankAccount",
                "account_holder_type",
                "null | UsBankAccountParamsAccountHolderType",
                v,
            )
        )
        self.account_type = (
            member(_models.UsBankAccountParamsAccountType, v, mismatches, "ChargeUsBankAccount", "account_type")
            if type(v := get("account_type", UNSET)) is str
            else v
            if v is None or v is UNSET
            else mismatch(mismatches, "ChargeUsBankAccount", "account_type", "null | UsBankAccountParamsAccountType", v)
        )
        self.bank_name = (
            v
            if type(v := get("bank_name", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "ChargeUsBankAccount", "bank_name", "string | null", v)
        )
        self.fingerprint = (
            v
            if type(v := get("fingerprint", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "ChargeUsBankAccount", "fingerprint", "string | null", v)
        )
        self.last4 = (
            v
            if type(v := get("last4", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "ChargeUsBankAccount", "last4", "string | null", v)
        )
        self.routing_number = (
            v
            if type(v := get("routing_number", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "ChargeUsBankAccount", "routing_number", "string | null", v)
        )
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
