from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import member, mismatch
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .customer_tax_automatic_tax import CustomerTaxAutomaticTax
    from .customer_tax_location import CustomerTaxLocation

_KNOWN = frozenset(
    (
        "automatic_tax",
        "ip_address",
        "location",
    )
)


@_attrs_define
class CustomerTax(_Model):
    """CustomerTax

    Attributes:
        automatic_tax: Whether tax can be computed for this customer.
    """

    automatic_tax: CustomerTaxAutomaticTax
    ip_address: str | None | Unset = UNSET
    location: CustomerTaxLocation | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "automatic_tax": encode(self.automatic_tax, sent),
            "ip_address": self.ip_address,
            "location": encode(self.location, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.automatic_tax = (
                member(_models.CustomerTaxAutomaticTax, v, mismatches, "CustomerTax", "automatic_tax")
                if type(v := src_dict["automatic_tax"]) is str
                else mismatch(mismatches, "CustomerTax", "automatic_tax", "CustomerTaxAutomaticTax", v)
            )
            self.ip_address = (
                v
                if type(v := get("ip_address", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "CustomerTax", "ip_address", "string | null", v)
            )
            self.location = (
                _models.CustomerTaxLocation.from_dict(v, mismatches)
                if type(v := get("location", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "CustomerTax", "location", "null | CustomerTaxLocation", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict) == 1 + (self.ip_address is not UNSET) + (self.location is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
