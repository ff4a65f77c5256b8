from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models
from .._decode import mismatch
from .._encode import encode
from ..types import UNSET, File, Mismatch

if TYPE_CHECKING:
    from .object_ import Object


@_attrs_define
class MultipartUpload:
    """The two parts of a multipart/related body, in this order."""

    metadata: Object
    media: File
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The model as JSON data."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "metadata": encode(self.metadata),
            "media": encode(self.media),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    def to_fields(self) -> dict[str, Any]:
        """The fields of a form, with files as they are."""
        return {
            **self.additional_properties,
            "metadata": self.metadata,
            "media": self.media,
        }

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        data = dict(src_dict)
        pop: Any = data.pop
        self = cls.__new__(cls)
        self.metadata = (
            models.Object.from_dict(v, mismatches)
            if type(v := pop("metadata", UNSET)) is dict
            else mismatch(mismatches, "MultipartUpload", "metadata", "Object", v)
        )
        self.media = pop("media", UNSET)
        self.additional_properties = data or {}
        return self
