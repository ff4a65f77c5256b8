from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import date_time, mismatch
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

_KNOWN = frozenset(
    (
        "rise",
        "set",
        "always_up",
        "always_down",
    )
)


@_attrs_define
class Sun(_Model):
    """Sun

    Attributes:
        rise: Local time without an offset; null where the sun does not rise.
        set_: Local time without an offset; null where the sun does not set. `set` on the wire.
        always_up: Whether the sun does not set that day.
        always_down: Whether the sun does not rise that day.
    """

    rise: datetime.datetime | None | Unset = UNSET
    set_: datetime.datetime | None | Unset = UNSET
    always_up: bool | Unset = UNSET
    always_down: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "rise": encode(self.rise, sent),
            "set": encode(self.set_, sent),
            "always_up": self.always_up,
            "always_down": self.always_down,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.rise = (
            date_time(v, mismatches, "Sun", "rise")
            if type(v := get("rise", UNSET)) is str
            else v
            if v is None or v is UNSET
            else mismatch(mismatches, "Sun", "rise", "null | date-time", v)
        )
        self.set_ = (
            date_time(v, mismatches, "Sun", "set")
            if type(v := get("set", UNSET)) is str
            else v
            if v is None or v is UNSET
            else mismatch(mismatches, "Sun", "set", "null | date-time", v)
        )
        self.always_up = (
            v
            if type(v := get("always_up", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "Sun", "always_up", "boolean", v)
        )
        self.always_down = (
            v
            if type(v := get("always_down", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "Sun", "always_down", "boolean", v)
        )
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict)
            == (self.rise is not UNSET)
            + (self.set_ is not UNSET)
            + (self.always_up is not UNSET)
            + (self.always_down is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
