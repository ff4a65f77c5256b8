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
        "line",
        "column",
    )
)


@_attrs_define
class GraphQLErrorLocationsItem(_Model):
    """GraphQLErrorLocationsItem"""

    line: int | Unset = UNSET
    column: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "line": self.line,
            "column": self.column,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.line = (
            v
            if type(v := get("line", UNSET)) is int or v is UNSET
            else whole(mismatches, "GraphQLErrorLocationsItem", "line", "integer", v)
        )
        self.column = (
            v
            if type(v := get("column", UNSET)) is int or v is UNSET
            else whole(mismatches, "GraphQLErrorLocationsItem", "column", "integer", v)
        )
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == (self.line is not UNSET) + (self.column is not UNSET)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
