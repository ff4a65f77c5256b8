from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import date_time, mismatch
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

_KNOWN = frozenset(
    (
        "url",
        "html_url",
        "diff_url",
        "patch_url",
        "merged_at",
    )
)


@_attrs_define
class IssuePullRequest(_Model):
    """There when the issue is a pull request."""

    url: str | None
    html_url: str | None
    diff_url: str | None
    patch_url: str | None
    merged_at: datetime.datetime | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "url": self.url,
            "html_url": self.html_url,
            "diff_url": self.diff_url,
            "patch_url": self.patch_url,
            "merged_at": encode(self.merged_at, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.url = (
                v
                if type(v := src_dict["url"]) is str or v is None
                else mismatch(mismatches, "IssuePullRequest", "url", "string | null", v)
            )
            self.html_url = (
                v
                if type(v := src_dict["html_url"]) is str or v is None
                else mismatch(mismatches, "IssuePullRequest", "html_url", "string | null", v)
            )
            self.diff_url = (
                v
                if type(v := src_dict["diff_url"]) is str or v is None
                else mismatch(mismatches, "IssuePullRequest", "diff_url", "string | null", v)
            )
            self.patch_url = (
                v
                if type(v := src_dict["patch_url"]) is str or v is None
                else mismatch(mismatches, "IssuePullRequest", "patch_url", "string | null", v)
            )
            self.merged_at = (
                date_time(v, mismatches, "IssuePullRequest", "merged_at")
                if type(v := get("merged_at", UNSET)) is str
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "IssuePullRequest", "merged_at", "null | date-time", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == 4 + (self.merged_at is not UNSET)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
