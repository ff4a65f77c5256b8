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
    from .installment_plan import InstallmentPlan


@_attrs_define
class InstallmentOptions:
    """InstallmentOptions"""

    enabled: bool
    available_plans: list[InstallmentPlan] | None | Unset = UNSET
    plan: InstallmentPlan | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The model as JSON data."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "enabled": self.enabled,
            "available_plans": encode(self.available_plans),
            "plan": encode(self.plan),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        data = dict(src_dict)
        pop: Any = data.pop
        self = cls.__new__(cls)
        self.enabled = (
            v
            if type(v := pop("enabled", UNSET)) is bool
            else mismatch(mismatches, "InstallmentOptions", "enabled", "boolean", v)
        )
        self.available_plans = (
            [
                models.InstallmentPlan.from_dict(vi, mismatches)
                if type(vi) is dict
                else mismatch(mismatches, "InstallmentOptions", "available_plans[]", "InstallmentPlan", vi)
                for vi in v
            ]
            if type(v := pop("available_plans", UNSET)) is list
            else v
            if v is None or v is UNSET
            else mismatch(mismatches, "InstallmentOptions", "available_plans", "null | array", v)
        )
        self.plan = (
            models.InstallmentPlan.from_dict(v, mismatches)
            if type(v := pop("plan", UNSET)) is dict
            else v
            if v is None or v is UNSET
            else mismatch(mismatches, "InstallmentOptions", "plan", "null | InstallmentPlan", v)
        )
        self.additional_properties = data or {}
        return self
