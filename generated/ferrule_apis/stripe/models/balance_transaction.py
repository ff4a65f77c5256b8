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
    from .expanded_object import ExpandedObject
    from .fee import Fee

_KNOWN = frozenset(
    (
        "amount",
        "available_on",
        "created",
        "currency",
        "fee",
        "fee_details",
        "id",
        "net",
        "object",
        "reporting_category",
        "status",
        "type",
        "description",
        "exchange_rate",
        "source",
    )
)


@_attrs_define
class BalanceTransaction(_Model):
    """Effect of a movement of money on the balance of the account.

    Attributes:
        amount: Gross amount; below zero when money leaves the account.
        net: `amount` less `fee`.
        object_: `object` on the wire.
        status: `available` or `pending`.
        type_: Kind of movement, such as `charge`, `refund` or `payout`. `type` on the wire.
    """

    amount: int
    available_on: int
    created: int
    currency: str
    fee: int
    fee_details: list[Fee]
    id: str
    net: int
    reporting_category: str
    status: str
    type_: str
    object_: Literal["balance_transaction"] = "balance_transaction"
    description: str | None | Unset = UNSET
    exchange_rate: float | None | Unset = UNSET
    source: str | ExpandedObject | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "amount": self.amount,
            "available_on": self.available_on,
            "created": self.created,
            "currency": self.currency,
            "fee": self.fee,
            "fee_details": encode(self.fee_details, sent),
            "id": self.id,
            "net": self.net,
            "reporting_category": self.reporting_category,
            "status": self.status,
            "type": self.type_,
            "object": self.object_,
            "description": self.description,
            "exchange_rate": encode(self.exchange_rate, sent),
            "source": encode(self.source, sent),
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
                v
                if type(v := src_dict["amount"]) is int
                else whole(mismatches, "BalanceTransaction", "amount", "integer", v)
            )
            self.available_on = (
                v
                if type(v := src_dict["available_on"]) is int
                else whole(mismatches, "BalanceTransaction", "available_on", "integer", v)
            )
            self.created = (
                v
                if type(v := src_dict["created"]) is int
                else whole(mismatches, "BalanceTransaction", "created", "integer", v)
            )
            self.currency = (
                v
                if type(v := src_dict["currency"]) is str
                else mismatch(mismatches, "BalanceTransaction", "currency", "string", v)
            )
            self.fee = (
                v if type(v := src_dict["fee"]) is int else whole(mismatches, "BalanceTransaction", "fee", "integer", v)
            )
            self.fee_details = (
                [
                    _models.Fee.from_dict(vi, mismatches)
                    if type(vi) is dict
                    else mismatch(mismatches, "BalanceTransaction", "fee_details[]", "Fee", vi)
                    for vi in v
                ]
                if type(v := src_dict["fee_details"]) is list
                else mismatch(mismatches, "BalanceTransaction", "fee_details", "array", v)
            )
            self.id = (
                v if type(v := src_dict["id"]) is str else mismatch(mismatches, "BalanceTransaction", "id", "string", v)
            )
            self.net = (
                v if type(v := src_dict["net"]) is int else whole(mismatches, "BalanceTransaction", "net", "integer", v)
            )
            self.reporting_category = (
                v
                if type(v := src_dict["reporting_category"]) is str
                else mismatch(mismatches, "BalanceTransaction", "reporting_category", "string", v)
            )
            self.status = (
                v
                if type(v := src_dict["status"]) is str
                else mismatch(mismatches, "BalanceTransaction", "status", "string", v)
            )
            self.type_ = (
                v
                if type(v := src_dict["type"]) is str
                else mismatch(mismatches, "BalanceTransaction", "type", "string", v)
            )
            self.object_ = (
                v
                if (v := src_dict["object"]) == "balance_transaction"
                else mismatch(mismatches, "BalanceTransaction", "object", "'balance_transaction'", v)
            )
            self.description = (
                v
                if type(v := get("description", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "BalanceTransaction", "description", "string | null", v)
            )
            self.exchange_rate = (
                v
                if type(v := get("exchange_rate", UNSET)) is float or type(v) is int or v is None or v is UNSET
                else mismatch(mismatches, "BalanceTransaction", "exchange_rate", "number | null", v)
            )
            self.source = (
                _models.ExpandedObject.from_dict(v, mismatches)
                if type(v := get("source", UNSET)) is dict
                else v
                if type(v) is str or v is None or v is UNSET
                else mismatch(mismatches, "BalanceTransaction", "source", "string | null | ExpandedObject", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict)
            == 12 + (self.description is not UNSET) + (self.exchange_rate is not UNSET) + (self.source is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
