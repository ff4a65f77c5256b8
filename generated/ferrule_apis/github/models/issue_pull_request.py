from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import date_time, mismatch
from .._encode import encode
from ..types import UNSET, Mismatch, Unset


@_attrs_define
class IssuePullRequest:
    """There when the issue is a pull request."""

    url: str | None
    html_url: str | None
    diff_url: str | None
    patch_url: str | None
    merged_at: datetime.datetime | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The model as JSON data."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "url": self.url,
            "html_url": self.html_url,
            "diff_url": self.diff_url,
            "patch_url": self.patch_url,
            "merged_at": encode(self.merged_at),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        data = dict(src_dict)
        pop: Any = data.pop
        self = cls.__new__(cls)
        self.url = (
            v
            if type(v := pop("url", UNSET)) is str or v is None
            else mismatch(mismatches, "IssuePullRequest", "url", "string | null", v)
        )
        self.html_url = (
            v
            if type(v := pop("html_url", UNSET)) is str or v is None
            else mismatch(mismatches, "IssuePullRequest", "html_url", "string | null", v)
        )
        self.diff_url = (
            v
            if type(v := pop("diff_url", UNSET)) is str or v is None
            else mismatch(mismatches, "IssuePullRequest", "diff_url", "string | null", v)
        )
        self.patch_url = (
            v
            if type(v := pop("patch_url", UNSET)) is str or v is None
            else mismatch(mismatches, "IssuePullRequest", "patch_url", "string | null", v)
        )
        self.merged_at = (
            date_time(v, mismatches, "IssuePullRequest", "merged_at")
            if type(v := pop("merged_at", UNSET)) is str
            else v
            if v is None or v is UNSET
            else mismatch(mismatches, "IssuePullRequest", "merged_at", "null | date-time", v)
        )
        self.additional_properties = data or {}
        return self
