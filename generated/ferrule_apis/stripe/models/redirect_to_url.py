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
        "return_url",
        "url",
    )
)


@_attrs_define
class RedirectToUrl(_Model):
    """RedirectToUrl

    Attributes:
        return_url: Page the customer comes back to.
        url: Page to send the customer to.
    """

    return_url: str | None | Unset = UNSET
    url: str | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "return_url": self.return_url,
            "url": self.url,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.return_url = (
            v
            if type(v := get("return_url", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "RedirectToUrl", "return_url", "string | null", v)
        )
        self.url = (
            v
            if type(v := get("url", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "RedirectToUrl", "url", "string | null", v)
        )
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == (self.return_url is not UNSET) + (self.url is not UNSET)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
