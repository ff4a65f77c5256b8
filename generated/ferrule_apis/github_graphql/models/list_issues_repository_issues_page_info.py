from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import mismatch
from .._decode import Incomplete as _Incomplete
from .._model import Model as _Model
from ..types import UNSET, Mismatch

_KNOWN = frozenset(
    (
        "hasNextPage",
        "endCursor",
    )
)


@_attrs_define
class ListIssuesRepositoryIssuesPageInfo(_Model):
    """Where a page stands in its list.

    Attributes:
        has_next_page: `hasNextPage` on the wire.
        end_cursor: `endCursor` on the wire.
    """

    has_next_page: bool
    end_cursor: str | None
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "hasNextPage": self.has_next_page,
            "endCursor": self.end_cursor,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.has_next_page = (
                v
                if type(v := src_dict["hasNextPage"]) is bool
                else mismatch(mismatches, "ListIssuesRepositoryIssuesPageInfo", "hasNextPage", "boolean", v)
            )
            self.end_cursor = (
                v
                if type(v := src_dict["endCursor"]) is str or v is None
                else mismatch(mismatches, "ListIssuesRepositoryIssuesPageInfo", "endCursor", "string | null", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == 2):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
