from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models
from .._decode import mismatch
from .._encode import encode
from ..types import UNSET, Mismatch

if TYPE_CHECKING:
    from .email_sent import EmailSent


@_attrs_define
class RefundDisplayDetails:
    """RefundDisplayDetails"""

    email_sent: EmailSent
    expires_at: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The model as JSON data."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "email_sent": encode(self.email_sent),
            "expires_at": self.expires_at,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        data = dict(src_dict)
        pop: Any = data.pop
        self = cls.__new__(cls)
        self.email_sent = (
            models.EmailSent.from_dict(v, mismatches)
            if type(v := pop("email_sent", UNSET)) is dict
            else mismatch(mismatches, "RefundDisplayDetails", "email_sent", "EmailSent", v)
        )
        self.expires_at = (
            v
            if type(v := pop("expires_at", UNSET)) is int
            else mismatch(mismatches, "RefundDisplayDetails", "expires_at", "integer", v)
        )
        self.additional_properties = data or {}
        return self
