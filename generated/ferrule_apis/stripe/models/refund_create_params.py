from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import member, mismatch, whole
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .refund_create_params_reason import RefundCreateParamsReason

_KNOWN = frozenset(
    (
        "amount",
        "charge",
        "currency",
        "customer",
        "expand",
        "instructions_email",
        "metadata",
        "origin",
        "payment_intent",
        "reason",
        "refund_application_fee",
        "reverse_transfer",
    )
)


@_attrs_define
class RefundCreateParams(_Model):
    """RefundCreateParams

    Attributes:
        amount: Part to send back, in the smallest unit of the currency; all of it if left out.
        charge: Charge to refund, `ch_…`.
        currency: Three-letter code; only for refunds from a customer's balance.
        customer: Customer whose balance is paid out.
        instructions_email: Address that receives instructions for methods that need them.
        origin: Pays out a customer's balance.
        payment_intent: Payment intent to refund, `pi_…`.
        reason: `fraudulent` also blocks the card and e-mail address.
        refund_application_fee: Whether the platform gives its fee back, in proportion.
        reverse_transfer: Whether the connected account gives the money back, in proportion.
    """

    amount: int | Unset = UNSET
    charge: str | Unset = UNSET
    currency: str | Unset = UNSET
    customer: str | Unset = UNSET
    expand: list[str] | Unset = UNSET
    instructions_email: str | Unset = UNSET
    metadata: dict[str, str] | Literal[""] | Unset = UNSET
    origin: Literal["customer_balance"] | Unset = UNSET
    payment_intent: str | Unset = UNSET
    reason: RefundCreateParamsReason | Unset = UNSET
    refund_application_fee: bool | Unset = UNSET
    reverse_transfer: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "amount": self.amount,
            "charge": self.charge,
            "currency": self.currency,
            "customer": self.customer,
            "expand": encode(self.expand, sent),
            "instructions_email": self.instructions_email,
            "metadata": encode(self.metadata, sent),
            "origin": self.origin,
            "payment_intent": self.payment_intent,
            "reason": encode(self.reason, sent),
            "refund_application_fee": self.refund_application_fee,
            "reverse_transfer": self.reverse_transfer,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.amount = (
            v
            if type(v := get("amount", UNSET)) is int or v is UNSET
            else whole(mismatches, "RefundCreateParams", "amount", "integer", v)
        )
        self.charge = (
            v
            if type(v := get("charge", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "RefundCreateParams", "charge", "string", v)
        )
        self.currency = (
            v
            if type(v := get("currency", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "RefundCreateParams", "currency", "string", v)
        )
        self.customer = (
            v
            if type(v := get("customer", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "RefundCreateParams", "customer", "string", v)
        )
        self.expand = (
            [
                vi if type(vi) is str else mismatch(mismatches, "RefundCreateParams", "expand[]", "string", vi)
                for vi in v
            ]
            if type(v := get("expand", UNSET)) is list
            else v
            if v is UNSET
            else mismatch(mismatches, "RefundCreateParams", "expand", "array", v)
        )
        self.instructions_email = (
            v
            if type(v := get("instructions_email", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "RefundCreateParams", "instructions_email", "string", v)
        )
        self.metadata = (
            {
                vk: vi if type(vi) is str else mismatch(mismatches, "RefundCreateParams", "metadata{}", "string", vi)
                for vk, vi in v.items()
            }
            if type(v := get("metadata", UNSET)) is dict
            else v
            if v == "" or v is UNSET
            else mismatch(mismatches, "RefundCreateParams", "metadata", "'' | object", v)
        )
        self.origin = (
            v
            if (v := get("origin", UNSET)) == "customer_balance" or v is UNSET
            else mismatch(mismatches, "RefundCreateParams", "origin", "'customer_balance'", v)
        )
        self.payment_intent = (
            v
            if type(v := get("payment_intent", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "RefundCreateParams", "payment_intent", "string", v)
        )
        self.reason = (
            member(_models.RefundCreateParamsReason, v, mismatches, "RefundCreateParams", "reason")
            if type(v := get("reason", UNSET)) is str
            else v
            if v is UNSET
            else mismatch(mismatches, "RefundCreateParams", "reason", "RefundCreateParamsReason", v)
        )
        self.refund_application_fee = (
            v
            if type(v := get("refund_application_fee", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "RefundCreateParams", "refund_application_fee", "boolean", v)
        )
        self.reverse_transfer = (
            v
            if type(v := get("reverse_transfer", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "RefundCreateParams", "reverse_transfer", "boolean", v)
        )
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
