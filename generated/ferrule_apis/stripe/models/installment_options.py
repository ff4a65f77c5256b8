from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import mismatch
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .installment_plan import InstallmentPlan

_KNOWN = frozenset(
    (
        "enabled",
        "available_plans",
        "plan",
    )
)


@_attrs_define
class InstallmentOptions(_Model):
    """InstallmentOptions"""

    enabled: bool
    available_plans: list[InstallmentPlan] | None | Unset = UNSET
    plan: InstallmentPlan | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "enabled": self.enabled,
            "available_plans": encode(self.available_plans, sent),
            "plan": encode(self.plan, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.enabled = (
                v
                if type(v := src_dict["enabled"]) is bool
                else mismatch(mismatches, "InstallmentOptions", "enabled", "boolean", v)
            )
            self.available_plans = (
                [
                    _models.InstallmentPlan.from_dict(vi, mismatches)
                    if type(vi) is dict
                    else mismatch(mismatches, "InstallmentOptions", "available_plans[]", "InstallmentPlan", vi)
                    for vi in v
                ]
                if type(v := get("available_plans", UNSET)) is list
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "InstallmentOptions", "available_plans", "null | array", v)
            )
            self.plan = (
                _models.InstallmentPlan.from_dict(v, mismatches)
                if type(v := get("plan", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "InstallmentOptions", "plan", "null | InstallmentPlan", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict) == 1 + (self.available_plans is not UNSET) + (self.plan is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
