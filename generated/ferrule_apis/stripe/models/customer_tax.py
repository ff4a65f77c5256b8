from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models
from .._decode import member, mismatch
from .._encode import encode
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .customer_tax_automatic_tax import CustomerTaxAutomaticTax
    from .customer_tax_location import CustomerTaxLocation


@_attrs_define
class CustomerTax:
    """CustomerTax

    Attributes:
        automatic_tax: Whether tax can be computed for this customer.
    """

    automatic_tax: CustomerTaxAutomaticTax
    ip_address: str | None | Unset = UNSET
    location: CustomerTaxLocation | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The model as JSON data."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "automatic_tax": encode(self.automatic_tax),
            "ip_address": self.ip_address,
            "location": encode(self.location),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        data = dict(src_dict)
        pop: Any = data.pop
        self = cls.__new__(cls)
        self.automatic_tax = (
            member(models.CustomerTaxAutomaticTax, v, mismatches, "CustomerTax", "automatic_tax")
            if type(v := pop("automatic_tax", UNSET)) is str
            else mismatch(mismatches, "CustomerTax", "automatic_tax", "CustomerTaxAutomaticTax", v)
        )
        self.ip_address = (
            v
            if type(v := pop("ip_address", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "CustomerTax", "ip_address", "string | null", v)
        )
        self.location = (
            models.CustomerTaxLocation.from_dict(v, mismatches)
            if type(v := pop("location", UNSET)) is dict
            else v
            if v is None or v is UNSET
            else mismatch(mismatches, "CustomerTax", "location", "null | CustomerTaxLocation", v)
        )
        self.additional_properties = data or {}
        return self
