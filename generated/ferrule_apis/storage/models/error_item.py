from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import mismatch
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

_KNOWN = frozenset(
    (
        "domain",
        "reason",
        "message",
        "locationType",
        "location",
    )
)


@_attrs_define
class ErrorItem(_Model):
    """ErrorItem

    Attributes:
        domain: Scope of the reason, as `global` or `usageLimits`.
        reason: The reason, as `notFound`, `conditionNotMet` or `rateLimitExceeded`.
        location_type: Where the fault is, as `header` or `parameter`. `locationType` on the wire.
        location: Name of the header or parameter.
    """

    domain: str | Unset = UNSET
    reason: str | Unset = UNSET
    message: str | Unset = UNSET
    location_type: str | Unset = UNSET
    location: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "domain": self.domain,
            "reason": self.reason,
            "message": self.message,
            "locationType": self.location_type,
            "location": self.location,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.domain = (
            v
            if type(v := get("domain", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "ErrorItem", "domain", "string", v)
        )
        self.reason = (
            v
            if type(v := get("reason", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "ErrorItem", "reason", "string", v)
        )
        self.message = (
            v
            if type(v := get("message", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "ErrorItem", "message", "string", v)
        )
        self.location_type = (
            v
            if type(v := get("locationType", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "ErrorItem", "locationType", "string", v)
        )
        self.location = (
            v
            if type(v := get("location", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "ErrorItem", "location", "string", v)
        )
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
