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
    from .refund_card_destination_type import RefundCardDestinationType


@_attrs_define
class RefundCardDestination:
    """RefundCardDestination

    Attributes:
        type_: `type` on the wire.
        reference: Number by which the customer's bank can trace the refund.
    """

    type_: RefundCardDestinationType
    reference: str | Unset = UNSET
    reference_status: str | Unset = UNSET
    reference_type: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The model as JSON data."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "type": encode(self.type_),
            "reference": self.reference,
            "reference_status": self.reference_status,
            "reference_type": self.reference_type,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        data = dict(src_dict)
        pop: Any = data.pop
        self = cls.__new__(cls)
        self.type_ = (
            member(models.RefundCardDestinationType, v, mismatches, "RefundCardDestination", "type")
            if type(v := pop("type", UNSET)) is str
            else mismatch(mismatches, "RefundCardDestination", "type", "RefundCardDestinationType", v)
        )
        self.reference = (
            v
            if type(v := pop("reference", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "RefundCardDestination", "reference", "string", v)
        )
        self.reference_status = (
            v
            if type(v := pop("reference_status", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "RefundCardDestination", "reference_status", "string", v)
        )
        self.reference_type = (
            v
            if type(v := pop("reference_type", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "RefundCardDestination", "reference_type", "string", v)
        )
        self.additional_properties = data or {}
        return self
