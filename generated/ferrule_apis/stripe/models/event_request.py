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
        "id",
        "idempotency_key",
    )
)


@_attrs_define
class EventRequest(_Model):
    """The call that led to the event; both are empty if there was none."""

    id: str | None | Unset = UNSET
    idempotency_key: str | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "id": self.id,
            "idempotency_key": self.idempotency_key,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.id = (
            v
            if type(v := get("id", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "EventRequest", "id", "string | null", v)
        )
        self.idempotency_key = (
            v
            if type(v := get("idempotency_key", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "EventRequest", "idempotency_key", "string | null", v)
        )
        self.additional_properties = {}
        if not (
            type(src_dict) is dict and len(src_dict) == (self.id is not UNSET) + (self.idempotency_key is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
