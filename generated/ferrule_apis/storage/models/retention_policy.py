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
        "retentionPeriod",
        "effectiveTime",
        "isLocked",
    )
)


@_attrs_define
class RetentionPolicy(_Model):
    """Least time that objects are kept.

    Attributes:
        retention_period: Seconds. `retentionPeriod` on the wire.
        effective_time: Set by the server. `effectiveTime` on the wire.
        is_locked: Set by the server. `isLocked` on the wire.
    """

    retention_period: str | Unset = UNSET
    effective_time: datetime.datetime | Unset = UNSET
    is_locked: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "retentionPeriod": self.retention_period,
            "effectiveTime": UNSET if sent else encode(self.effective_time, sent),
            "isLocked": UNSET if sent else self.is_locked,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.retention_period = (
            v
            if type(v := get("retentionPeriod", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "RetentionPolicy", "retentionPeriod", "string", v)
        )
        self.effective_time = (
            date_time(v, mismatches, "RetentionPolicy", "effectiveTime")
            if type(v := get("effectiveTime", UNSET)) is str
            else v
            if v is UNSET
            else mismatch(mismatches, "RetentionPolicy", "effectiveTime", "date-time", v)
        )
        self.is_locked = (
            v
            if type(v := get("isLocked", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "RetentionPolicy", "isLocked", "boolean", v)
        )
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict)
            == (self.retention_period is not UNSET) + (self.effective_time is not UNSET) + (self.is_locked is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
