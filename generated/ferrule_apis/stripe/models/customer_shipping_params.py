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
        "phone",
    )
)


@_attrs_define
class CustomerShippingParams(_Model):
    """CustomerShippingParams

    Attributes:
        name: Recipient.
    """

    address: AddressParams
    name: str
    phone: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "address": encode(self.address, sent),
            "name": self.name,
            "phone": self.phone,
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
                else mismatch(mismatches, "CustomerShippingParams", "address", "AddressParams", v)
            )
            self.name = (
                v
                if type(v := src_dict["name"]) is str
                else mismatch(mismatches, "CustomerShippingParams", "name", "string", v)
            )
            self.phone = (
                v
                if type(v := get("phone", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "CustomerShippingParams", "phone", "string", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == 2 + (self.phone is not UNSET)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
