from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import mismatch
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .lifecycle_action import LifecycleAction
    from .lifecycle_condition import LifecycleCondition

_KNOWN = frozenset(
    (
        "action",
        "condition",
    )
)


@_attrs_define
class LifecycleRule(_Model):
    """LifecycleRule"""

    action: LifecycleAction | Unset = UNSET
    condition: LifecycleCondition | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "action": encode(self.action, sent),
            "condition": encode(self.condition, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.action = (
            _models.LifecycleAction.from_dict(v, mismatches)
            if type(v := get("action", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "LifecycleRule", "action", "LifecycleAction", v)
        )
        self.condition = (
            _models.LifecycleCondition.from_dict(v, mismatches)
            if type(v := get("condition", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "LifecycleRule", "condition", "LifecycleCondition", v)
        )
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == (self.action is not UNSET) + (self.condition is not UNSET)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
