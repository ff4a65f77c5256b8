from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import date_time, mismatch
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .git_user import GitUser

_KNOWN = frozenset(
    (
        "id",
        "tree_id",
        "distinct",
        "message",
        "timestamp",
        "url",
        "author",
        "committer",
        "added",
        "removed",
        "modified",
    )
)


@_attrs_define
class PushCommit(_Model):
    """PushCommit

    Attributes:
        distinct: It was in no other branch before.
    """

    id: str
    tree_id: str
    distinct: bool
    message: str
    timestamp: datetime.datetime
    url: str
    author: GitUser
    committer: GitUser
    added: list[str] | Unset = UNSET
    removed: list[str] | Unset = UNSET
    modified: list[str] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "id": self.id,
            "tree_id": self.tree_id,
            "distinct": self.distinct,
            "message": self.message,
            "timestamp": encode(self.timestamp, sent),
            "url": self.url,
            "author": encode(self.author, sent),
            "committer": encode(self.committer, sent),
            "added": encode(self.added, sent),
            "removed": encode(self.removed, sent),
            "modified": encode(self.modified, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.id = v if type(v := src_dict["id"]) is str else mismatch(mismatches, "PushCommit", "id", "string", v)
            self.tree_id = (
                v
                if type(v := src_dict["tree_id"]) is str
                else mismatch(mismatches, "PushCommit", "tree_id", "string", v)
            )
            self.distinct = (
                v
                if type(v := src_dict["distinct"]) is bool
                else mismatch(mismatches, "PushCommit", "distinct", "boolean", v)
            )
            self.message = (
                v
                if type(v := src_dict["message"]) is str
                else mismatch(mismatches, "PushCommit", "message", "string", v)
            )
            self.timestamp = (
                date_time(v, mismatches, "PushCommit", "timestamp")
                if type(v := src_dict["timestamp"]) is str
                else mismatch(mismatches, "PushCommit", "timestamp", "date-time", v)
            )
            self.url = (
                v if type(v := src_dict["url"]) is str else mismatch(mismatches, "PushCommit", "url", "string", v)
            )
            self.author = (
                _models.GitUser.from_dict(v, mismatches)
                if type(v := src_dict["author"]) is dict
                else mismatch(mismatches, "PushCommit", "author", "GitUser", v)
            )
            self.committer = (
                _models.GitUser.from_dict(v, mismatches)
                if type(v := src_dict["committer"]) is dict
                else mismatch(mismatches, "PushCommit", "committer", "GitUser", v)
            )
            self.added = (
                [vi if type(vi) is str else mismatch(mismatches, "PushCommit", "added[]", "string", vi) for vi in v]
                if type(v := get("added", UNSET)) is list
                else v
                if v is UNSET
                else mismatch(mismatches, "PushCommit", "added", "array", v)
            )
            self.removed = (
                [vi if type(vi) is str else mismatch(mismatches, "PushCommit", "removed[]", "string", vi) for vi in v]
                if type(v := get("removed", UNSET)) is list
                else v
                if v is UNSET
                else mismatch(mismatches, "PushCommit", "removed", "array", v)
            )
            self.modified = (
                [vi if type(vi) is str else mismatch(mismatches, "PushCommit", "modified[]", "string", vi) for vi in v]
                if type(v := get("modified", UNSET)) is list
                else v
                if v is UNSET
                else mismatch(mismatches, "PushCommit", "modified", "array", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict)
            == 8 + (self.added is not UNSET) + (self.removed is not UNSET) + (self.modified is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
