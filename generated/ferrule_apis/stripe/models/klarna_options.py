from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import member, mismatch
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .option_future_usage import OptionFutureUsage

_KNOWN = frozenset(
    (
        "capture_method",
        "preferred_locale",
        "setup_future_usage",
    )
)


@_attrs_define
class KlarnaOptions(_Model):
    """KlarnaOptions"""

    capture_method: Literal["manual"] | Unset = UNSET
    preferred_locale: str | None | Unset = UNSET
    setup_future_usage: OptionFutureUsage | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "capture_method": self.capture_method,
            "preferred_locale": self.preferred_locale,
            "setup_future_usage": encode(self.setup_future_usage, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.capture_method = (
            v
            if (v := get("capture_method", UNSET)) == "manual" or v is UNSET
            else mismatch(mismatches, "KlarnaOptions", "capture_method", "'manual'", v)
        )
        self.preferred_locale = (
            v
            if type(v := get("preferred_locale", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "KlarnaOptions", "preferred_locale", "string | null", v)
        )
        self.setup_future_usage = (
            member(_models.OptionFutureUsage, v, mismatches, "KlarnaOptions", "setup_future_usage")
            if type(v := get("setup_future_usage", UNSET)) is str
            else v
            if v is UNSET
            else mismatch(mismatches, "KlarnaOptions", "setup_future_usage", "OptionFutureUsage", v)
        )
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict)
            == (self.capture_method is not UNSET)
            + (self.preferred_locale is not UNSET)
            + (self.setup_future_usage is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
