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
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .refund_card_destination_type import RefundCardDestinationType

_KNOWN = frozenset(
    (
        "type",
        "reference",
        "reference_status",
        "reference_type",
    )
)


@_attrs_define
class RefundCardDestination(_Model):
    """RefundCardDestination

    Attributes:
        type_: `type` on the wire.
        reference: Number by which the customer's bank can trace the refund.
    """

    type_: RefundCardDestinationType
    reference: str | Unset = UNSET
    reference_status: str | Unset = UNSET
    reference_type: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "type": encode(self.type_, sent),
            "reference": self.reference,
            "reference_status": self.reference_status,
            "reference_type": self.reference_type,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.type_ = (
                member(_models.RefundCardDestinationType, v, mismatches, "RefundCardDestination", "type")
                if type(v := src_dict["type"]) is str
                else mismatch(mismatches, "RefundCardDestination", "type", "RefundCardDestinationType", v)
            )
            self.reference = (
                v
                if type(v := get("reference", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "RefundCardDestination", "reference", "string", v)
            )
            self.reference_status = (
                v
                if type(v := get("reference_status", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "RefundCardDestination", "reference_status", "string", v)
            )
            self.reference_type = (
                v
                if type(v := get("reference_type", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "RefundCardDestination", "reference_type", "string", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict)
            == 1
            + (self.reference is not UNSET)
            + (self.reference_status is not UNSET)
            + (self.reference_type is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
