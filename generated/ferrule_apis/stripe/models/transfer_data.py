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
    from .expanded_object import ExpandedObject

_KNOWN = frozenset(
    (
        "destination",
        "amount",
    )
)


@_attrs_define
class TransferData(_Model):
    """TransferData"""

    destination: str | ExpandedObject
    amount: int | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "destination": encode(self.destination, sent),
            "amount": self.amount,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.destination = (
                _models.ExpandedObject.from_dict(v, mismatches)
                if type(v := src_dict["destination"]) is dict
                else v
                if type(v) is str
                else mismatch(mismatches, "TransferData", "destination", "string | ExpandedObject", v)
            )
            self.amount = (
                v
                if type(v := get("amount", UNSET)) is int or v is None or v is UNSET
                else whole(mismatches, "TransferData", "amount", "integer | null", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == 1 + (self.amount is not UNSET)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
