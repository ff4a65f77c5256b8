from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import mismatch
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .address_params import AddressParams

_KNOWN = frozenset(
    (
        "address",
        "name",
        "carrier",
        "phone",
        "tracking_number",
    )
)


@_attrs_define
class ShippingParams(_Model):
    """ShippingParams

    Attributes:
        name: Recipient.
        carrier: Delivery service.
        tracking_number: Tracking number, several joined by commas.
    """

    address: AddressParams
    name: str
    carrier: str | Unset = UNSET
    phone: str | Unset = UNSET
    tracking_number: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "address": encode(self.address, sent),
            "name": self.name,
            "carrier": self.carrier,
            "phone": self.phone,
            "tracking_number": self.tracking_number,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.address = (
                _models.AddressParams.from_dict(v, mismatches)
                if type(v := src_dict["address"]) is dict
                else mismatch(mismatches, "ShippingParams", "address", "AddressParams", v)
            )
            self.name = (
                v if type(v := src_dict["name"]) is str else mismatch(mismatches, "ShippingParams", "name", "string", v)
            )
            self.carrier = (
                v
                if type(v := get("carrier", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "ShippingParams", "carrier", "string", v)
            )
            self.phone = (
                v
                if type(v := get("phone", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "ShippingParams", "phone", "string", v)
            )
            self.tracking_number = (
                v
                if type(v := get("tracking_number", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "ShippingParams", "tracking_number", "string", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict)
            == 2 + (self.carrier is not UNSET) + (self.phone is not UNSET) + (self.tracking_number is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
