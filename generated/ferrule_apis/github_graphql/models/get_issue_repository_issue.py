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
    from .get_issue_repository_issue_author import GetIssueRepositoryIssueAuthor
    from .get_issue_repository_issue_comments import GetIssueRepositoryIssueComments
    from .issue_state import IssueState
    from .issue_state_reason import IssueStateReason

_KNOWN = frozenset(
    (
        "id",
        "number",
        "title",
        "state",
        "url",
        "createdAt",
        "author",
        "body",
        "stateReason",
        "closedAt",
        "comments",
    )
)


@_attrs_define
class GetIssueRepositoryIssue(_Model):
    """Something to be done.

    Attributes:
        created_at: `createdAt` on the wire.
        author: Who opened it; null if the account is gone.
        body: In Markdown.
        state_reason: Why it was closed, or opened again. `stateReason` on the wire.
        closed_at: `closedAt` on the wire.
    """

    id: str
    number: int
    title: str
    state: IssueState
    url: str
    created_at: datetime.datetime
    author: GetIssueRepositoryIssueAuthor | None
    body: str
    state_reason: IssueStateReason | None
    closed_at: datetime.datetime | None
    comments: GetIssueRepositoryIssueComments
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "id": self.id,
            "number": self.number,
            "title": self.title,
            "state": encode(self.state, sent),
            "url": self.url,
            "createdAt": encode(self.created_at, sent),
            "author": encode(self.author, sent),
            "body": self.body,
            "stateReason": encode(self.state_reason, sent),
            "closedAt": encode(self.closed_at, sent),
            "comments": encode(self.comments, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.id = (
                v
                if type(v := src_dict["id"]) is str
                else mismatch(mismatches, "GetIssueRepositoryIssue", "id", "string", v)
            )
            self.number = (
                v
                if type(v := src_dict["number"]) is int
                else whole(mismatches, "GetIssueRepositoryIssue", "number", "integer", v)
            )
            self.title = (
                v
                if type(v := src_dict["title"]) is str
                else mismatch(mismatches, "GetIssueRepositoryIssue", "title", "string", v)
            )
            self.state = (
                member(_models.IssueState, v, mismatches, "GetIssueRepositoryIssue", "state")
                if type(v := src_dict["state"]) is str
                else mismatch(mismatches, "GetIssueRepositoryIssue", "state", "IssueState", v)
            )
            self.url = (
                v
                if type(v := src_dict["url"]) is str
                else mismatch(mismatches, "GetIssueRepositoryIssue", "url", "string", v)
            )
            self.created_at = (
                date_time(v, mismatches, "GetIssueRepositoryIssue", "createdAt")
                if type(v := src_dict["createdAt"]) is str
                else mismatch(mismatches, "GetIssueRepositoryIssue", "createdAt", "date-time", v)
            )
            self.author = (
                _models.GetIssueRepositoryIssueAuthor.from_dict(v, mismatches)
                if type(v := src_dict["author"]) is dict
                else v
                if v is None
                else mismatch(
                    mismatches, "GetIssueRepositoryIssue", "author", "null | GetIssueRepositoryIssueAuthor", v
                )
            )
            self.body = (
                v
                if type(v := src_dict["body"]) is str
                else mismatch(mismatches, "GetIssueRepositoryIssue", "body", "string", v)
            )
            self.state_reason = (
                member(_models.IssueStateReason, v, mismatches, "GetIssueRepositoryIssue", "stateReason")
                if type(v := src_dict["stateReason"]) is str
                else v
                if v is None
                else mismatch(mismatches, "GetIssueRepositoryIssue", "stateReason", "null | IssueStateReason", v)
            )
            self.closed_at = (
                date_time(v, mismatches, "GetIssueRepositoryIssue", "closedAt")
                if type(v := src_dict["closedAt"]) is str
                else v
                if v is None
                else mismatch(mismatches, "GetIssueRepositoryIssue", "closedAt", "null | date-time", v)
            )
            self.comments = (
                _models.GetIssueRepositoryIssueComments.from_dict(v, mismatches)
                if type(v := src_dict["comments"]) is dict
                else mismatch(mismatches, "GetIssueRepositoryIssue", "comments", "GetIssueRepositoryIssueComments", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == 11):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
