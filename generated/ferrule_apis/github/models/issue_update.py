from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import member, mismatch, whole
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .issue_update_state_reason import IssueUpdateStateReason
    from .milestone_common_state import MilestoneCommonState

_KNOWN = frozenset(
    (
        "title",
        "body",
        "state",
        "state_reason",
        "duplicate_issue_id",
        "milestone",
        "labels",
        "assignees",
        "type",
    )
)


@_attrs_define
class IssueUpdate(_Model):
    """What to change about an issue. A list replaces the one before; an empty list clears it.

    Attributes:
        state_reason: Why the state changes. Ignored when it does not.
        duplicate_issue_id: The issue this one repeats; for the reason `duplicate`.
        milestone: The milestone's number; null takes it away.
        labels: Names of labels.
        assignees: Logins.
        type_: The issue type's name; null takes it away. `type` on the wire.
    """

    title: str | None | Unset = UNSET
    body: str | None | Unset = UNSET
    state: MilestoneCommonState | Unset = UNSET
    state_reason: IssueUpdateStateReason | None | Unset = UNSET
    duplicate_issue_id: int | Unset = UNSET
    milestone: int | None | Unset = UNSET
    labels: list[str] | Unset = UNSET
    assignees: list[str] | Unset = UNSET
    type_: str | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "title": self.title,
            "body": self.body,
            "state": encode(self.state, sent),
            "state_reason": encode(self.state_reason, sent),
            "duplicate_issue_id": self.duplicate_issue_id,
            "milestone": self.milestone,
            "labels": encode(self.labels, sent),
            "assignees": encode(self.assignees, sent),
            "type": self.type_,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.title = (
            v
            if type(v := get("title", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "IssueUpdate", "title", "string | null", v)
        )
        self.body = (
            v
            if type(v := get("body", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "IssueUpdate", "body", "string | null", v)
        )
        self.state = (
            member(_models.MilestoneCommonState, v, mismatches, "IssueUpdate", "state")
            if type(v := get("state", UNSET)) is str
            else v
            if v is UNSET
            else mismatch(mismatches, "IssueUpdate", "state", "MilestoneCommonState", v)
        )
        self.state_reason = (
            member(_models.IssueUpdateStateReason, v, mismatches, "IssueUpdate", "state_reason")
            if type(v := get("state_reason", UNSET)) is str
            else v
            if v is None or v is UNSET
            else mismatch(mismatches, "IssueUpdate", "state_reason", "null | IssueUpdateStateReason", v)
        )
        self.duplicate_issue_id = (
            v
            if type(v := get("duplicate_issue_id", UNSET)) is int or v is UNSET
            else whole(mismatches, "IssueUpdate", "duplicate_issue_id", "integer", v)
        )
        self.milestone = (
            v
            if type(v := get("milestone", UNSET)) is int or v is None or v is UNSET
            else whole(mismatches, "IssueUpdate", "milestone", "integer | null", v)
        )
        self.labels = (
            [vi if type(vi) is str else mismatch(mismatches, "IssueUpdate", "labels[]", "string", vi) for vi in v]
            if type(v := get("labels", UNSET)) is list
            else v
            if v is UNSET
            else mismatch(mismatches, "IssueUpdate", "labels", "array", v)
        )
        self.assignees = (
            [vi if type(vi) is str else mismatch(mismatches, "IssueUpdate", "assignees[]", "string", vi) for vi in v]
            if type(v := get("assignees", UNSET)) is list
            else v
            if v is UNSET
            else mismatch(mismatches, "IssueUpdate", "assignees", "array", v)
        )
        self.type_ = (
            v
            if type(v := get("type", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "IssueUpdate", "type", "string | null", v)
        )
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
