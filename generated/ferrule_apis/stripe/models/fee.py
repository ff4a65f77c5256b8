from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import mismatch
from ..types import UNSET, Mismatch, Unset


@_attrs_define
class Fee:
    """Fee

    Attributes:
        type_: `type` on the wire.
    """

    amount: int
    currency: str
    type_: str
    application: str | None | Unset = UNSET
    description: str | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The model as JSON data."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "amount": self.amount,
            "currency": self.currency,
            "type": self.type_,
            "application": self.application,
            "description": self.description,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        data = dict(src_dict)
        pop: Any = data.pop
        self = cls.__new__(cls)
        self.amount = (
            v if type(v := pop("amount", UNSET)) is int else mismatch(mismatches, "Fee", "amount", "integer", v)
        )
        self.currency = (
            v if type(v := pop("currency", UNSET)) is str else mismatch(mismatches, "Fee", "currency", "string", v)
        )
        self.type_ = v if type(v := pop("type", UNSET)) is str else mismatch(mismatches, "Fee", "type", "string", v)
        self.application = (
            v
            if type(v := pop("application", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "Fee", "application", "string | null", v)
        )
        self.description = (
            v
            if type(v := pop("description", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "Fee", "description", "string | null", v)
        )
        self.additional_properties = data or {}
        return self
