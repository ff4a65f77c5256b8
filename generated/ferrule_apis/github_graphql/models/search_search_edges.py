from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._choice import Choice as _Choice
from .._choice import Tag as _Tag
from .._decode import mismatch
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch

if TYPE_CHECKING:
    from .search_search_edges_node_actor import SearchSearchEdgesNodeActor
    from .search_search_edges_node_issue import SearchSearchEdgesNodeIssue
    from .search_search_edges_node_repository import SearchSearchEdgesNodeRepository

_KNOWN = frozenset(("node",))
_CHOICE_0 = _Choice(
    _models,
    ("SearchSearchEdgesNodeIssue", "SearchSearchEdgesNodeActor", "SearchSearchEdgesNodeRepository"),
    (
        _Tag(
            ("__typename",),
            {
                "Issue": ("SearchSearchEdgesNodeIssue",),
                "SearchSearchEdgesNodeIssue": ("SearchSearchEdgesNodeIssue",),
                "Organization": ("SearchSearchEdgesNodeActor",),
                "SearchSearchEdgesNodeActor": ("SearchSearchEdgesNodeActor",),
                "User": ("SearchSearchEdgesNodeActor",),
                "Repository": ("SearchSearchEdgesNodeRepository",),
                "SearchSearchEdgesNodeRepository": ("SearchSearchEdgesNodeRepository",),
            },
        ),
    ),
)


@_attrs_define
class SearchSearchEdges(_Model):
    """SearchSearchEdges"""

    node: SearchSearchEdgesNodeIssue | SearchSearchEdgesNodeActor | SearchSearchEdgesNodeRepository | None
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "node": encode(self.node, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.node = (
                _CHOICE_0.decode(v, mismatches, "SearchSearchEdges", "node")
                if type(v := src_dict["node"]) is dict
                else v
                if v is None
                else mismatch(
                    mismatches,
                    "SearchSearchEdges",
                    "node",
                    "null | SearchSearchEdgesNodeIssue | SearchSearchEdgesNodeActor | SearchSearchEdgesNodeRepository",
                    v,
                )
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == 1):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
