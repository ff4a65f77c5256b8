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
    from .bucket import Bucket

_KNOWN = frozenset(
    (
        "kind",
        "nextPageToken",
        "items",
    )
)


@_attrs_define
class Buckets(_Model):
    """Buckets

    Attributes:
        kind: Always `storage#buckets`.
        next_page_token: Token of the next page. Missing on the last. `nextPageToken` on the wire.
        items: The buckets. Missing where there are none.
    """

    kind: str | Unset = UNSET
    next_page_token: str | Unset = UNSET
    items: list[Bucket] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "kind": self.kind,
            "nextPageToken": self.next_page_token,
            "items": encode(self.items, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.kind = (
            v
            if type(v := get("kind", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "Buckets", "kind", "string", v)
        )
        self.next_page_token = (
            v
            if type(v := get("nextPageToken", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "Buckets", "nextPageToken", "string", v)
        )
        self.items = (
            [
                _models.Bucket.from_dict(vi, mismatches)
                if type(vi) is dict
                else mismatch(mismatches, "Buckets", "items[]", "Bucket", vi)
                for vi in v
            ]
            if type(v := get("items", UNSET)) is list
            else v
            if v is UNSET
            else mismatch(mismatches, "Buckets", "items", "array", v)
        )
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict)
            == (self.kind is not UNSET) + (self.next_page_token is not UNSET) + (self.items is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
