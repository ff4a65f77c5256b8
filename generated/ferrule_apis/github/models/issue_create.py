from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import mismatch, whole
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

_KNOWN = frozenset(
    (
        "title",
        "body",
        "milestone",
        "labels",
        "assignees",
        "type",
    )
)


@_attrs_define
class IssueCreate(_Model):
    """An issue to open.

    Attributes:
        body: GitHub Flavored Markdown.
        milestone: The milestone's number.
        labels: Names of labels.
        assignees: Logins.
        type_: The name of one of the organization's issue types. `type` on the wire.
    """

    title: str
    body: str | Unset = UNSET
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
        before = len(mismatches) if mismatches else 0
        try:
            self.title = (
                v if type(v := src_dict["title"]) is str else mismatch(mismatches, "IssueCreate", "title", "string", v)
            )
            self.body = (
                v
                if type(v := get("body", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "IssueCreate", "body", "string", v)
            )
            self.milestone = (
                v
                if type(v := get("milestone", UNSET)) is int or v is None or v is UNSET
                else whole(mismatches, "IssueCreate", "milestone", "integer | null", v)
            )
            self.labels = (
                [vi if type(vi) is str else mismatch(mismatches, "IssueCreate", "labels[]", "string", vi) for vi in v]
                if type(v := get("labels", UNSET)) is list
                else v
                if v is UNSET
                else mismatch(mismatches, "IssueCreate", "labels", "array", v)
            )
            self.assignees = (
                [
                    vi if type(vi) is str else mismatch(mismatches, "IssueCreate", "assignees[]", "string", vi)
                    for vi in v
                ]
                if type(v := get("assignees", UNSET)) is list
                else v
                if v is UNSET
                else mismatch(mismatches, "IssueCreate", "assignees", "array", v)
            )
            self.type_ = (
                v
                if type(v := get("type", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "IssueCreate", "type", "string | null", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
