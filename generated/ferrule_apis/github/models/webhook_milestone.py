from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models
from .._decode import date_time, member, mismatch
from .._encode import encode
from ..types import UNSET, Mismatch

if TYPE_CHECKING:
    from .milestone_common_state import MilestoneCommonState
    from .webhook_user import WebhookUser


@_attrs_define
class WebhookMilestone:
    """The milestone as an event shows it."""

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
    creator: WebhookUser | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The model as JSON data."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "id": self.id,
            "node_id": self.node_id,
            "number": self.number,
            "state": encode(self.state),
            "title": self.title,
            "description": self.description,
            "url": self.url,
            "html_url": self.html_url,
            "labels_url": self.labels_url,
            "open_issues": self.open_issues,
            "closed_issues": self.closed_issues,
            "created_at": encode(self.created_at),
            "updated_at": encode(self.updated_at),
            "closed_at": encode(self.closed_at),
            "due_on": encode(self.due_on),
            "creator": encode(self.creator),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        data = dict(src_dict)
        pop: Any = data.pop
        self = cls.__new__(cls)
        self.id = (
            v if type(v := pop("id", UNSET)) is int else mismatch(mismatches, "WebhookMilestone", "id", "integer", v)
        )
        self.node_id = (
            v
            if type(v := pop("node_id", UNSET)) is str
            else mismatch(mismatches, "WebhookMilestone", "node_id", "string", v)
        )
        self.number = (
            v
            if type(v := pop("number", UNSET)) is int
            else mismatch(mismatches, "WebhookMilestone", "number", "integer", v)
        )
        self.state = (
            member(models.MilestoneCommonState, v, mismatches, "WebhookMilestone", "state")
            if type(v := pop("state", UNSET)) is str
            else mismatch(mismatches, "WebhookMilestone", "state", "MilestoneCommonState", v)
        )
        self.title = (
            v
            if type(v := pop("title", UNSET)) is str
            else mismatch(mismatches, "WebhookMilestone", "title", "string", v)
        )
        self.description = (
            v
            if type(v := pop("description", UNSET)) is str or v is None
            else mismatch(mismatches, "WebhookMilestone", "description", "string | null", v)
        )
        self.url = (
            v if type(v := pop("url", UNSET)) is str else mismatch(mismatches, "WebhookMilestone", "url", "string", v)
        )
        self.html_url = (
            v
            if type(v := pop("html_url", UNSET)) is str
            else mismatch(mismatches, "WebhookMilestone", "html_url", "string", v)
        )
        self.labels_url = (
            v
            if type(v := pop("labels_url", UNSET)) is str
            else mismatch(mismatches, "WebhookMilestone", "labels_url", "string", v)
        )
        self.open_issues = (
            v
            if type(v := pop("open_issues", UNSET)) is int
            else mismatch(mismatches, "WebhookMilestone", "open_issues", "integer", v)
        )
        self.closed_issues = (
            v
            if type(v := pop("closed_issues", UNSET)) is int
            else mismatch(mismatches, "WebhookMilestone", "closed_issues", "integer", v)
        )
        self.created_at = (
            date_time(v, mismatches, "WebhookMilestone", "created_at")
            if type(v := pop("created_at", UNSET)) is str
            else mismatch(mismatches, "WebhookMilestone", "created_at", "date-time", v)
        )
        self.updated_at = (
            date_time(v, mismatches, "WebhookMilestone", "updated_at")
            if type(v := pop("updated_at", UNSET)) is str
            else mismatch(mismatches, "WebhookMilestone", "updated_at", "date-time", v)
        )
        self.closed_at = (
            date_time(v, mismatches, "WebhookMilestone", "closed_at")
            if type(v := pop("closed_at", UNSET)) is str
            else v
            if v is None
            else mismatch(mismatches, "WebhookMilestone", "closed_at", "null | date-time", v)
        )
        self.due_on = (
            date_time(v, mismatches, "WebhookMilestone", "due_on")
            if type(v := pop("due_on", UNSET)) is str
            else v
            if v is None
            else mismatch(mismatches, "WebhookMilestone", "due_on", "null | date-time", v)
        )
        self.creator = (
            models.WebhookUser.from_dict(v, mismatches)
            if type(v := pop("creator", UNSET)) is dict
            else v
            if v is None
            else mismatch(mismatches, "WebhookMilestone", "creator", "null | WebhookUser", v)
        )
        self.additional_properties = data or {}
        return self
