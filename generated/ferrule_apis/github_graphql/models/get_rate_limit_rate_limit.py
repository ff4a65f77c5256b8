from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import date_time, mismatch, whole
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch

_KNOWN = frozenset(
    (
        "cost",
        "limit",
        "remaining",
        "resetAt",
        "used",
    )
)


@_attrs_define
class GetRateLimitRateLimit(_Model):
    """What is left of the caller's points.

    Attributes:
        cost: Points that this query costs.
        reset_at: `resetAt` on the wire.
    """

    cost: int
    limit: int
    remaining: int
    reset_at: datetime.datetime
    used: int
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "cost": self.cost,
            "limit": self.limit,
            "remaining": self.remaining,
            "resetAt": encode(self.reset_at, sent),
            "used": self.used,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.cost = (
                v
                if type(v := src_dict["cost"]) is int
                else whole(mismatches, "GetRateLimitRateLimit", "cost", "integer", v)
            )
            self.limit = (
                v
                if type(v := src_dict["limit"]) is int
                else whole(mismatches, "GetRateLimitRateLimit", "limit", "integer", v)
            )
            self.remaining = (
                v
                if type(v := src_dict["remaining"]) is int
                else whole(mismatches, "GetRateLimitRateLimit", "remaining", "integer", v)
            )
            self.reset_at = (
                date_time(v, mismatches, "GetRateLimitRateLimit", "resetAt")
                if type(v := src_dict["resetAt"]) is str
                else mismatch(mismatches, "GetRateLimitRateLimit", "resetAt", "date-time", v)
            )
            self.used = (
                v
                if type(v := src_dict["used"]) is int
                else whole(mismatches, "GetRateLimitRateLimit", "used", "integer", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == 5):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
