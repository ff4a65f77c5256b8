from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models
from .._decode import mismatch
from .._encode import encode
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .expanded_object import ExpandedObject


@_attrs_define
class TransferData:
    """TransferData"""

    destination: str | ExpandedObject
    amount: int | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The model as JSON data."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "destination": encode(self.destination),
            "amount": self.amount,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        data = dict(src_dict)
        pop: Any = data.pop
        self = cls.__new__(cls)
        self.destination = (
            models.ExpandedObject.from_dict(v, mismatches)
            if type(v := pop("destination", UNSET)) is dict
            else v
            if type(v) is str
            else mismatch(mismatches, "TransferData", "destination", "string | ExpandedObject", v)
        )
        self.amount = (
            v
            if type(v := pop("amount", UNSET)) is int or v is None or v is UNSET
            else mismatch(mismatches, "TransferData", "amount", "integer | null", v)
        )
        self.additional_properties = data or {}
        return self
