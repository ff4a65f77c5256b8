from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models
from .._decode import member, mismatch
from .._encode import encode
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .card_mandate_options_params_amount_type import CardMandateOptionsParamsAmountType
    from .card_mandate_options_params_interval import CardMandateOptionsParamsInterval


@_attrs_define
class CardMandateOptions:
    """CardMandateOptions"""

    amount: int
    amount_type: CardMandateOptionsParamsAmountType
    interval: CardMandateOptionsParamsInterval
    reference: str
    start_date: int
    description: str | None | Unset = UNSET
    end_date: int | None | Unset = UNSET
    interval_count: int | None | Unset = UNSET
    supported_types: list[Literal["india"]] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The model as JSON data."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "amount": self.amount,
            "amount_type": encode(self.amount_type),
            "interval": encode(self.interval),
            "reference": self.reference,
            "start_date": self.start_date,
            "description": self.description,
            "end_date": self.end_date,
            "interval_count": self.interval_count,
            "supported_types": encode(self.supported_types),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        data = dict(src_dict)
        pop: Any = data.pop
        self = cls.__new__(cls)
        self.amount = (
            v
            if type(v := pop("amount", UNSET)) is int
            else mismatch(mismatches, "CardMandateOptions", "amount", "integer", v)
        )
        self.amount_type = (
            member(models.CardMandateOptionsParamsAmountType, v, mismatches, "CardMandateOptions", "amount_type")
            if type(v := pop("amount_type", UNSET)) is str
            else mismatch(mismatches, "CardMandateOptions", "amount_type", "CardMandateOptionsParamsAmountType", v)
        )
        self.interval = (
            member(models.CardMandateOptionsParamsInterval, v, mismatches, "CardMandateOptions", "interval")
            if type(v := pop("interval", UNSET)) is str
            else mismatch(mismatches, "CardMandateOptions", "interval", "CardMandateOptionsParamsInterval", v)
        )
        self.reference = (
            v
            if type(v := pop("reference", UNSET)) is str
            else mismatch(mismatches, "CardMandateOptions", "reference", "string", v)
        )
        self.start_date = (
            v
            if type(v := pop("start_date", UNSET)) is int
            else mismatch(mismatches, "CardMandateOptions", "start_date", "integer", v)
        )
        self.description = (
            v
            if type(v := pop("description", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "CardMandateOptions", "description", "string | null", v)
        )
        self.end_date = (
            v
            if type(v := pop("end_date", UNSET)) is int or v is None or v is UNSET
            else mismatch(mismatches, "CardMandateOptions", "end_date", "integer | null", v)
        )
        self.interval_count = (
            v
            if type(v := pop("interval_count", UNSET)) is int or v is None or v is UNSET
            else mismatch(mismatches, "CardMandateOptions", "interval_count", "integer | null", v)
        )
        self.supported_types = (
            [
                vi if vi == "india" else mismatch(mismatches, "CardMandateOptions", "supported_types[]", "'india'", vi)
                for vi in v
            ]
            if type(v := pop("supported_types", UNSET)) is list
            else v
            if v is None or v is UNSET
            else mismatch(mismatches, "CardMandateOptions", "supported_types", "null | array", v)
        )
        self.additional_properties = data or {}
        return self
