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
class Address(_Model):
    """Address

    Attributes:
        country: Two-letter ISO 3166-1 code.
    """

    city: str | None | Unset = UNSET
    country: str | None | Unset = UNSET
    line1: str | None | Unset = UNSET
    line2: str | None | Unset = UNSET
    postal_code: str | None | Unset = UNSET
    state: str | None | Unset = UNSET
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
            if type(v := get("city", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "Address", "city", "string | null", v)
        )
        self.country = (
            v
            if type(v := get("country", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "Address", "country", "string | null", v)
        )
        self.line1 = (
            v
            if type(v := get("line1", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "Address", "line1", "string | null", v)
        )
        self.line2 = (
            v
            if type(v := get("line2", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "Address", "line2", "string | null", v)
        )
        self.postal_code = (
            v
            if type(v := get("postal_code", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "Address", "postal_code", "string | null", v)
        )
        self.state = (
            v
            if type(v := get("state", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "Address", "state", "string | null", v)
        )
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
