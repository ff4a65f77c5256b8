from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models
from .._decode import date_time, member, mismatch
from .._encode import encode
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .issue_type_color import IssueTypeColor


@_attrs_define
class IssueType:
    """A type the organization defined, such as Bug."""

    id: int
    node_id: str
    name: str
    description: str | None
    color: IssueTypeColor | None | Unset = UNSET
    created_at: datetime.datetime | Unset = UNSET
    updated_at: datetime.datetime | Unset = UNSET
    is_enabled: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The model as JSON data."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "id": self.id,
            "node_id": self.node_id,
            "name": self.name,
            "description": self.description,
            "color": encode(self.color),
            "created_at": encode(self.created_at),
            "updated_at": encode(self.updated_at),
            "is_enabled": self.is_enabled,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        data = dict(src_dict)
        pop: Any = data.pop
        self = cls.__new__(cls)
        self.id = v if type(v := pop("id", UNSET)) is int else mismatch(mismatches, "IssueType", "id", "integer", v)
        self.node_id = (
            v if type(v := pop("node_id", UNSET)) is str else mismatch(mismatches, "IssueType", "node_id", "string", v)
        )
        self.name = (
            v if type(v := pop("name", UNSET)) is str else mismatch(mismatches, "IssueType", "name", "string", v)
        )
        self.description = (
            v
            if type(v := pop("description", UNSET)) is str or v is None
            else mismatch(mismatches, "IssueType", "description", "string | null", v)
        )
        self.color = (
            member(models.IssueTypeColor, v, mismatches, "IssueType", "color")
            if type(v := pop("color", UNSET)) is str
            else v
            if v is None or v is UNSET
            else mismatch(mismatches, "IssueType", "color", "null | IssueTypeColor", v)
        )
        self.created_at = (
            date_time(v, mismatches, "IssueType", "created_at")
            if type(v := pop("created_at", UNSET)) is str
            else v
            if v is UNSET
            else mismatch(mismatches, "IssueType", "created_at", "date-time", v)
        )
        self.updated_at = (
            date_time(v, mismatches, "IssueType", "updated_at")
            if type(v := pop("updated_at", UNSET)) is str
            else v
            if v is UNSET
            else mismatch(mismatches, "IssueType", "updated_at", "date-time", v)
        )
        self.is_enabled = (
            v
            if type(v := pop("is_enabled", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "IssueType", "is_enabled", "boolean", v)
        )
        self.additional_properties = data or {}
        return self
