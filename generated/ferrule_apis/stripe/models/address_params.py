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
        "city",
        "country",
        "line1",
        "line2",
        "postal_code",
        "state",
    )
)


@_attrs_define
class AddressParams(_Model):
    """AddressParams

    Attributes:
        country: Two-letter ISO 3166-1 code.
        line1: Street and number.
        line2: Flat, floor or building.
        state: State, county, province or region.
    """

    city: str | Unset = UNSET
    country: str | Unset = UNSET
    line1: str | Unset = UNSET
    line2: str | Unset = UNSET
    postal_code: str | Unset = UNSET
    state: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "city": self.city,
            "country": self.country,
            "line1": self.line1,
            "line2": self.line2,
            "postal_code": self.postal_code,
            "state": self.state,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.city = (
            v
            if type(v := get("city", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "AddressParams", "city", "string", v)
        )
        self.country = (
            v
            if type(v := get("country", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "AddressParams", "country", "string", v)
        )
        self.line1 = (
            v
            if type(v := get("line1", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "AddressParams", "line1", "string", v)
        )
        self.line2 = (
            v
            if type(v := get("line2", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "AddressParams", "line2", "string", v)
        )
        self.postal_code = (
            v
            if type(v := get("postal_code", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "AddressParams", "postal_code", "string", v)
        )
        self.state = (
            v
            if type(v := get("state", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "AddressParams", "state", "string", v)
        )
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
