from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import mismatch
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch

if TYPE_CHECKING:
    from .search_search_edges import SearchSearchEdges
    from .search_search_page_info import SearchSearchPageInfo

_KNOWN = frozenset(
    (
        "edges",
        "pageInfo",
    )
)


@_attrs_define
class SearchSearch(_Model):
    """SearchSearch

    Attributes:
        page_info: `pageInfo` on the wire.
    """

    edges: list[SearchSearchEdges | None] | None
    page_info: SearchSearchPageInfo
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "edges": encode(self.edges, sent),
            "pageInfo": encode(self.page_info, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.edges = (
                [
                    _models.SearchSearchEdges.from_dict(vi, mismatches)
                    if type(vi) is dict
                    else vi
                    if vi is None
                    else mismatch(mismatches, "SearchSearch", "edges[]", "null | SearchSearchEdges", vi)
                    for vi in v
                ]
                if type(v := src_dict["edges"]) is list
                else v
                if v is None
                else mismatch(mismatches, "SearchSearch", "edges", "null | array", v)
            )
            self.page_info = (
                _models.SearchSearchPageInfo.from_dict(v, mismatches)
                if type(v := src_dict["pageInfo"]) is dict
                else mismatch(mismatches, "SearchSearch", "pageInfo", "SearchSearchPageInfo", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == 2):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
