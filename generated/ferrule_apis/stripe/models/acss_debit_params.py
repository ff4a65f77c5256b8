from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import mismatch
from .._decode import Incomplete as _Incomplete
from .._model import Model as _Model
from ..types import UNSET, Mismatch

_KNOWN = frozenset(
    (
        "account_number",
        "institution_number",
        "transit_number",
    )
)


@_attrs_define
class AcssDebitParams(_Model):
    """AcssDebitParams"""

    account_number: str
    institution_number: str
    transit_number: str
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "account_number": self.account_number,
            "institution_number": self.institution_number,
            "transit_number": self.transit_number,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.account_number = (
                v
                if type(v := src_dict["account_number"]) is str
                else mismatch(mismatches, "AcssDebitParams", "account_number", "string", v)
            )
            self.institution_number = (
                v
                if type(v := src_dict["institution_number"]) is str
                else mismatch(mismatches, "AcssDebitParams", "institution_number", "string", v)
            )
            self.transit_number = (
                v
                if type(v := src_dict["transit_number"]) is str
                else mismatch(mismatches, "AcssDebitParams", "transit_number", "string", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == 3):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
