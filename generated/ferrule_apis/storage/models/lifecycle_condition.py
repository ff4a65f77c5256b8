from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import day, mismatch, whole
from .._encode import encode, encode_date
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

_KNOWN = frozenset(
    (
        "age",
        "createdBefore",
        "customTimeBefore",
        "daysSinceCustomTime",
        "daysSinceNoncurrentTime",
        "isLive",
        "matchesPattern",
        "matchesPrefix",
        "matchesStorageClass",
        "matchesSuffix",
        "noncurrentTimeBefore",
        "numNewerVersions",
    )
)


@_attrs_define
class LifecycleCondition(_Model):
    """All that are given must hold.

    Attributes:
        age: Days since creation.
        created_before: `createdBefore` on the wire.
        custom_time_before: `customTimeBefore` on the wire.
        days_since_custom_time: `daysSinceCustomTime` on the wire.
        days_since_noncurrent_time: `daysSinceNoncurrentTime` on the wire.
        is_live: `isLive` on the wire.
        matches_pattern: `matchesPattern` on the wire.
        matches_prefix: `matchesPrefix` on the wire.
        matches_storage_class: `matchesStorageClass` on the wire.
        matches_suffix: `matchesSuffix` on the wire.
        noncurrent_time_before: `noncurrentTimeBefore` on the wire.
        num_newer_versions: `numNewerVersions` on the wire.
    """

    age: int | Unset = UNSET
    created_before: datetime.date | Unset = UNSET
    custom_time_before: datetime.date | Unset = UNSET
    days_since_custom_time: int | Unset = UNSET
    days_since_noncurrent_time: int | Unset = UNSET
    is_live: bool | Unset = UNSET
    matches_pattern: str | Unset = UNSET
    matches_prefix: list[str] | Unset = UNSET
    matches_storage_class: list[str] | Unset = UNSET
    matches_suffix: list[str] | Unset = UNSET
    noncurrent_time_before: datetime.date | Unset = UNSET
    num_newer_versions: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "age": self.age,
            "createdBefore": encode_date(self.created_before, sent),
            "customTimeBefore": encode_date(self.custom_time_before, sent),
            "daysSinceCustomTime": self.days_since_custom_time,
            "daysSinceNoncurrentTime": self.days_since_noncurrent_time,
            "isLive": self.is_live,
            "matchesPattern": self.matches_pattern,
            "matchesPrefix": encode(self.matches_prefix, sent),
            "matchesStorageClass": encode(self.matches_storage_class, sent),
            "matchesSuffix": encode(self.matches_suffix, sent),
            "noncurrentTimeBefore": encode_date(self.noncurrent_time_before, sent),
            "numNewerVersions": self.num_newer_versions,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.age = (
            v
            if type(v := get("age", UNSET)) is int or v is UNSET
            else whole(mismatches, "LifecycleCondition", "age", "integer", v)
        )
        self.created_before = (
            day(v, mismatches, "LifecycleCondition", "createdBefore")
            if type(v := get("createdBefore", UNSET)) is str
            else v
            if v is UNSET
            else mismatch(mismatches, "LifecycleCondition", "createdBefore", "date", v)
        )
        self.custom_time_before = (
            day(v, mismatches, "LifecycleCondition", "customTimeBefore")
            if type(v := get("customTimeBefore", UNSET)) is str
            else v
            if v is UNSET
            else mismatch(mismatches, "LifecycleCondition", "customTimeBefore", "date", v)
        )
        self.days_since_custom_time = (
            v
            if type(v := get("daysSinceCustomTime", UNSET)) is int or v is UNSET
            else whole(mismatches, "LifecycleCondition", "daysSinceCustomTime", "integer", v)
        )
        self.days_since_noncurrent_time = (
            v
            if type(v := get("daysSinceNoncurrentTime", UNSET)) is int or v is UNSET
            else whole(mismatches, "LifecycleCondition", "daysSinceNoncurrentTime", "integer", v)
        )
        self.is_live = (
            v
            if type(v := get("isLive", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "LifecycleCondition", "isLive", "boolean", v)
        )
        self.matches_pattern = (
            v
            if type(v := get("matchesPattern", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "LifecycleCondition", "matchesPattern", "string", v)
        )
        self.matches_prefix = (
            [
                vi if type(vi) is str else mismatch(mismatches, "LifecycleCondition", "matchesPrefix[]", "string", vi)
                for vi in v
            ]
            if type(v := get("matchesPrefix", UNSET)) is list
            else v
            if v is UNSET
            else mismatch(mismatches, "LifecycleCondition", "matchesPrefix", "array", v)
        )
        self.matches_storage_class = (
            [
                vi
                if type(vi) is str
                else mismatch(mismatches, "LifecycleCondition", "matchesStorageClass[]", "string", vi)
                for vi in v
            ]
            if type(v := get("matchesStorageClass", UNSET)) is list
            else v
            if v is UNSET
            else mismatch(mismatches, "LifecycleCondition", "matchesStorageClass", "array", v)
        )
        self.matches_suffix = (
            [
                vi if type(vi) is str else mismatch(mismatches, "LifecycleCondition", "matchesSuffix[]", "string", vi)
                for vi in v
            ]
            if type(v := get("matchesSuffix", UNSET)) is list
            else v
            if v is UNSET
            else mismatch(mismatches, "LifecycleCondition", "matchesSuffix", "array", v)
        )
        self.noncurrent_time_before = (
            day(v, mismatches, "LifecycleCondition", "noncurrentTimeBefore")
            if type(v := get("noncurrentTimeBefore", UNSET)) is str
            else v
            if v is UNSET
            else mismatch(mismatches, "LifecycleCondition", "noncurrentTimeBefore", "date", v)
        )
        self.num_newer_versions = (
            v
            if type(v := get("numNewerVersions", UNSET)) is int or v is UNSET
            else whole(mismatches, "LifecycleCondition", "numNewerVersions", "integer", v)
        )
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
