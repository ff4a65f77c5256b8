from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import mismatch
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

_KNOWN = frozenset(
    (
        "mainPageSuffix",
        "notFoundPage",
    )
)


@_attrs_define
class BucketWebsite(_Model):
    """BucketWebsite

    Attributes:
        main_page_suffix: `mainPageSuffix` on the wire.
        not_found_page: `notFoundPage` on the wire.
    """

    main_page_suffix: str | Unset = UNSET
    not_found_page: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "mainPageSuffix": self.main_page_suffix,
            "notFoundPage": self.not_found_page,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.main_page_suffix = (
            v
            if type(v := get("mainPageSuffix", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "BucketWebsite", "mainPageSuffix", "string", v)
        )
        self.not_found_page = (
            v
            if type(v := get("notFoundPage", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "BucketWebsite", "notFoundPage", "string", v)
        )
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict) == (self.main_page_suffix is not UNSET) + (self.not_found_page is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
