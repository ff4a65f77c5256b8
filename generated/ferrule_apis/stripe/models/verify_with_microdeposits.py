from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import member, mismatch, whole
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .verify_with_microdeposits_microdeposit_type import VerifyWithMicrodepositsMicrodepositType

_KNOWN = frozenset(
    (
        "arrival_date",
        "hosted_verification_url",
        "microdeposit_type",
    )
)


@_attrs_define
class VerifyWithMicrodeposits(_Model):
    """VerifyWithMicrodeposits"""

    arrival_date: int
    hosted_verification_url: str
    microdeposit_type: VerifyWithMicrodepositsMicrodepositType | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "arrival_date": self.arrival_date,
            "hosted_verification_url": self.hosted_verification_url,
            "microdeposit_type": encode(self.microdeposit_type, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.arrival_date = (
                v
                if type(v := src_dict["arrival_date"]) is int
                else whole(mismatches, "VerifyWithMicrodeposits", "arrival_date", "integer", v)
            )
            self.hosted_verification_url = (
                v
                if type(v := src_dict["hosted_verification_url"]) is str
                else mismatch(mismatches, "VerifyWithMicrodeposits", "hosted_verification_url", "string", v)
            )
            self.microdeposit_type = (
                member(
                    _models.VerifyWithMicrodepositsMicrodepositType,
                    v,
                    mismatches,
                    "VerifyWithMicrodeposits",
                    "microdeposit_type",
                )
                if type(v := get("microdeposit_type", UNSET)) is str
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
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == 2 + (self.microdeposit_type is not UNSET)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
