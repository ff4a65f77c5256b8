from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import mismatch
from ..types import UNSET, Mismatch


@_attrs_define
class IssueDependenciesSummary:
    """IssueDependenciesSummary"""

    blocked_by: int
    blocking: int
    total_blocked_by: int
    total_blocking: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The model as JSON data."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "blocked_by": self.blocked_by,
            "blocking": self.blocking,
            "total_blocked_by": self.total_blocked_by,
            "total_blocking": self.total_blocking,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        data = dict(src_dict)
        pop: Any = data.pop
        self = cls.__new__(cls)
        self.blocked_by = (
            v
            if type(v := pop("blocked_by", UNSET)) is int
            else mismatch(mismatches, "IssueDependenciesSummary", "blocked_by", "integer", v)
        )
        self.blocking = (
            v
            if type(v := pop("blocking", UNSET)) is int
            else mismatch(mismatches, "IssueDependenciesSummary", "blocking", "integer", v)
        )
        self.total_blocked_by = (
            v
            if type(v := pop("total_blocked_by", UNSET)) is int
            else mismatch(mismatches, "IssueDependenciesSummary", "total_blocked_by", "integer", v)
        )
        self.total_blocking = (
            v
            if type(v := pop("total_blocking", UNSET)) is int
            else mismatch(mismatches, "IssueDependenciesSummary", "total_blocking", "integer", v)
        )
        self.additional_properties = data or {}
        return self
