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
    from .lifecycle_rule import LifecycleRule

_KNOWN = frozenset(("rule",))


@_attrs_define
class Lifecycle(_Model):
    """Lifecycle"""

    rule: list[LifecycleRule] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "rule": encode(self.rule, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.rule = (
            [
                _models.LifecycleRule.from_dict(vi, mismatches)
                if type(vi) is dict
                else mismatch(mismatches, "Lifecycle", "rule[]", "LifecycleRule", vi)
                for vi in v
            ]
            if type(v := get("rule", UNSET)) is list
            else v
            if v is UNSET
            else mismatch(mismatches, "Lifecycle", "rule", "array", v)
        )
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == (self.rule is not UNSET)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
