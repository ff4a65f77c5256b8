from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import mismatch
from ..types import UNSET, Mismatch


@_attrs_define
class RateLimit:
    """RateLimit

    Attributes:
        reset: When the window ends, in seconds since 1970-01-01 UTC.
    """

    limit: int
    remaining: int
    reset: int
    used: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The model as JSON data."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "limit": self.limit,
            "remaining": self.remaining,
            "reset": self.reset,
            "used": self.used,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        data = dict(src_dict)
        pop: Any = data.pop
        self = cls.__new__(cls)
        self.limit = (
            v if type(v := pop("limit", UNSET)) is int else mismatch(mismatches, "RateLimit", "limit", "integer", v)
        )
        self.remaining = (
            v
            if type(v := pop("remaining", UNSET)) is int
            else mismatch(mismatches, "RateLimit", "remaining", "integer", v)
        )
        self.reset = (
            v if type(v := pop("reset", UNSET)) is int else mismatch(mismatches, "RateLimit", "reset", "integer", v)
        )
        self.used = (
            v if type(v := pop("used", UNSET)) is int else mismatch(mismatches, "RateLimit", "used", "integer", v)
        )
        self.additional_properties = data or {}
        return self
