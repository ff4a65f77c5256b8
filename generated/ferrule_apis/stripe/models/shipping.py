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
    from .address import Address

_KNOWN = frozenset(
    (
        "address",
        "carrier",
        "name",
        "phone",
        "tracking_number",
    )
)


@_attrs_define
class Shipping(_Model):
    """Shipping"""

    address: Address | Unset = UNSET
    carrier: str | None | Unset = UNSET
    name: str | Unset = UNSET
    phone: str | None | Unset = UNSET
    tracking_number: str | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "address": encode(self.address, sent),
            "carrier": self.carrier,
            "name": self.name,
            "phone": self.phone,
            "tracking_number": self.tracking_number,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.address = (
            _models.Address.from_dict(v, mismatches)
            if type(v := get("address", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "Shipping", "address", "Address", v)
        )
        self.carrier = (
            v
            if type(v := get("carrier", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "Shipping", "carrier", "string | null", v)
        )
        self.name = (
            v
            if type(v := get("name", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "Shipping", "name", "string", v)
        )
        self.phone = (
            v
            if type(v := get("phone", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "Shipping", "phone", "string | null", v)
        )
        self.tracking_number = (
            v
            if type(v := get("tracking_number", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "Shipping", "tracking_number", "string | null", v)
        )
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
