from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import mismatch, whole
from .._decode import Incomplete as _Incomplete
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

_KNOWN = frozenset(
    (
        "amount",
        "currency",
        "type",
        "application",
        "description",
    )
)


@_attrs_define
class Fee(_Model):
    """Fee

    Attributes:
        type_: `type` on the wire.
    """

    amount: int
    currency: str
    type_: str
    application: str | None | Unset = UNSET
    description: str | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "amount": self.amount,
            "currency": self.currency,
            "type": self.type_,
            "application": self.application,
            "description": self.description,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.amount = (
                v if type(v := src_dict["amount"]) is int else whole(mismatches, "Fee", "amount", "integer", v)
            )
            self.currency = (
                v if type(v := src_dict["currency"]) is str else mismatch(mismatches, "Fee", "currency", "string", v)
            )
            self.type_ = v if type(v := src_dict["type"]) is str else mismatch(mismatches, "Fee", "type", "string", v)
            self.application = (
                v
                if type(v := get("application", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "Fee", "application", "string | null", v)
            )
            self.description = (
                v
                if type(v := get("description", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "Fee", "description", "string | null", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict) == 3 + (self.application is not UNSET) + (self.description is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
