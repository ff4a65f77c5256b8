from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import mismatch
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

_KNOWN = frozenset(("requesterPays",))


@_attrs_define
class BucketBilling(_Model):
    """BucketBilling

    Attributes:
        requester_pays: `requesterPays` on the wire.
    """

    requester_pays: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "requesterPays": self.requester_pays,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.requester_pays = (
            v
            if type(v := get("requesterPays", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "BucketBilling", "requesterPays", "boolean", v)
        )
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == (self.requester_pays is not UNSET)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
