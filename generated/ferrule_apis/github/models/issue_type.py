from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import date_time, member, mismatch, whole
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .issue_type_color import IssueTypeColor

_KNOWN = frozenset(
    (
        "id",
        "node_id",
        "name",
        "description",
        "color",
        "created_at",
        "updated_at",
        "is_enabled",
    )
)


@_attrs_define
class IssueType(_Model):
    """A type the organization defined, such as Bug."""

    id: int
    node_id: str
    name: str
    description: str | None
    color: IssueTypeColor | None | Unset = UNSET
    created_at: datetime.datetime | Unset = UNSET
    updated_at: datetime.datetime | Unset = UNSET
    is_enabled: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "id": self.id,
            "node_id": self.node_id,
            "name": self.name,
            "description": self.description,
            "color": encode(self.color, sent),
            "created_at": encode(self.created_at, sent),
            "updated_at": encode(self.updated_at, sent),
            "is_enabled": self.is_enabled,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.id = v if type(v := src_dict["id"]) is int else whole(mismatches, "IssueType", "id", "integer", v)
            self.node_id = (
                v
                if type(v := src_dict["node_id"]) is str
                else mismatch(mismatches, "IssueType", "node_id", "string", v)
            )
            self.name = (
                v if type(v := src_dict["name"]) is str else mismatch(mismatches, "IssueType", "name", "string", v)
            )
            self.description = (
                v
                if type(v := src_dict["description"]) is str or v is None
                else mismatch(mismatches, "IssueType", "description", "string | null", v)
            )
            self.color = (
                member(_models.IssueTypeColor, v, mismatches, "IssueType", "color")
                if type(v := get("color", UNSET)) is str
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "IssueType", "color", "null | IssueTypeColor", v)
            )
            self.created_at = (
                date_time(v, mismatches, "IssueType", "created_at")
                if type(v := get("created_at", UNSET)) is str
                else v
                if v is UNSET
                else mismatch(mismatches, "IssueType", "created_at", "date-time", v)
            )
            self.updated_at = (
                date_time(v, mismatches, "IssueType", "updated_at")
                if type(v := get("updated_at", UNSET)) is str
                else v
                if v is UNSET
                else mismatch(mismatches, "IssueType", "updated_at", "date-time", v)
            )
            self.is_enabled = (
                v
                if type(v := get("is_enabled", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "IssueType", "is_enabled", "boolean", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict)
            == 4
            + (self.color is not UNSET)
            + (self.created_at is not UNSET)
            + (self.updated_at is not UNSET)
            + (self.is_enabled is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
