from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import whole
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

_KNOWN = frozenset(
    (
        "gt",
        "gte",
        "lt",
        "lte",
    )
)


@_attrs_define
class RangeQuery(_Model):
    """Bounds in seconds since the epoch; each is optional and all that are given must hold.

    Attributes:
        gt: Later than.
        gte: At or later than.
        lt: Earlier than.
        lte: At or earlier than.
    """

    gt: int | Unset = UNSET
    gte: int | Unset = UNSET
    lt: int | Unset = UNSET
    lte: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "gt": self.gt,
            "gte": self.gte,
            "lt": self.lt,
            "lte": self.lte,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.gt = (
            v
            if type(v := get("gt", UNSET)) is int or v is UNSET
            else whole(mismatches, "RangeQuery", "gt", "integer", v)
        )
        self.gte = (
            v
            if type(v := get("gte", UNSET)) is int or v is UNSET
            else whole(mismatches, "RangeQuery", "gte", "integer", v)
        )
        self.lt = (
            v
            if type(v := get("lt", UNSET)) is int or v is UNSET
            else whole(mismatches, "RangeQuery", "lt", "integer", v)
        )
        self.lte = (
            v
            if type(v := get("lte", UNSET)) is int or v is UNSET
            else whole(mismatches, "RangeQuery", "lte", "integer", v)
        )
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict)
            == (self.gt is not UNSET) + (self.gte is not UNSET) + (self.lt is not UNSET) + (self.lte is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
