from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import mismatch
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

_KNOWN = frozenset(
    (
        "bank_code",
        "branch_code",
        "country",
        "fingerprint",
        "last4",
        "mandate",
    )
)


@_attrs_define
class ChargeSepaDebit(_Model):
    """ChargeSepaDebit"""

    bank_code: str | None | Unset = UNSET
    branch_code: str | None | Unset = UNSET
    country: str | None | Unset = UNSET
    fingerprint: str | None | Unset = UNSET
    last4: str | None | Unset = UNSET
    mandate: str | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "bank_code": self.bank_code,
            "branch_code": self.branch_code,
            "country": self.country,
            "fingerprint": self.fingerprint,
            "last4": self.last4,
            "mandate": self.mandate,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.bank_code = (
            v
            if type(v := get("bank_code", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "ChargeSepaDebit", "bank_code", "string | null", v)
        )
        self.branch_code = (
            v
            if type(v := get("branch_code", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "ChargeSepaDebit", "branch_code", "string | null", v)
        )
        self.country = (
            v
            if type(v := get("country", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "ChargeSepaDebit", "country", "string | null", v)
        )
        self.fingerprint = (
            v
            if type(v := get("fingerprint", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "ChargeSepaDebit", "fingerprint", "string | null", v)
        )
        self.last4 = (
            v
            if type(v := get("last4", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "ChargeSepaDebit", "last4", "string | null", v)
        )
        self.mandate = (
            v
            if type(v := get("mandate", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "ChargeSepaDebit", "mandate", "string | null", v)
        )
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
