from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import mismatch
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .installment_plan_params import InstallmentPlanParams

_KNOWN = frozenset(
    (
        "enabled",
        "plan",
    )
)


@_attrs_define
class InstallmentsParams(_Model):
    """InstallmentsParams"""

    enabled: bool | Unset = UNSET
    plan: InstallmentPlanParams | Literal[""] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "enabled": self.enabled,
            "plan": encode(self.plan, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.enabled = (
            v
            if type(v := get("enabled", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "InstallmentsParams", "enabled", "boolean", v)
        )
        self.plan = (
            _models.InstallmentPlanParams.from_dict(v, mismatches)
            if type(v := get("plan", UNSET)) is dict
            else v
            if v == "" or v is UNSET
            else mismatch(mismatches, "InstallmentsParams", "plan", "'' | InstallmentPlanParams", v)
        )
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == (self.enabled is not UNSET) + (self.plan is not UNSET)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
