from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models
from .._decode import member, mismatch
from .._encode import encode
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .verify_with_microdeposits_microdeposit_type import VerifyWithMicrodepositsMicrodepositType


@_attrs_define
class VerifyWithMicrodeposits:
    """VerifyWithMicrodeposits"""

    arrival_date: int
    hosted_verification_url: str
    microdeposit_type: VerifyWithMicrodepositsMicrodepositType | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The model as JSON data."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "arrival_date": self.arrival_date,
            "hosted_verification_url": self.hosted_verification_url,
            "microdeposit_type": encode(self.microdeposit_type),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        data = dict(src_dict)
        pop: Any = data.pop
        self = cls.__new__(cls)
        self.arrival_date = (
            v
            if type(v := pop("arrival_date", UNSET)) is int
            else mismatch(mismatches, "VerifyWithMicrodeposits", "arrival_date", "integer", v)
        )
        self.hosted_verification_url = (
            v
            if type(v := pop("hosted_verification_url", UNSET)) is str
            else mismatch(mismatches, "VerifyWithMicrodeposits", "hosted_verification_url", "string", v)
        )
        self.microdeposit_type = (
            member(
                models.VerifyWithMicrodepositsMicrodepositType,
                v,
                mismatches,
                "VerifyWithMicrodeposits",
                "microdeposit_type",
            )
            if type(v := pop("microdeposit_type", UNSET)) is str
            else v
            if v is None or v is UNSET
            else mismatch(
                mismatches,
                "VerifyWithMicrodeposits",
                "microdeposit_type",
                "null | VerifyWithMicrodepositsMicrodepositType",
                v,
            )
        )
        self.additional_properties = data or {}
        return self
