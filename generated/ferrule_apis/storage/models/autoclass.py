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
        "enabled",
        "toggleTime",
        "terminalStorageClass",
        "terminalStorageClassUpdateTime",
    )
)


@_attrs_define
class Autoclass(_Model):
    """Moves objects between storage classes by how often they are read.

    Attributes:
        toggle_time: Set by the server. `toggleTime` on the wire.
        terminal_storage_class: Class that objects end in, `NEARLINE` or `ARCHIVE`. `terminalStorageClass` on
            the wire.
        terminal_storage_class_update_time: Set by the server. `terminalStorageClassUpdateTime` on the wire.
    """

    enabled: bool | Unset = UNSET
    toggle_time: datetime.datetime | Unset = UNSET
    terminal_storage_class: str | Unset = UNSET
    terminal_storage_class_update_time: datetime.datetime | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "enabled": self.enabled,
            "toggleTime": UNSET if sent else encode(self.toggle_time, sent),
            "terminalStorageClass": self.terminal_storage_class,
            "terminalStorageClassUpdateTime": UNSET if sent else encode(self.terminal_storage_class_update_time, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.enabled = (
            v
            if type(v := get("enabled", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "Autoclass", "enabled", "boolean", v)
        )
        self.toggle_time = (
            date_time(v, mismatches, "Autoclass", "toggleTime")
            if type(v := get("toggleTime", UNSET)) is str
            else v
            if v is UNSET
            else mismatch(mismatches, "Autoclass", "toggleTime", "date-time", v)
        )
        self.terminal_storage_class = (
            v
            if type(v := get("terminalStorageClass", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "Autoclass", "terminalStorageClass", "string", v)
        )
        self.terminal_storage_class_update_time = (
            date_time(v, mismatches, "Autoclass", "terminalStorageClassUpdateTime")
            if type(v := get("terminalStorageClassUpdateTime", UNSET)) is str
            else v
            if v is UNSET
            else mismatch(mismatches, "Autoclass", "terminalStorageClassUpdateTime", "date-time", v)
        )
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict)
            == (self.enabled is not UNSET)
            + (self.toggle_time is not UNSET)
            + (self.terminal_storage_class is not UNSET)
            + (self.terminal_storage_class_update_time is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
