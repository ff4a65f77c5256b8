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
        "address_line1_check",
        "address_postal_code_check",
        "cvc_check",
    )
)


@_attrs_define
class CardChecks(_Model):
    """Each check reads `pass`, `fail`, `unavailable` or `unchecked`."""

    address_line1_check: str | None | Unset = UNSET
    address_postal_code_check: str | None | Unset = UNSET
    cvc_check: str | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "address_line1_check": self.address_line1_check,
            "address_postal_code_check": self.address_postal_code_check,
            "cvc_check": self.cvc_check,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.address_line1_check = (
            v
            if type(v := get("address_line1_check", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "CardChecks", "address_line1_check", "string | null", v)
        )
        self.address_postal_code_check = (
            v
            if type(v := get("address_postal_code_check", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "CardChecks", "address_postal_code_check", "string | null", v)
        )
        self.cvc_check = (
            v
            if type(v := get("cvc_check", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "CardChecks", "cvc_check", "string | null", v)
        )
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict)
            == (self.address_line1_check is not UNSET)
            + (self.address_postal_code_check is not UNSET)
            + (self.cvc_check is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
