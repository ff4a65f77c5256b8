from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import mismatch, whole
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .cash_balance_settings import CashBalanceSettings

_KNOWN = frozenset(
    (
        "customer",
        "livemode",
        "object",
        "settings",
        "available",
    )
)


@_attrs_define
class CashBalance(_Model):
    """CashBalance

    Attributes:
        object_: `object` on the wire.
        available: Money held, by currency.
    """

    customer: str
    livemode: bool
    settings: CashBalanceSettings
    object_: Literal["cash_balance"] = "cash_balance"
    available: dict[str, int] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "customer": self.customer,
            "livemode": self.livemode,
            "settings": encode(self.settings, sent),
            "object": self.object_,
            "available": encode(self.available, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.customer = (
                v
                if type(v := src_dict["customer"]) is str
                else mismatch(mismatches, "CashBalance", "customer", "string", v)
            )
            self.livemode = (
                v
                if type(v := src_dict["livemode"]) is bool
                else mismatch(mismatches, "CashBalance", "livemode", "boolean", v)
            )
            self.settings = (
                _models.CashBalanceSettings.from_dict(v, mismatches)
                if type(v := src_dict["settings"]) is dict
                else mismatch(mismatches, "CashBalance", "settings", "CashBalanceSettings", v)
            )
            self.object_ = (
                v
                if (v := src_dict["object"]) == "cash_balance"
                else mismatch(mismatches, "CashBalance", "object", "'cash_balance'", v)
            )
            self.available = (
                {
                    vk: vi if type(vi) is int else whole(mismatches, "CashBalance", "available{}", "integer", vi)
                    for vk, vi in v.items()
                }
                if type(v := get("available", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "CashBalance", "available", "null | object", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == 4 + (self.available is not UNSET)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
