from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import member, mismatch, whole
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .card_mandate_options_params_amount_type import CardMandateOptionsParamsAmountType
    from .card_mandate_options_params_interval import CardMandateOptionsParamsInterval

_KNOWN = frozenset(
    (
        "amount",
        "amount_type",
        "interval",
        "reference",
        "start_date",
        "description",
        "end_date",
        "interval_count",
        "supported_types",
    )
)


@_attrs_define
class CardMandateOptions(_Model):
    """CardMandateOptions"""

    amount: int
    amount_type: CardMandateOptionsParamsAmountType
    interval: CardMandateOptionsParamsInterval
    reference: str
    start_date: int
    description: str | None | Unset = UNSET
    end_date: int | None | Unset = UNSET
    interval_count: int | None | Unset = UNSET
    supported_types: list[Literal["india"]] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "amount": self.amount,
            "amount_type": encode(self.amount_type, sent),
            "interval": encode(self.interval, sent),
            "reference": self.reference,
            "start_date": self.start_date,
            "description": self.description,
            "end_date": self.end_date,
            "interval_count": self.interval_count,
            "supported_types": encode(self.supported_types, sent),
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
                else whole(mismatches, "CardMandateOptions", "amount", "integer", v)
            )
            self.amount_type = (
                member(_models.CardMandateOptionsParamsAmountType, v, mismatches, "CardMandateOptions", "amount_type")
                if type(v := src_dict["amount_type"]) is str
                else mismatch(mismatches, "CardMandateOptions", "amount_type", "CardMandateOptionsParamsAmountType", v)
            )
            self.interval = (
                member(_models.CardMandateOptionsParamsInterval, v, mismatches, "CardMandateOptions", "interval")
                if type(v := src_dict["interval"]) is str
                else mismatch(mismatches, "CardMandateOptions", "interval", "CardMandateOptionsParamsInterval", v)
            )
            self.reference = (
                v
                if type(v := src_dict["reference"]) is str
                else mismatch(mismatches, "CardMandateOptions", "reference", "string", v)
            )
            self.start_date = (
                v
                if type(v := src_dict["start_date"]) is int
                else whole(mismatches, "CardMandateOptions", "start_date", "integer", v)
            )
            self.description = (
                v
                if type(v := get("description", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "CardMandateOptions", "description", "string | null", v)
            )
            self.end_date = (
                v
                if type(v := get("end_date", UNSET)) is int or v is None or v is UNSET
                else whole(mismatches, "CardMandateOptions", "end_date", "integer | null", v)
            )
            self.interval_count = (
                v
                if type(v := get("interval_count", UNSET)) is int or v is None or v is UNSET
                else whole(mismatches, "CardMandateOptions", "interval_count", "integer | null", v)
            )
            self.supported_types = (
                [
                    vi
                    if vi == "india"
                    else mismatch(mismatches, "CardMandateOptions", "supported_types[]", "'india'", vi)
                    for vi in v
                ]
                if type(v := get("supported_types", UNSET)) is list
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "CardMandateOptions", "supported_types", "null | array", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict)
            == 5
            + (self.description is not UNSET)
            + (self.end_date is not UNSET)
            + (self.interval_count is not UNSET)
            + (self.supported_types is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
