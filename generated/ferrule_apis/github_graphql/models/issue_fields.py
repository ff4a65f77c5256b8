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
    from .issue_fields_author import IssueFieldsAuthor
    from .issue_state import IssueState

_KNOWN = frozenset(
    (
        "id",
        "number",
        "title",
        "state",
        "url",
        "createdAt",
        "author",
    )
)


@_attrs_define
class IssueFields(_Model):
    """Something to be done.

    Attributes:
        created_at: `createdAt` on the wire.
        author: Who opened it; null if the account is gone.
    """

    id: str
    number: int
    title: str
    state: IssueState
    url: str
    created_at: datetime.datetime
    author: IssueFieldsAuthor | None
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
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.id = v if type(v := src_dict["id"]) is str else mismatch(mismatches, "IssueFields", "id", "string", v)
            self.number = (
                v if type(v := src_dict["number"]) is int else whole(mismatches, "IssueFields", "number", "integer", v)
            )
            self.title = (
                v if type(v := src_dict["title"]) is str else mismatch(mismatches, "IssueFields", "title", "string", v)
            )
            self.state = (
                member(_models.IssueState, v, mismatches, "IssueFields", "state")
                if type(v := src_dict["state"]) is str
                else mismatch(mismatches, "IssueFields", "state", "IssueState", v)
            )
            self.url = (
                v if type(v := src_dict["url"]) is str else mismatch(mismatches, "IssueFields", "url", "string", v)
            )
            self.created_at = (
                date_time(v, mismatches, "IssueFields", "createdAt")
                if type(v := src_dict["createdAt"]) is str
                else mismatch(mismatches, "IssueFields", "createdAt", "date-time", v)
            )
            self.author = (
                _models.IssueFieldsAuthor.from_dict(v, mismatches)
                if type(v := src_dict["author"]) is dict
                else v
                if v is None
                else mismatch(mismatches, "IssueFields", "author", "null | IssueFieldsAuthor", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == 7):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
