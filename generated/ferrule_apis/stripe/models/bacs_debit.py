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
        "fingerprint",
        "last4",
        "sort_code",
    )
)


@_attrs_define
class BacsDebit(_Model):
    """BacsDebit

    Attributes:
        fingerprint: Same for every use of one account.
    """

    fingerprint: str | None | Unset = UNSET
    last4: str | None | Unset = UNSET
    sort_code: str | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "fingerprint": self.fingerprint,
            "last4": self.last4,
            "sort_code": self.sort_code,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.fingerprint = (
            v
            if type(v := get("fingerprint", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "BacsDebit", "fingerprint", "string | null", v)
        )
        self.last4 = (
            v
            if type(v := get("last4", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "BacsDebit", "last4", "string | null", v)
        )
        self.sort_code = (
            v
            if type(v := get("sort_code", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "BacsDebit", "sort_code", "string | null", v)
        )
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict)
            == (self.fingerprint is not UNSET) + (self.last4 is not UNSET) + (self.sort_code is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
