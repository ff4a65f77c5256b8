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
    from .customer_tax_location_source import CustomerTaxLocationSource

_KNOWN = frozenset(
    (
        "country",
        "source",
        "state",
    )
)


@_attrs_define
class CustomerTaxLocation(_Model):
    """CustomerTaxLocation

    Attributes:
        source: What the place was inferred from.
    """

    country: str
    source: CustomerTaxLocationSource
    state: str | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "country": self.country,
            "source": encode(self.source, sent),
            "state": self.state,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.country = (
                v
                if type(v := src_dict["country"]) is str
                else mismatch(mismatches, "CustomerTaxLocation", "country", "string", v)
            )
            self.source = (
                member(_models.CustomerTaxLocationSource, v, mismatches, "CustomerTaxLocation", "source")
                if type(v := src_dict["source"]) is str
                else mismatch(mismatches, "CustomerTaxLocation", "source", "CustomerTaxLocationSource", v)
            )
            self.state = (
                v
                if type(v := get("state", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "CustomerTaxLocation", "state", "string | null", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == 2 + (self.state is not UNSET)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
