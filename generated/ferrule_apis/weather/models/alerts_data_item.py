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
        "event",
        "onset",
        "expires",
        "sender",
        "certainty",
        "severity",
        "headline",
        "description",
    )
)


@_attrs_define
class AlertsDataItem(_Model):
    """One official warning. Only its category is translated.

    Attributes:
        event: Category, as `Rain`.
        sender: Authority that gave the warning.
    """

    event: str | Unset = UNSET
    onset: datetime.datetime | Unset = UNSET
    expires: datetime.datetime | Unset = UNSET
    sender: str | Unset = UNSET
    certainty: str | Unset = UNSET
    severity: str | Unset = UNSET
    headline: str | Unset = UNSET
    description: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "event": self.event,
            "onset": encode(self.onset, sent),
            "expires": encode(self.expires, sent),
            "sender": self.sender,
            "certainty": self.certainty,
            "severity": self.severity,
            "headline": self.headline,
            "description": self.description,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.event = (
            v
            if type(v := get("event", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "AlertsDataItem", "event", "string", v)
        )
        self.onset = (
            date_time(v, mismatches, "AlertsDataItem", "onset")
            if type(v := get("onset", UNSET)) is str
            else v
            if v is UNSET
            else mismatch(mismatches, "AlertsDataItem", "onset", "date-time", v)
        )
        self.expires = (
            date_time(v, mismatches, "AlertsDataItem", "expires")
            if type(v := get("expires", UNSET)) is str
            else v
            if v is UNSET
            else mismatch(mismatches, "AlertsDataItem", "expires", "date-time", v)
        )
        self.sender = (
            v
            if type(v := get("sender", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "AlertsDataItem", "sender", "string", v)
        )
        self.certainty = (
            v
            if type(v := get("certainty", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "AlertsDataItem", "certainty", "string", v)
        )
        self.severity = (
            v
            if type(v := get("severity", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "AlertsDataItem", "severity", "string", v)
        )
        self.headline = (
            v
            if type(v := get("headline", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "AlertsDataItem", "headline", "string", v)
        )
        self.description = (
            v
            if type(v := get("description", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "AlertsDataItem", "description", "string", v)
        )
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
