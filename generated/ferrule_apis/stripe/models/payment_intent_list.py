from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models
from .._decode import mismatch
from .._encode import encode
from ..types import UNSET, Mismatch

if TYPE_CHECKING:
    from .payment_intent import PaymentIntent


@_attrs_define
class PaymentIntentList:
    """PaymentIntentList

    Attributes:
        has_more: Whether more follow on the next page.
        object_: `object` on the wire.
        url: Path at which the list is served.
    """

    data: list[PaymentIntent]
    has_more: bool
    url: str
    object_: Literal["list"] = "list"
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The model as JSON data."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "data": encode(self.data),
            "has_more": self.has_more,
            "url": self.url,
            "object": self.object_,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        data = dict(src_dict)
        pop: Any = data.pop
        self = cls.__new__(cls)
        self.data = (
            [
                models.PaymentIntent.from_dict(vi, mismatches)
                if type(vi) is dict
                else mismatch(mismatches, "PaymentIntentList", "data[]", "PaymentIntent", vi)
                for vi in v
            ]
            if type(v := pop("data", UNSET)) is list
            else mismatch(mismatches, "PaymentIntentList", "data", "array", v)
        )
        self.has_more = (
            v
            if type(v := pop("has_more", UNSET)) is bool
            else mismatch(mismatches, "PaymentIntentList", "has_more", "boolean", v)
        )
        self.url = (
            v if type(v := pop("url", UNSET)) is str else mismatch(mismatches, "PaymentIntentList", "url", "string", v)
        )
        self.object_ = (
            v
            if (v := pop("object", UNSET)) == "list"
            else mismatch(mismatches, "PaymentIntentList", "object", "'list'", v)
        )
        self.additional_properties = data or {}
        return self
