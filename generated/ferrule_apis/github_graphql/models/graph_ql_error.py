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
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .graph_ql_error_locations_item import GraphQLErrorLocationsItem

_KNOWN = frozenset(
    (
        "message",
        "path",
        "locations",
        "extensions",
    )
)


@_attrs_define
class GraphQLError(_Model):
    """An error in an answer.

    Attributes:
        message: For the developer; it may quote what was sent.
        path: The field that it is about.
        locations: Where in the document that field is.
        extensions: What this API says besides, such as a code.
    """

    message: str
    path: list[str | int] | Unset = UNSET
    locations: list[GraphQLErrorLocationsItem] | Unset = UNSET
    extensions: dict[str, Any] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "message": self.message,
            "path": encode(self.path, sent),
            "locations": encode(self.locations, sent),
            "extensions": encode(self.extensions, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.message = (
                v
                if type(v := src_dict["message"]) is str
                else mismatch(mismatches, "GraphQLError", "message", "string", v)
            )
            self.path = (
                [
                    vi
                    if type(vi) is str or type(vi) is int
                    else whole(mismatches, "GraphQLError", "path[]", "string | integer", vi)
                    for vi in v
                ]
                if type(v := get("path", UNSET)) is list
                else v
                if v is UNSET
                else mismatch(mismatches, "GraphQLError", "path", "array", v)
            )
            self.locations = (
                [
                    _models.GraphQLErrorLocationsItem.from_dict(vi, mismatches)
                    if type(vi) is dict
                    else mismatch(mismatches, "GraphQLError", "locations[]", "GraphQLErrorLocationsItem", vi)
                    for vi in v
                ]
                if type(v := get("locations", UNSET)) is list
                else v
                if v is UNSET
                else mismatch(mismatches, "GraphQLError", "locations", "array", v)
            )
            self.extensions = (
                v
                if type(v := get("extensions", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "GraphQLError", "extensions", "object", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict)
            == 1 + (self.path is not UNSET) + (self.locations is not UNSET) + (self.extensions is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
