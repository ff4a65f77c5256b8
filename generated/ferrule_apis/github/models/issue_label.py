from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import mismatch, whole
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

_KNOWN = frozenset(
    (
        "id",
        "node_id",
        "url",
        "name",
        "description",
        "color",
        "default",
    )
)


@_attrs_define
class IssueLabel(_Model):
    """IssueLabel

    Attributes:
        color: Six hex digits.
    """

    id: int | Unset = UNSET
    node_id: str | Unset = UNSET
    url: str | Unset = UNSET
    name: str | Unset = UNSET
    description: str | None | Unset = UNSET
    color: str | None | Unset = UNSET
    default: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "id": self.id,
            "node_id": self.node_id,
            "url": self.url,
            "name": self.name,
            "description": self.description,
            "color": self.color,
            "default": self.default,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.id = (
            v
            if type(v := get("id", UNSET)) is int or v is UNSET
            else whole(mismatches, "IssueLabel", "id", "integer", v)
        )
        self.node_id = (
            v
            if type(v := get("node_id", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "IssueLabel", "node_id", "string", v)
        )
        self.url = (
            v
            if type(v := get("url", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "IssueLabel", "url", "string", v)
        )
        self.name = (
            v
            if type(v := get("name", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "IssueLabel", "name", "string", v)
        )
        self.description = (
            v
            if type(v := get("description", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "IssueLabel", "description", "string | null", v)
        )
        self.color = (
            v
            if type(v := get("color", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "IssueLabel", "color", "string | null", v)
        )
        self.default = (
            v
            if type(v := get("default", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "IssueLabel", "default", "boolean", v)
        )
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
