from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import member, mismatch, whole
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .installment_plan_params_type import InstallmentPlanParamsType

_KNOWN = frozenset(
    (
        "type",
        "count",
        "interval",
    )
)


@_attrs_define
class InstallmentPlanParams(_Model):
    """InstallmentPlanParams

    Attributes:
        type_: `type` on the wire.
        count: Number of payments; goes with `fixed_count`.
        interval: Goes with `fixed_count`.
    """

    type_: InstallmentPlanParamsType
    count: int | Unset = UNSET
    interval: Literal["month"] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "type": encode(self.type_, sent),
            "count": self.count,
            "interval": self.interval,
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
                member(_models.InstallmentPlanParamsType, v, mismatches, "InstallmentPlanParams", "type")
                if type(v := src_dict["type"]) is str
                else mismatch(mismatches, "InstallmentPlanParams", "type", "InstallmentPlanParamsType", v)
            )
            self.count = (
                v
                if type(v := get("count", UNSET)) is int or v is UNSET
                else whole(mismatches, "InstallmentPlanParams", "count", "integer", v)
            )
            self.interval = (
                v
                if (v := get("interval", UNSET)) == "month" or v is UNSET
                else mismatch(mismatches, "InstallmentPlanParams", "interval", "'month'", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (
            type(src_dict) is dict and len(src_dict) == 1 + (self.count is not UNSET) + (self.interval is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
