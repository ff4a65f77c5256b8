from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import mismatch, whole
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .rule import Rule

_KNOWN = frozenset(
    (
        "type",
        "network_status",
        "reason",
        "risk_level",
        "risk_score",
        "rule",
        "seller_message",
    )
)


@_attrs_define
class ChargeOutcome(_Model):
    """ChargeOutcome

    Attributes:
        type_: `authorized`, `manual_review`, `issuer_declined`, `blocked` or `invalid`. `type` on the wire.
        rule: Fraud rule that decided.
        seller_message: Explanation for the seller; not meant for customers.
    """

    type_: str
    network_status: str | None | Unset = UNSET
    reason: str | None | Unset = UNSET
    risk_level: str | Unset = UNSET
    risk_score: int | Unset = UNSET
    rule: str | Rule | Unset = UNSET
    seller_message: str | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "type": self.type_,
            "network_status": self.network_status,
            "reason": self.reason,
            "risk_level": self.risk_level,
            "risk_score": self.risk_score,
            "rule": encode(self.rule, sent),
            "seller_message": self.seller_message,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.type_ = (
                v if type(v := src_dict["type"]) is str else mismatch(mismatches, "ChargeOutcome", "type", "string", v)
            )
            self.network_status = (
                v
                if type(v := get("network_status", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "ChargeOutcome", "network_status", "string | null", v)
            )
            self.reason = (
                v
                if type(v := get("reason", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "ChargeOutcome", "reason", "string | null", v)
            )
            self.risk_level = (
                v
                if type(v := get("risk_level", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "ChargeOutcome", "risk_level", "string", v)
            )
            self.risk_score = (
                v
                if type(v := get("risk_score", UNSET)) is int or v is UNSET
                else whole(mismatches, "ChargeOutcome", "risk_score", "integer", v)
            )
            self.rule = (
                _models.Rule.from_dict(v, mismatches)
                if type(v := get("rule", UNSET)) is dict
                else v
                if type(v) is str or v is UNSET
                else mismatch(mismatches, "ChargeOutcome", "rule", "string | Rule", v)
            )
            self.seller_message = (
                v
                if type(v := get("seller_message", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "ChargeOutcome", "seller_message", "string | null", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
