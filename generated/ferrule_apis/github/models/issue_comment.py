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
    from .reaction_rollup import ReactionRollup
    from .simple_user import SimpleUser

_KNOWN = frozenset(
    (
        "id",
        "node_id",
        "url",
        "html_url",
        "issue_url",
        "user",
        "created_at",
        "updated_at",
        "body",
        "author_association",
        "performed_via_github_app",
        "reactions",
    )
)


@_attrs_define
class IssueComment(_Model):
    """IssueComment"""

    id: int
    node_id: str
    url: str
    html_url: str
    issue_url: str
    user: SimpleUser | None
    created_at: datetime.datetime
    updated_at: datetime.datetime
    body: str | Unset = UNSET
    author_association: AuthorAssociation | Unset = UNSET
    performed_via_github_app: Integration | None | Unset = UNSET
    reactions: ReactionRollup | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "id": self.id,
            "node_id": self.node_id,
            "url": self.url,
            "html_url": self.html_url,
            "issue_url": self.issue_url,
            "user": encode(self.user, sent),
            "created_at": encode(self.created_at, sent),
            "updated_at": encode(self.updated_at, sent),
            "body": self.body,
            "author_association": encode(self.author_association, sent),
            "performed_via_github_app": encode(self.performed_via_github_app, sent),
            "reactions": encode(self.reactions, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.id = v if type(v := src_dict["id"]) is int else whole(mismatches, "IssueComment", "id", "integer", v)
            self.node_id = (
                v
                if type(v := src_dict["node_id"]) is str
                else mismatch(mismatches, "IssueComment", "node_id", "string", v)
            )
            self.url = (
                v if type(v := src_dict["url"]) is str else mismatch(mismatches, "IssueComment", "url", "string", v)
            )
            self.html_url = (
                v
                if type(v := src_dict["html_url"]) is str
                else mismatch(mismatches, "IssueComment", "html_url", "string", v)
            )
            self.issue_url = (
                v
                if type(v := src_dict["issue_url"]) is str
                else mismatch(mismatches, "IssueComment", "issue_url", "string", v)
            )
            self.user = (
                _models.SimpleUser.from_dict(v, mismatches)
                if type(v := src_dict["user"]) is dict
                else v
                if v is None
                else mismatch(mismatches, "IssueComment", "user", "null | SimpleUser", v)
            )
            self.created_at = (
                date_time(v, mismatches, "IssueComment", "created_at")
                if type(v := src_dict["created_at"]) is str
                else mismatch(mismatches, "IssueComment", "created_at", "date-time", v)
            )
            self.updated_at = (
                date_time(v, mismatches, "IssueComment", "updated_at")
                if type(v := src_dict["updated_at"]) is str
                else mismatch(mismatches, "IssueComment", "updated_at", "date-time", v)
            )
            self.body = (
                v
                if type(v := get("body", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "IssueComment", "body", "string", v)
            )
            self.author_association = (
                member(_models.AuthorAssociation, v, mismatches, "IssueComment", "author_association")
                if type(v := get("author_association", UNSET)) is str
                else v
                if v is UNSET
                else mismatch(mismatches, "IssueComment", "author_association", "AuthorAssociation", v)
            )
            self.performed_via_github_app = (
                _models.Integration.from_dict(v, mismatches)
                if type(v := get("performed_via_github_app", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "IssueComment", "performed_via_github_app", "null | Integration", v)
            )
            self.reactions = (
                _models.ReactionRollup.from_dict(v, mismatches)
                if type(v := get("reactions", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "IssueComment", "reactions", "ReactionRollup", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict)
            == 8
            + (self.body is not UNSET)
            + (self.author_association is not UNSET)
            + (self.performed_via_github_app is not UNSET)
            + (self.reactions is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
