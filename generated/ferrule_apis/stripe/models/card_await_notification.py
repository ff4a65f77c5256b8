from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import mismatch, whole
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

_KNOWN = frozenset(
    (
        "charge_attempt_at",
        "customer_approval_required",
    )
)


@_attrs_define
class CardAwaitNotification(_Model):
    """CardAwaitNotification"""

    charge_attempt_at: int | None | Unset = UNSET
    customer_approval_required: bool | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "charge_attempt_at": self.charge_attempt_at,
            "customer_approval_required": self.customer_approval_required,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.charge_attempt_at = (
            v
            if type(v := get("charge_attempt_at", UNSET)) is int or v is None or v is UNSET
            else whole(mismatches, "CardAwaitNotification", "charge_attempt_at", "integer | null", v)
        )
        self.customer_approval_required = (
            v
            if type(v := get("customer_approval_required", UNSET)) is bool or v is None or v is UNSET
            else mismatch(mismatches, "CardAwaitNotification", "customer_approval_required", "boolean | null", v)
        )
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict) == (self.charge_attempt_at is not UNSET) + (self.customer_approval_required is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
