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
    from .author_association import AuthorAssociation
    from .issue_dependencies_summary import IssueDependenciesSummary
    from .issue_label import IssueLabel
    from .issue_pull_request import IssuePullRequest
    from .issue_type import IssueType
    from .milestone_common_state import MilestoneCommonState
    from .reaction_rollup import ReactionRollup
    from .sub_issues_summary import SubIssuesSummary
    from .webhook_issue_active_lock_reason import WebhookIssueActiveLockReason
    from .webhook_milestone import WebhookMilestone
    from .webhook_user import WebhookUser

_KNOWN = frozenset(
    (
        "id",
        "node_id",
        "number",
        "title",
        "body",
        "url",
        "html_url",
        "repository_url",
        "labels_url",
        "comments_url",
        "events_url",
        "user",
        "assignees",
        "milestone",
        "active_lock_reason",
        "comments",
        "author_association",
        "reactions",
        "created_at",
        "updated_at",
        "closed_at",
        "state",
        "state_reason",
        "timeline_url",
        "assignee",
        "labels",
        "locked",
        "draft",
        "pull_request",
        "type",
        "sub_issues_summary",
        "issue_dependencies_summary",
    )
)


@_attrs_define
class WebhookIssue(_Model):
    """The issue as an event shows it.

    Attributes:
        type_: `type` on the wire.
    """

    id: int
    node_id: str
    number: int
    title: str
    body: str | None
    url: str
    html_url: str
    repository_url: str
    labels_url: str
    comments_url: str
    events_url: str
    user: WebhookUser | None
    assignees: list[WebhookUser | None]
    milestone: WebhookMilestone | None
    active_lock_reason: WebhookIssueActiveLockReason | None
    comments: int
    author_association: AuthorAssociation
    reactions: ReactionRollup
    created_at: datetime.datetime
    updated_at: datetime.datetime
    closed_at: datetime.datetime | None
    state: MilestoneCommonState | Unset = UNSET
    state_reason: str | None | Unset = UNSET
    timeline_url: str | Unset = UNSET
    assignee: WebhookUser | None | Unset = UNSET
    labels: list[IssueLabel] | Unset = UNSET
    locked: bool | Unset = UNSET
    draft: bool | Unset = UNSET
    pull_request: IssuePullRequest | Unset = UNSET
    type_: IssueType | None | Unset = UNSET
    sub_issues_summary: SubIssuesSummary | Unset = UNSET
    issue_dependencies_summary: IssueDependenciesSummary | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "id": self.id,
            "node_id": self.node_id,
            "number": self.number,
            "title": self.title,
            "body": self.body,
            "url": self.url,
            "html_url": self.html_url,
            "repository_url": self.repository_url,
            "labels_url": self.labels_url,
            "comments_url": self.comments_url,
            "events_url": self.events_url,
            "user": encode(self.user, sent),
            "assignees": encode(self.assignees, sent),
            "milestone": encode(self.milestone, sent),
            "active_lock_reason": encode(self.active_lock_reason, sent),
            "comments": self.comments,
            "author_association": encode(self.author_association, sent),
            "reactions": encode(self.reactions, sent),
            "created_at": encode(self.created_at, sent),
            "updated_at": encode(self.updated_at, sent),
            "closed_at": encode(self.closed_at, sent),
            "state": encode(self.state, sent),
            "state_reason": self.state_reason,
            "timeline_url": self.timeline_url,
            "assignee": encode(self.assignee, sent),
            "labels": encode(self.labels, sent),
            "locked": self.locked,
            "draft": self.draft,
            "pull_request": encode(self.pull_request, sent),
            "type": encode(self.type_, sent),
            "sub_issues_summary": encode(self.sub_issues_summary, sent),
            "issue_dependencies_summary": encode(self.issue_dependencies_summary, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.id = v if type(v := src_dict["id"]) is int else whole(mismatches, "WebhookIssue", "id", "integer", v)
            self.node_id = (
                v
                if type(v := src_dict["node_id"]) is str
                else mismatch(mismatches, "WebhookIssue", "node_id", "string", v)
            )
            self.number = (
                v if type(v := src_dict["number"]) is int else whole(mismatches, "WebhookIssue", "number", "integer", v)
            )
            self.title = (
                v if type(v := src_dict["title"]) is str else mismatch(mismatches, "WebhookIssue", "title", "string", v)
            )
            self.body = (
                v
                if type(v := src_dict["body"]) is str or v is None
                else mismatch(mismatches, "WebhookIssue", "body", "string | null", v)
            )
            self.url = (
                v if type(v := src_dict["url"]) is str else mismatch(mismatches, "WebhookIssue", "url", "string", v)
            )
            self.html_url = (
                v
                if type(v := src_dict["html_url"]) is str
                else mismatch(mismatches, "WebhookIssue", "html_url", "string", v)
            )
            self.repository_url = (
                v
                if type(v := src_dict["repository_url"]) is str
                else mismatch(mismatches, "WebhookIssue", "repository_url", "string", v)
            )
            self.labels_url = (
                v
                if type(v := src_dict["labels_url"]) is str
                else mismatch(mismatches, "WebhookIssue", "labels_url", "string", v)
            )
            self.comments_url = (
                v
                if type(v := src_dict["comments_url"]) is str
                else mismatch(mismatches, "WebhookIssue", "comments_url", "string", v)
            )
            self.events_url = (
                v
                if type(v := src_dict["events_url"]) is str
                else mismatch(mismatches, "WebhookIssue", "events_url", "string", v)
            )
            self.user = (
                _models.WebhookUser.from_dict(v, mismatches)
                if type(v := src_dict["user"]) is dict
                else v
                if v is None
                else mismatch(mismatches, "WebhookIssue", "user", "null | WebhookUser", v)
            )
            self.assignees = (
                [
                    _models.WebhookUser.from_dict(vi, mismatches)
                    if type(vi) is dict
                    else vi
                    if vi is None
                    else mismatch(mismatches, "WebhookIssue", "assignees[]", "null | WebhookUser", vi)
                    for vi in v
                ]
                if type(v := src_dict["assignees"]) is list
                else mismatch(mismatches, "WebhookIssue", "assignees", "array", v)
            )
            self.milestone = (
                _models.WebhookMilestone.from_dict(v, mismatches)
                if type(v := src_dict["milestone"]) is dict
                else v
                if v is None
                else mismatch(mismatches, "WebhookIssue", "milestone", "null | WebhookMilestone", v)
            )
            self.active_lock_reason = (
                member(_models.WebhookIssueActiveLockReason, v, mismatches, "WebhookIssue", "active_lock_reason")
                if type(v := src_dict["active_lock_reason"]) is str
                else v
                if v is None
                else mismatch(
                    mismatches, "WebhookIssue", "active_lock_reason", "null | WebhookIssueActiveLockReason", v
                )
            )
            self.comments = (
                v
                if type(v := src_dict["comments"]) is int
                else whole(mismatches, "WebhookIssue", "comments", "integer", v)
            )
            self.author_association = (
                member(_models.AuthorAssociation, v, mismatches, "WebhookIssue", "author_association")
                if type(v := src_dict["author_association"]) is str
                else mismatch(mismatches, "WebhookIssue", "author_association", "AuthorAssociation", v)
            )
            self.reactions = (
                _models.ReactionRollup.from_dict(v, mismatches)
                if type(v := src_dict["reactions"]) is dict
                else mismatch(mismatches, "WebhookIssue", "reactions", "ReactionRollup", v)
            )
            self.created_at = (
                date_time(v, mismatches, "WebhookIssue", "created_at")
                if type(v := src_dict["created_at"]) is str
                else mismatch(mismatches, "WebhookIssue", "created_at", "date-time", v)
            )
            self.updated_at = (
                date_time(v, mismatches, "WebhookIssue", "updated_at")
                if type(v := src_dict["updated_at"]) is str
                else mismatch(mismatches, "WebhookIssue", "updated_at", "date-time", v)
            )
            self.closed_at = (
                date_time(v, mismatches, "WebhookIssue", "closed_at")
                if type(v := src_dict["closed_at"]) is str
                else v
                if v is None
                else mismatch(mismatches, "WebhookIssue", "closed_at", "null | date-time", v)
            )
            self.state = (
                member(_models.MilestoneCommonState, v, mismatches, "WebhookIssue", "state")
                if type(v := get("state", UNSET)) is str
                else v
                if v is UNSET
                else mismatch(mismatches, "WebhookIssue", "state", "MilestoneCommonState", v)
            )
            self.state_reason = (
                v
                if type(v := get("state_reason", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "WebhookIssue", "state_reason", "string | null", v)
            )
            self.timeline_url = (
                v
                if type(v := get("timeline_url", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "WebhookIssue", "timeline_url", "string", v)
            )
            self.assignee = (
                _models.WebhookUser.from_dict(v, mismatches)
                if type(v := get("assignee", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "WebhookIssue", "assignee", "null | WebhookUser", v)
            )
            self.labels = (
                [
                    _models.IssueLabel.from_dict(vi, mismatches)
                    if type(vi) is dict
                    else mismatch(mismatches, "WebhookIssue", "labels[]", "IssueLabel", vi)
                    for vi in v
                ]
                if type(v := get("labels", UNSET)) is list
                else v
                if v is UNSET
                else mismatch(mismatches, "WebhookIssue", "labels", "array", v)
            )
            self.locked = (
                v
                if type(v := get("locked", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "WebhookIssue", "locked", "boolean", v)
            )
            self.draft = (
                v
                if type(v := get("draft", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "WebhookIssue", "draft", "boolean", v)
            )
            self.pull_request = (
                _models.IssuePullRequest.from_dict(v, mismatches)
                if type(v := get("pull_request", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "WebhookIssue", "pull_request", "IssuePullRequest", v)
            )
            self.type_ = (
                _models.IssueType.from_dict(v, mismatches)
                if type(v := get("type", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "WebhookIssue", "type", "null | IssueType", v)
            )
            self.sub_issues_summary = (
                _models.SubIssuesSummary.from_dict(v, mismatches)
                if type(v := get("sub_issues_summary", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "WebhookIssue", "sub_issues_summary", "SubIssuesSummary", v)
            )
            self.issue_dependencies_summary = (
                _models.IssueDependenciesSummary.from_dict(v, mismatches)
                if type(v := get("issue_dependencies_summary", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "WebhookIssue", "issue_dependencies_summary", "IssueDependenciesSummary", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
