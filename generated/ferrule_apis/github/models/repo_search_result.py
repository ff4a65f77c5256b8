from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import mismatch, whole
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch

if TYPE_CHECKING:
    from .repo_search_result_item import RepoSearchResultItem

_KNOWN = frozenset(
    (
        "total_count",
        "incomplete_results",
        "items",
    )
)


@_attrs_define
class RepoSearchResult(_Model):
    """RepoSearchResult

    Attributes:
        incomplete_results: The search ran out of time.
    """

    total_count: int
    incomplete_results: bool
    items: list[RepoSearchResultItem]
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "total_count": self.total_count,
            "incomplete_results": self.incomplete_results,
            "items": encode(self.items, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.total_count = (
                v
                if type(v := src_dict["total_count"]) is int
                else whole(mismatches, "RepoSearchResult", "total_count", "integer", v)
            )
            self.incomplete_results = (
                v
                if type(v := src_dict["incomplete_results"]) is bool
                else mismatch(mismatches, "RepoSearchResult", "incomplete_results", "boolean", v)
            )
            self.items = (
                [
                    _models.RepoSearchResultItem.from_dict(vi, mismatches)
                    if type(vi) is dict
                    else mismatch(mismatches, "RepoSearchResult", "items[]", "RepoSearchResultItem", vi)
                    for vi in v
                ]
                if type(v := src_dict["items"]) is list
                else mismatch(mismatches, "RepoSearchResult", "items", "array", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == 3):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
