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
    from .integration import Integration
    from .issue_dependencies_summary import IssueDependenciesSummary
    from .issue_label import IssueLabel
    from .issue_pull_request import IssuePullRequest
    from .issue_type import IssueType
    from .milestone import Milestone
    from .reaction_rollup import ReactionRollup
    from .repository import Repository
    from .search_result_text_match import SearchResultTextMatch
    from .simple_user import SimpleUser
    from .sub_issues_summary import SubIssuesSummary

_KNOWN = frozenset(
    (
        "id",
        "node_id",
        "number",
        "title",
        "state",
        "url",
        "html_url",
        "repository_url",
        "labels_url",
        "comments_url",
        "events_url",
        "user",
        "assignee",
        "milestone",
        "locked",
        "comments",
        "created_at",
        "updated_at",
        "closed_at",
        "author_association",
        "labels",
        "score",
        "timeline_url",
        "active_lock_reason",
        "draft",
        "pull_request",
        "type",
        "reactions",
        "performed_via_github_app",
        "sub_issues_summary",
        "issue_dependencies_summary",
        "body",
        "state_reason",
        "assignees",
        "repository",
        "text_matches",
    )
)


@_attrs_define
class IssueSearchResultItem(_Model):
    """What an issue has wherever it is shown.

    Attributes:
        state: `open` or `closed`.
        type_: `type` on the wire.
    """

    id: int
    node_id: str
    number: int
    title: str
    state: str
    url: str
    html_url: str
    repository_url: str
    labels_url: str
    comments_url: str
    events_url: str
    user: SimpleUser | None
    assignee: SimpleUser | None
    milestone: Milestone | None
    locked: bool
    comments: int
    created_at: datetime.datetime
    updated_at: datetime.datetime
    closed_at: datetime.datetime | None
    author_association: AuthorAssociation
    labels: list[IssueLabel]
    score: float
    timeline_url: str | Unset = UNSET
    active_lock_reason: str | None | Unset = UNSET
    draft: bool | Unset = UNSET
    pull_request: IssuePullRequest | Unset = UNSET
    type_: IssueType | None | Unset = UNSET
    reactions: ReactionRollup | Unset = UNSET
    performed_via_github_app: Integration | None | Unset = UNSET
    sub_issues_summary: SubIssuesSummary | Unset = UNSET
    issue_dependencies_summary: IssueDependenciesSummary | Unset = UNSET
    body: str | None | Unset = UNSET
    state_reason: str | None | Unset = UNSET
    assignees: list[SimpleUser] | None | Unset = UNSET
    repository: Repository | Unset = UNSET
    text_matches: list[SearchResultTextMatch] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "id": self.id,
            "node_id": self.node_id,
            "number": self.number,
            "title": self.title,
            "state": self.state,
            "url": self.url,
            "html_url": self.html_url,
            "repository_url": self.repository_url,
            "labels_url": self.labels_url,
            "comments_url": self.comments_url,
            "events_url": self.events_url,
            "user": encode(self.user, sent),
            "assignee": encode(self.assignee, sent),
            "milestone": encode(self.milestone, sent),
            "locked": self.locked,
            "comments": self.comments,
            "created_at": encode(self.created_at, sent),
            "updated_at": encode(self.updated_at, sent),
            "closed_at": encode(self.closed_at, sent),
            "author_association": encode(self.author_association, sent),
            "labels": encode(self.labels, sent),
            "score": encode(self.score, sent),
            "timeline_url": self.timeline_url,
            "active_lock_reason": self.active_lock_reason,
            "draft": self.draft,
            "pull_request": encode(self.pull_request, sent),
            "type": encode(self.type_, sent),
            "reactions": encode(self.reactions, sent),
            "performed_via_github_app": encode(self.performed_via_github_app, sent),
            "sub_issues_summary": encode(self.sub_issues_summary, sent),
            "issue_dependencies_summary": encode(self.issue_dependencies_summary, sent),
            "body": self.body,
            "state_reason": self.state_reason,
            "assignees": encode(self.assignees, sent),
            "repository": encode(self.repository, sent),
            "text_matches": encode(self.text_matches, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.id = (
                v
                if type(v := src_dict["id"]) is int
                else whole(mismatches, "IssueSearchResultItem", "id", "integer", v)
            )
            self.node_id = (
                v
                if type(v := src_dict["node_id"]) is str
                else mismatch(mismatches, "IssueSearchResultItem", "node_id", "string", v)
            )
            self.number = (
                v
                if type(v := src_dict["number"]) is int
                else whole(mismatches, "IssueSearchResultItem", "number", "integer", v)
            )
            self.title = (
                v
                if type(v := src_dict["title"]) is str
                else mismatch(mismatches, "IssueSearchResultItem", "title", "string", v)
            )
            self.state = (
                v
                if type(v := src_dict["state"]) is str
                else mismatch(mismatches, "IssueSearchResultItem", "state", "string", v)
            )
            self.url = (
                v
                if type(v := src_dict["url"]) is str
                else mismatch(mismatches, "IssueSearchResultItem", "url", "string", v)
            )
            self.html_url = (
                v
                if type(v := src_dict["html_url"]) is str
                else mismatch(mismatches, "IssueSearchResultItem", "html_url", "string", v)
            )
            self.repository_url = (
                v
                if type(v := src_dict["repository_url"]) is str
                else mismatch(mismatches, "IssueSearchResultItem", "repository_url", "string", v)
            )
            self.labels_url = (
                v
                if type(v := src_dict["labels_url"]) is str
                else mismatch(mismatches, "IssueSearchResultItem", "labels_url", "string", v)
            )
            self.comments_url = (
                v
                if type(v := src_dict["comments_url"]) is str
                else mismatch(mismatches, "IssueSearchResultItem", "comments_url", "string", v)
            )
            self.events_url = (
                v
                if type(v := src_dict["events_url"]) is str
                else mismatch(mismatches, "IssueSearchResultItem", "events_url", "string", v)
            )
            self.user = (
                _models.SimpleUser.from_dict(v, mismatches)
                if type(v := src_dict["user"]) is dict
                else v
                if v is None
                else mismatch(mismatches, "IssueSearchResultItem", "user", "null | SimpleUser", v)
            )
            self.assignee = (
                _models.SimpleUser.from_dict(v, mismatches)
                if type(v := src_dict["assignee"]) is dict
                else v
                if v is None
                else mismatch(mismatches, "IssueSearchResultItem", "assignee", "null | SimpleUser", v)
            )
            self.milestone = (
                _models.Milestone.from_dict(v, mismatches)
                if type(v := src_dict["milestone"]) is dict
                else v
                if v is None
                else mismatch(mismatches, "IssueSearchResultItem", "milestone", "null | Milestone", v)
            )
            self.locked = (
                v
                if type(v := src_dict["locked"]) is bool
                else mismatch(mismatches, "IssueSearchResultItem", "locked", "boolean", v)
            )
            self.comments = (
                v
                if type(v := src_dict["comments"]) is int
                else whole(mismatches, "IssueSearchResultItem", "comments", "integer", v)
            )
            self.created_at = (
                date_time(v, mismatches, "IssueSearchResultItem", "created_at")
                if type(v := src_dict["created_at"]) is str
                else mismatch(mismatches, "IssueSearchResultItem", "created_at", "date-time", v)
            )
            self.updated_at = (
                date_time(v, mismatches, "IssueSearchResultItem", "updated_at")
                if type(v := src_dict["updated_at"]) is str
                else mismatch(mismatches, "IssueSearchResultItem", "updated_at", "date-time", v)
            )
            self.closed_at = (
                date_time(v, mismatches, "IssueSearchResultItem", "closed_at")
                if type(v := src_dict["closed_at"]) is str
                else v
                if v is None
                else mismatch(mismatches, "IssueSearchResultItem", "closed_at", "null | date-time", v)
            )
            self.author_association = (
                member(_models.AuthorAssociation, v, mismatches, "IssueSearchResultItem", "author_association")
                if type(v := src_dict["author_association"]) is str
                else mismatch(mismatches, "IssueSearchResultItem", "author_association", "AuthorAssociation", v)
            )
            self.labels = (
                [
                    _models.IssueLabel.from_dict(vi, mismatches)
                    if type(vi) is dict
                    else mismatch(mismatches, "IssueSearchResultItem", "labels[]", "IssueLabel", vi)
                    for vi in v
                ]
                if type(v := src_dict["labels"]) is list
                else mismatch(mismatches, "IssueSearchResultItem", "labels", "array", v)
            )
            self.score = (
                v
                if type(v := src_dict["score"]) is float or type(v) is int
                else mismatch(mismatches, "IssueSearchResultItem", "score", "number", v)
            )
            self.timeline_url = (
                v
                if type(v := get("timeline_url", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "IssueSearchResultItem", "timeline_url", "string", v)
            )
            self.active_lock_reason = (
                v
                if type(v := get("active_lock_reason", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "IssueSearchResultItem", "active_lock_reason", "string | null", v)
            )
            self.draft = (
                v
                if type(v := get("draft", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "IssueSearchResultItem", "draft", "boolean", v)
            )
            self.pull_request = (
                _models.IssuePullRequest.from_dict(v, mismatches)
                if type(v := get("pull_request", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "IssueSearchResultItem", "pull_request", "IssuePullRequest", v)
            )
            self.type_ = (
                _models.IssueType.from_dict(v, mismatches)
                if type(v := get("type", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "IssueSearchResultItem", "type", "null | IssueType", v)
            )
            self.reactions = (
                _models.ReactionRollup.from_dict(v, mismatches)
                if type(v := get("reactions", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "IssueSearchResultItem", "reactions", "ReactionRollup", v)
            )
            self.performed_via_github_app = (
                _models.Integration.from_dict(v, mismatches)
                if type(v := get("performed_via_github_app", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "IssueSearchResultItem", "performed_via_github_app", "null | Integration", v)
            )
            self.sub_issues_summary = (
                _models.SubIssuesSummary.from_dict(v, mismatches)
                if type(v := get("sub_issues_summary", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "IssueSearchResultItem", "sub_issues_summary", "SubIssuesSummary", v)
            )
            self.issue_dependencies_summary = (
                _models.IssueDependenciesSummary.from_dict(v, mismatches)
                if type(v := get("issue_dependencies_summary", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(
                    mismatches, "IssueSearchResultItem", "issue_dependencies_summary", "IssueDependenciesSummary", v
                )
            )
            self.body = (
                v
                if type(v := get("body", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "IssueSearchResultItem", "body", "string | null", v)
            )
            self.state_reason = (
                v
                if type(v := get("state_reason", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "IssueSearchResultItem", "state_reason", "string | null", v)
            )
            self.assignees = (
                [
                    _models.SimpleUser.from_dict(vi, mismatches)
                    if type(vi) is dict
                    else mismatch(mismatches, "IssueSearchResultItem", "assignees[]", "SimpleUser", vi)
                    for vi in v
                ]
                if type(v := get("assignees", UNSET)) is list
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "IssueSearchResultItem", "assignees", "null | array", v)
            )
            self.repository = (
                _models.Repository.from_dict(v, mismatches)
                if type(v := get("repository", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "IssueSearchResultItem", "repository", "Repository", v)
            )
            self.text_matches = (
                [
                    _models.SearchResultTextMatch.from_dict(vi, mismatches)
                    if type(vi) is dict
                    else mismatch(mismatches, "IssueSearchResultItem", "text_matches[]", "SearchResultTextMatch", vi)
                    for vi in v
                ]
                if type(v := get("text_matches", UNSET)) is list
                else v
                if v is UNSET
                else mismatch(mismatches, "IssueSearchResultItem", "text_matches", "array", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
