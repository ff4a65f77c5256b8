from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import date_time, member, mismatch
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .issue_state import IssueState

_KNOWN = frozenset(
    (
        "createdBy",
        "labels",
        "since",
        "states",
    )
)


@_attrs_define
class IssueFilters(_Model):
    """Which issues are meant; all that is given must hold.

    Attributes:
        created_by: By the login of who opened it; null for those whose account is gone. `createdBy` on the
            wire.
    """

    created_by: str | None | Unset = UNSET
    labels: list[str] | None | Unset = UNSET
    since: datetime.datetime | None | Unset = UNSET
    states: list[IssueState] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "createdBy": self.created_by,
            "labels": encode(self.labels, sent),
            "since": encode(self.since, sent),
            "states": encode(self.states, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.created_by = (
            v
            if type(v := get("createdBy", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "IssueFilters", "createdBy", "string | null", v)
        )
        self.labels = (
            [vi if type(vi) is str else mismatch(mismatches, "IssueFilters", "labels[]", "string", vi) for vi in v]
            if type(v := get("labels", UNSET)) is list
            else v
            if v is None or v is UNSET
            else mismatch(mismatches, "IssueFilters", "labels", "null | array", v)
        )
        self.since = (
            date_time(v, mismatches, "IssueFilters", "since")
            if type(v := get("since", UNSET)) is str
            else v
            if v is None or v is UNSET
            else mismatch(mismatches, "IssueFilters", "since", "null | date-time", v)
        )
        self.states = (
            [
                member(_models.IssueState, vi, mismatches, "IssueFilters", "states[]")
                if type(vi) is str
                else mismatch(mismatches, "IssueFilters", "states[]", "IssueState", vi)
                for vi in v
            ]
            if type(v := get("states", UNSET)) is list
            else v
            if v is None or v is UNSET
            else mismatch(mismatches, "IssueFilters", "states", "null | array", v)
        )
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict)
            == (self.created_by is not UNSET)
            + (self.labels is not UNSET)
            + (self.since is not UNSET)
            + (self.states is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
