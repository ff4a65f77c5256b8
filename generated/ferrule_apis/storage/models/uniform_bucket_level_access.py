from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import date_time, mismatch
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

_KNOWN = frozenset(
    (
        "enabled",
        "lockedTime",
    )
)


@_attrs_define
class UniformBucketLevelAccess(_Model):
    """UniformBucketLevelAccess

    Attributes:
        enabled: Whether access is granted on the bucket alone, without access controls on objects.
        locked_time: Until when it may be turned off again. `lockedTime` on the wire.
    """

    enabled: bool | Unset = UNSET
    locked_time: datetime.datetime | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "enabled": self.enabled,
            "lockedTime": encode(self.locked_time, sent),
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
            else mismatch(mismatches, "UniformBucketLevelAccess", "enabled", "boolean", v)
        )
        self.locked_time = (
            date_time(v, mismatches, "UniformBucketLevelAccess", "lockedTime")
            if type(v := get("lockedTime", UNSET)) is str
            else v
            if v is UNSET
            else mismatch(mismatches, "UniformBucketLevelAccess", "lockedTime", "date-time", v)
        )
        self.additional_properties = {}
        if not (
            type(src_dict) is dict and len(src_dict) == (self.enabled is not UNSET) + (self.locked_time is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
