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
    from .balance_transaction import BalanceTransaction
    from .charge import Charge
    from .expanded_object import ExpandedObject
    from .payment_intent import PaymentIntent
    from .refund_destination import RefundDestination
    from .refund_next_action import RefundNextAction
    from .refund_pending_reason import RefundPendingReason
    from .refund_reason import RefundReason

_KNOWN = frozenset(
    (
        "amount",
        "created",
        "currency",
        "id",
        "object",
        "balance_transaction",
        "charge",
        "description",
        "destination_details",
        "failure_balance_transaction",
        "failure_reason",
        "instructions_email",
        "metadata",
        "next_action",
        "payment_intent",
        "pending_reason",
        "reason",
        "receipt_number",
        "source_transfer_reversal",
        "status",
        "transfer_reversal",
    )
)


@_attrs_define
class Refund(_Model):
    """Refund

    Attributes:
        object_: `object` on the wire.
        status: `succeeded`, `failed`, `canceled`, or on the way `pending` or `requires_action`.
    """

    amount: int
    created: int
    currency: str
    id: str
    object_: Literal["refund"] = "refund"
    balance_transaction: str | BalanceTransaction | None | Unset = UNSET
    charge: str | Charge | None | Unset = UNSET
    description: str | Unset = UNSET
    destination_details: RefundDestination | Unset = UNSET
    failure_balance_transaction: str | BalanceTransaction | Unset = UNSET
    failure_reason: str | Unset = UNSET
    instructions_email: str | Unset = UNSET
    metadata: dict[str, str] | None | Unset = UNSET
    next_action: RefundNextAction | Unset = UNSET
    payment_intent: str | PaymentIntent | None | Unset = UNSET
    pending_reason: RefundPendingReason | Unset = UNSET
    reason: RefundReason | None | Unset = UNSET
    receipt_number: str | None | Unset = UNSET
    source_transfer_reversal: str | ExpandedObject | None | Unset = UNSET
    status: str | None | Unset = UNSET
    transfer_reversal: str | ExpandedObject | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "amount": self.amount,
            "created": self.created,
            "currency": self.currency,
            "id": self.id,
            "object": self.object_,
            "balance_transaction": encode(self.balance_transaction, sent),
            "charge": encode(self.charge, sent),
            "description": self.description,
            "destination_details": encode(self.destination_details, sent),
            "failure_balance_transaction": encode(self.failure_balance_transaction, sent),
            "failure_reason": self.failure_reason,
            "instructions_email": self.instructions_email,
            "metadata": encode(self.metadata, sent),
            "next_action": encode(self.next_action, sent),
            "payment_intent": encode(self.payment_intent, sent),
            "pending_reason": encode(self.pending_reason, sent),
            "reason": encode(self.reason, sent),
            "receipt_number": self.receipt_number,
            "source_transfer_reversal": encode(self.source_transfer_reversal, sent),
            "status": self.status,
            "transfer_reversal": encode(self.transfer_reversal, sent),
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
                v if type(v := src_dict["amount"]) is int else whole(mismatches, "Refund", "amount", "integer", v)
            )
            self.created = (
                v if type(v := src_dict["created"]) is int else whole(mismatches, "Refund", "created", "integer", v)
            )
            self.currency = (
                v if type(v := src_dict["currency"]) is str else mismatch(mismatches, "Refund", "currency", "string", v)
            )
            self.id = v if type(v := src_dict["id"]) is str else mismatch(mismatches, "Refund", "id", "string", v)
            self.object_ = (
                v if (v := src_dict["object"]) == "refund" else mismatch(mismatches, "Refund", "object", "'refund'", v)
            )
            self.balance_transaction = (
                _models.BalanceTransaction.from_dict(v, mismatches)
                if type(v := get("balance_transaction", UNSET)) is dict
                else v
                if type(v) is str or v is None or v is UNSET
                else mismatch(mismatches, "Refund", "balance_transaction", "string | null | BalanceTransaction", v)
            )
            self.charge = (
                _models.Charge.from_dict(v, mismatches)
                if type(v := get("charge", UNSET)) is dict
                else v
                if type(v) is str or v is None or v is UNSET
                else mismatch(mismatches, "Refund", "charge", "string | null | Charge", v)
            )
            self.description = (
                v
                if type(v := get("description", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "Refund", "description", "string", v)
            )
            self.destination_details = (
                _models.RefundDestination.from_dict(v, mismatches)
                if type(v := get("destination_details", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "Refund", "destination_details", "RefundDestination", v)
            )
            self.failure_balance_transaction = (
                _models.BalanceTransaction.from_dict(v, mismatches)
                if type(v := get("failure_balance_transaction", UNSET)) is dict
                else v
                if type(v) is str or v is UNSET
                else mismatch(mismatches, "Refund", "failure_balance_transaction", "string | BalanceTransaction", v)
            )
            self.failure_reason = (
                v
                if type(v := get("failure_reason", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "Refund", "failure_reason", "string", v)
            )
            self.instructions_email = (
                v
                if type(v := get("instructions_email", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "Refund", "instructions_email", "string", v)
            )
            self.metadata = (
                {
                    vk: vi if type(vi) is str else mismatch(mismatches, "Refund", "metadata{}", "string", vi)
                    for vk, vi in v.items()
                }
                if type(v := get("metadata", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "Refund", "metadata", "null | object", v)
            )
            self.next_action = (
                _models.RefundNextAction.from_dict(v, mismatches)
                if type(v := get("next_action", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "Refund", "next_action", "RefundNextAction", v)
            )
            self.payment_intent = (
                _models.PaymentIntent.from_dict(v, mismatches)
                if type(v := get("payment_intent", UNSET)) is dict
                else v
                if type(v) is str or v is None or v is UNSET
                else mismatch(mismatches, "Refund", "payment_intent", "string | null | PaymentIntent", v)
            )
            self.pending_reason = (
                member(_models.RefundPendingReason, v, mismatches, "Refund", "pending_reason")
                if type(v := get("pending_reason", UNSET)) is str
                else v
                if v is UNSET
                else mismatch(mismatches, "Refund", "pending_reason", "RefundPendingReason", v)
            )
            self.reason = (
                member(_models.RefundReason, v, mismatches, "Refund", "reason")
                if type(v := get("reason", UNSET)) is str
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "Refund", "reason", "null | RefundReason", v)
            )
            self.receipt_number = (
                v
                if type(v := get("receipt_number", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "Refund", "receipt_number", "string | null", v)
            )
            self.source_transfer_reversal = (
                _models.ExpandedObject.from_dict(v, mismatches)
                if type(v := get("source_transfer_reversal", UNSET)) is dict
                else v
                if type(v) is str or v is None or v is UNSET
                else mismatch(mismatches, "Refund", "source_transfer_reversal", "string | null | ExpandedObject", v)
            )
            self.status = (
                v
                if type(v := get("status", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "Refund", "status", "string | null", v)
            )
            self.transfer_reversal = (
                _models.ExpandedObject.from_dict(v, mismatches)
                if type(v := get("transfer_reversal", UNSET)) is dict
                else v
                if type(v) is str or v is None or v is UNSET
                else mismatch(mismatches, "Refund", "transfer_reversal", "string | null | ExpandedObject", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
