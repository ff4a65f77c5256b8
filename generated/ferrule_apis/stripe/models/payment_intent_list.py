from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import mismatch
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch

if TYPE_CHECKING:
    from .payment_intent import PaymentIntent

_KNOWN = frozenset(
    (
        "data",
        "has_more",
        "object",
        "url",
    )
)


@_attrs_define
class PaymentIntentList(_Model):
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
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "data": encode(self.data, sent),
            "has_more": self.has_more,
            "url": self.url,
            "object": self.object_,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.data = (
                [
                    _models.PaymentIntent.from_dict(vi, mismatches)
                    if type(vi) is dict
                    else mismatch(mismatches, "PaymentIntentList", "data[]", "PaymentIntent", vi)
                    for vi in v
                ]
                if type(v := src_dict["data"]) is list
                else mismatch(mismatches, "PaymentIntentList", "data", "array", v)
            )
            self.has_more = (
                v
                if type(v := src_dict["has_more"]) is bool
                else mismatch(mismatches, "PaymentIntentList", "has_more", "boolean", v)
            )
            self.url = (
                v
                if type(v := src_dict["url"]) is str
                else mismatch(mismatches, "PaymentIntentList", "url", "string", v)
            )
            self.object_ = (
                v
                if (v := src_dict["object"]) == "list"
                else mismatch(mismatches, "PaymentIntentList", "object", "'list'", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == 4):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
