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
from ..types import UNSET, Mismatch

if TYPE_CHECKING:
    from .milestone_common_state import MilestoneCommonState

_KNOWN = frozenset(
    (
        "id",
        "node_id",
        "number",
        "state",
        "title",
        "description",
        "url",
        "html_url",
        "labels_url",
        "open_issues",
        "closed_issues",
        "created_at",
        "updated_at",
        "closed_at",
        "due_on",
    )
)


@_attrs_define
class MilestoneCommon(_Model):
    """MilestoneCommon"""

    id: int
    node_id: str
    number: int
    state: MilestoneCommonState
    title: str
    description: str | None
    url: str
    html_url: str
    labels_url: str
    open_issues: int
    closed_issues: int
    created_at: datetime.datetime
    updated_at: datetime.datetime
    closed_at: datetime.datetime | None
    due_on: datetime.datetime | None
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "id": self.id,
            "node_id": self.node_id,
            "number": self.number,
            "state": encode(self.state, sent),
            "title": self.title,
            "description": self.description,
            "url": self.url,
            "html_url": self.html_url,
            "labels_url": self.labels_url,
            "open_issues": self.open_issues,
            "closed_issues": self.closed_issues,
            "created_at": encode(self.created_at, sent),
            "updated_at": encode(self.updated_at, sent),
            "closed_at": encode(self.closed_at, sent),
            "due_on": encode(self.due_on, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.id = (
                v if type(v := src_dict["id"]) is int else whole(mismatches, "MilestoneCommon", "id", "integer", v)
            )
            self.node_id = (
                v
                if type(v := src_dict["node_id"]) is str
                else mismatch(mismatches, "MilestoneCommon", "node_id", "string", v)
            )
            self.number = (
                v
                if type(v := src_dict["number"]) is int
                else whole(mismatches, "MilestoneCommon", "number", "integer", v)
            )
            self.state = (
                member(_models.MilestoneCommonState, v, mismatches, "MilestoneCommon", "state")
                if type(v := src_dict["state"]) is str
                else mismatch(mismatches, "MilestoneCommon", "state", "MilestoneCommonState", v)
            )
            self.title = (
                v
                if type(v := src_dict["title"]) is str
                else mismatch(mismatches, "MilestoneCommon", "title", "string", v)
            )
            self.description = (
                v
                if type(v := src_dict["description"]) is str or v is None
                else mismatch(mismatches, "MilestoneCommon", "description", "string | null", v)
            )
            self.url = (
                v if type(v := src_dict["url"]) is str else mismatch(mismatches, "MilestoneCommon", "url", "string", v)
            )
            self.html_url = (
                v
                if type(v := src_dict["html_url"]) is str
                else mismatch(mismatches, "MilestoneCommon", "html_url", "string", v)
            )
            self.labels_url = (
                v
                if type(v := src_dict["labels_url"]) is str
                else mismatch(mismatches, "MilestoneCommon", "labels_url", "string", v)
            )
            self.open_issues = (
                v
                if type(v := src_dict["open_issues"]) is int
                else whole(mismatches, "MilestoneCommon", "open_issues", "integer", v)
            )
            self.closed_issues = (
                v
                if type(v := src_dict["closed_issues"]) is int
                else whole(mismatches, "MilestoneCommon", "closed_issues", "integer", v)
            )
            self.created_at = (
                date_time(v, mismatches, "MilestoneCommon", "created_at")
                if type(v := src_dict["created_at"]) is str
                else mismatch(mismatches, "MilestoneCommon", "created_at", "date-time", v)
            )
            self.updated_at = (
                date_time(v, mismatches, "MilestoneCommon", "updated_at")
                if type(v := src_dict["updated_at"]) is str
                else mismatch(mismatches, "MilestoneCommon", "updated_at", "date-time", v)
            )
            self.closed_at = (
                date_time(v, mismatches, "MilestoneCommon", "closed_at")
                if type(v := src_dict["closed_at"]) is str
                else v
                if v is None
                else mismatch(mismatches, "MilestoneCommon", "closed_at", "null | date-time", v)
            )
            self.due_on = (
                date_time(v, mismatches, "MilestoneCommon", "due_on")
                if type(v := src_dict["due_on"]) is str
                else v
                if v is None
                else mismatch(mismatches, "MilestoneCommon", "due_on", "null | date-time", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == 15):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
