from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import mismatch
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .text_match_position import TextMatchPosition

_KNOWN = frozenset(
    (
        "object_url",
        "object_type",
        "property",
        "fragment",
        "matches",
    )
)


@_attrs_define
class SearchResultTextMatch(_Model):
    """SearchResultTextMatch

    Attributes:
        property_: `property` on the wire.
    """

    object_url: str | Unset = UNSET
    object_type: str | None | Unset = UNSET
    property_: str | Unset = UNSET
    fragment: str | Unset = UNSET
    matches: list[TextMatchPosition] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "object_url": self.object_url,
            "object_type": self.object_type,
            "property": self.property_,
            "fragment": self.fragment,
            "matches": encode(self.matches, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.object_url = (
            v
            if type(v := get("object_url", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "SearchResultTextMatch", "object_url", "string", v)
        )
        self.object_type = (
            v
            if type(v := get("object_type", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "SearchResultTextMatch", "object_type", "string | null", v)
        )
        self.property_ = (
            v
            if type(v := get("property", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "SearchResultTextMatch", "property", "string", v)
        )
        self.fragment = (
            v
            if type(v := get("fragment", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "SearchResultTextMatch", "fragment", "string", v)
        )
        self.matches = (
            [
                _models.TextMatchPosition.from_dict(vi, mismatches)
                if type(vi) is dict
                else mismatch(mismatches, "SearchResultTextMatch", "matches[]", "TextMatchPosition", vi)
                for vi in v
            ]
            if type(v := get("matches", UNSET)) is list
            else v
            if v is UNSET
            else mismatch(mismatches, "SearchResultTextMatch", "matches", "array", v)
        )
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
