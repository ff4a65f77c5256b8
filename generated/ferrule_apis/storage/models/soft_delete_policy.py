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
        "retentionDurationSeconds",
        "effectiveTime",
    )
)


@_attrs_define
class SoftDeletePolicy(_Model):
    """How long deleted objects can be brought back.

    Attributes:
        retention_duration_seconds: `retentionDurationSeconds` on the wire.
        effective_time: Set by the server. `effectiveTime` on the wire.
    """

    retention_duration_seconds: str | Unset = UNSET
    effective_time: datetime.datetime | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "retentionDurationSeconds": self.retention_duration_seconds,
            "effectiveTime": UNSET if sent else encode(self.effective_time, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.retention_duration_seconds = (
            v
            if type(v := get("retentionDurationSeconds", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "SoftDeletePolicy", "retentionDurationSeconds", "string", v)
        )
        self.effective_time = (
            date_time(v, mismatches, "SoftDeletePolicy", "effectiveTime")
            if type(v := get("effectiveTime", UNSET)) is str
            else v
            if v is UNSET
            else mismatch(mismatches, "SoftDeletePolicy", "effectiveTime", "date-time", v)
        )
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict) == (self.retention_duration_seconds is not UNSET) + (self.effective_time is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
