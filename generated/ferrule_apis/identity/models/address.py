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
        "formatted",
        "street_address",
        "locality",
        "region",
        "postal_code",
        "country",
    )
)


@_attrs_define
class Address(_Model):
    """OpenID Connect Core section 5.1.1.

    Attributes:
        formatted: The whole address, in lines.
    """

    formatted: str | Unset = UNSET
    street_address: str | Unset = UNSET
    locality: str | Unset = UNSET
    region: str | Unset = UNSET
    postal_code: str | Unset = UNSET
    country: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "formatted": self.formatted,
            "street_address": self.street_address,
            "locality": self.locality,
            "region": self.region,
            "postal_code": self.postal_code,
            "country": self.country,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.formatted = (
            v
            if type(v := get("formatted", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "Address", "formatted", "string", v)
        )
        self.street_address = (
            v
            if type(v := get("street_address", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "Address", "street_address", "string", v)
        )
        self.locality = (
            v
            if type(v := get("locality", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "Address", "locality", "string", v)
        )
        self.region = (
            v
            if type(v := get("region", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "Address", "region", "string", v)
        )
        self.postal_code = (
            v
            if type(v := get("postal_code", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "Address", "postal_code", "string", v)
        )
        self.country = (
            v
            if type(v := get("country", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "Address", "country", "string", v)
        )
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
