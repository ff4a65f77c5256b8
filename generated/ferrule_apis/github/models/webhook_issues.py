from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import member, mismatch
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .issue_changes import IssueChanges
    from .issue_label import IssueLabel
    from .issue_type import IssueType
    from .repository import Repository
    from .simple_user import SimpleUser
    from .webhook_installation import WebhookInstallation
    from .webhook_issue import WebhookIssue
    from .webhook_issues_action import WebhookIssuesAction
    from .webhook_milestone import WebhookMilestone
    from .webhook_organization import WebhookOrganization
    from .webhook_user import WebhookUser

_KNOWN = frozenset(
    (
        "action",
        "issue",
        "repository",
        "sender",
        "changes",
        "assignee",
        "label",
        "milestone",
        "type",
        "organization",
        "installation",
    )
)


@_attrs_define
class WebhookIssues(_Model):
    """The payload of an issue event.

    Attributes:
        type_: `type` on the wire.
    """

    action: WebhookIssuesAction
    issue: WebhookIssue
    repository: Repository
    sender: SimpleUser
    changes: IssueChanges | Unset = UNSET
    assignee: WebhookUser | None | Unset = UNSET
    label: IssueLabel | Unset = UNSET
    milestone: WebhookMilestone | Unset = UNSET
    type_: IssueType | None | Unset = UNSET
    organization: WebhookOrganization | Unset = UNSET
    installation: WebhookInstallation | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "action": encode(self.action, sent),
            "issue": encode(self.issue, sent),
            "repository": encode(self.repository, sent),
            "sender": encode(self.sender, sent),
            "changes": encode(self.changes, sent),
            "assignee": encode(self.assignee, sent),
            "label": encode(self.label, sent),
            "milestone": encode(self.milestone, sent),
            "type": encode(self.type_, sent),
            "organization": encode(self.organization, sent),
            "installation": encode(self.installation, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.action = (
                member(_models.WebhookIssuesAction, v, mismatches, "WebhookIssues", "action")
                if type(v := src_dict["action"]) is str
                else mismatch(mismatches, "WebhookIssues", "action", "WebhookIssuesAction", v)
            )
            self.issue = (
                _models.WebhookIssue.from_dict(v, mismatches)
                if type(v := src_dict["issue"]) is dict
                else mismatch(mismatches, "WebhookIssues", "issue", "WebhookIssue", v)
            )
            self.repository = (
                _models.Repository.from_dict(v, mismatches)
                if type(v := src_dict["repository"]) is dict
                else mismatch(mismatches, "WebhookIssues", "repository", "Repository", v)
            )
            self.sender = (
                _models.SimpleUser.from_dict(v, mismatches)
                if type(v := src_dict["sender"]) is dict
                else mismatch(mismatches, "WebhookIssues", "sender", "SimpleUser", v)
            )
            self.changes = (
                _models.IssueChanges.from_dict(v, mismatches)
                if type(v := get("changes", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "WebhookIssues", "changes", "IssueChanges", v)
            )
            self.assignee = (
                _models.WebhookUser.from_dict(v, mismatches)
                if type(v := get("assignee", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "WebhookIssues", "assignee", "null | WebhookUser", v)
            )
            self.label = (
                _models.IssueLabel.from_dict(v, mismatches)
                if type(v := get("label", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "WebhookIssues", "label", "IssueLabel", v)
            )
            self.milestone = (
                _models.WebhookMilestone.from_dict(v, mismatches)
                if type(v := get("milestone", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "WebhookIssues", "milestone", "WebhookMilestone", v)
            )
            self.type_ = (
                _models.IssueType.from_dict(v, mismatches)
                if type(v := get("type", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "WebhookIssues", "type", "null | IssueType", v)
            )
            self.organization = (
                _models.WebhookOrganization.from_dict(v, mismatches)
                if type(v := get("organization", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "WebhookIssues", "organization", "WebhookOrganization", v)
            )
            self.installation = (
                _models.WebhookInstallation.from_dict(v, mismatches)
                if type(v := get("installation", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "WebhookIssues", "installation", "WebhookInstallation", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
