from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._choice import Choice as _Choice
from .._decode import member, mismatch, whole
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .balance_transaction import BalanceTransaction
    from .billing_details import BillingDetails
    from .charge_outcome import ChargeOutcome
    from .charge_status import ChargeStatus
    from .customer import Customer
    from .deleted_customer import DeletedCustomer
    from .expanded_object import ExpandedObject
    from .fraud_details import FraudDetails
    from .payment_intent import PaymentIntent
    from .payment_method_details import PaymentMethodDetails
    from .radar_options import RadarOptions
    from .refund_list import RefundList
    from .shipping import Shipping
    from .transfer_data import TransferData

_KNOWN = frozenset(
    (
        "amount",
        "amount_captured",
        "amount_refunded",
        "billing_details",
        "captured",
        "created",
        "currency",
        "disputed",
        "id",
        "livemode",
        "metadata",
        "object",
        "paid",
        "refunded",
        "status",
        "application",
        "application_fee",
        "application_fee_amount",
        "balance_transaction",
        "calculated_statement_descriptor",
        "customer",
        "description",
        "failure_balance_transaction",
        "failure_code",
        "failure_message",
        "fraud_details",
        "on_behalf_of",
        "outcome",
        "payment_intent",
        "payment_method",
        "payment_method_details",
        "radar_options",
        "receipt_email",
        "receipt_number",
        "receipt_url",
        "refunds",
        "review",
        "shipping",
        "source_transfer",
        "statement_descriptor",
        "statement_descriptor_suffix",
        "transfer",
        "transfer_data",
        "transfer_group",
    )
)
_CHOICE_0 = _Choice(_models, ("Customer", "DeletedCustomer"))


@_attrs_define
class Charge(_Model):
    """One attempt to move money for a payment intent.

    Attributes:
        captured: Whether the money was collected rather than only reserved.
        object_: `object` on the wire.
        paid: Whether the charge succeeded or was reserved for capture.
        refunded: Whether the whole amount was sent back.
        calculated_statement_descriptor: Text that the customer's statement shows.
    """

    amount: int
    amount_captured: int
    amount_refunded: int
    billing_details: BillingDetails
    captured: bool
    created: int
    currency: str
    disputed: bool
    id: str
    livemode: bool
    metadata: dict[str, str]
    paid: bool
    refunded: bool
    status: ChargeStatus
    object_: Literal["charge"] = "charge"
    application: str | ExpandedObject | None | Unset = UNSET
    application_fee: str | ExpandedObject | None | Unset = UNSET
    application_fee_amount: int | None | Unset = UNSET
    balance_transaction: str | BalanceTransaction | None | Unset = UNSET
    calculated_statement_descriptor: str | None | Unset = UNSET
    customer: str | Customer | DeletedCustomer | None | Unset = UNSET
    description: str | None | Unset = UNSET
    failure_balance_transaction: str | BalanceTransaction | None | Unset = UNSET
    failure_code: str | None | Unset = UNSET
    failure_message: str | None | Unset = UNSET
    fraud_details: FraudDetails | None | Unset = UNSET
    on_behalf_of: str | ExpandedObject | None | Unset = UNSET
    outcome: ChargeOutcome | None | Unset = UNSET
    payment_intent: str | PaymentIntent | None | Unset = UNSET
    payment_method: str | None | Unset = UNSET
    payment_method_details: PaymentMethodDetails | None | Unset = UNSET
    radar_options: RadarOptions | Unset = UNSET
    receipt_email: str | None | Unset = UNSET
    receipt_number: str | None | Unset = UNSET
    receipt_url: str | None | Unset = UNSET
    refunds: RefundList | None | Unset = UNSET
    review: str | ExpandedObject | None | Unset = UNSET
    shipping: Shipping | None | Unset = UNSET
    source_transfer: str | ExpandedObject | None | Unset = UNSET
    statement_descriptor: str | None | Unset = UNSET
    statement_descriptor_suffix: str | None | Unset = UNSET
    transfer: str | ExpandedObject | Unset = UNSET
    transfer_data: TransferData | None | Unset = UNSET
    transfer_group: str | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "amount": self.amount,
            "amount_captured": self.amount_captured,
            "amount_refunded": self.amount_refunded,
            "billing_details": encode(self.billing_details, sent),
            "captured": self.captured,
            "created": self.created,
            "currency": self.currency,
            "disputed": self.disputed,
            "id": self.id,
            "livemode": self.livemode,
            "metadata": encode(self.metadata, sent),
            "paid": self.paid,
            "refunded": self.refunded,
            "status": encode(self.status, sent),
            "object": self.object_,
            "application": encode(self.application, sent),
            "application_fee": encode(self.application_fee, sent),
            "application_fee_amount": self.application_fee_amount,
            "balance_transaction": encode(self.balance_transaction, sent),
            "calculated_statement_descriptor": self.calculated_statement_descriptor,
            "customer": encode(self.customer, sent),
            "description": self.description,
            "failure_balance_transaction": encode(self.failure_balance_transaction, sent),
            "failure_code": self.failure_code,
            "failure_message": self.failure_message,
            "fraud_details": encode(self.fraud_details, sent),
            "on_behalf_of": encode(self.on_behalf_of, sent),
            "outcome": encode(self.outcome, sent),
            "payment_intent": encode(self.payment_intent, sent),
            "payment_method": self.payment_method,
            "payment_method_details": encode(self.payment_method_details, sent),
            "radar_options": encode(self.radar_options, sent),
            "receipt_email": self.receipt_email,
            "receipt_number": self.receipt_number,
            "receipt_url": self.receipt_url,
            "refunds": encode(self.refunds, sent),
            "review": encode(self.review, sent),
            "shipping": encode(self.shipping, sent),
            "source_transfer": encode(self.source_transfer, sent),
            "statement_descriptor": self.statement_descriptor,
            "statement_descriptor_suffix": self.statement_descriptor_suffix,
            "transfer": encode(self.transfer, sent),
            "transfer_data": encode(self.transfer_data, sent),
            "transfer_group": self.transfer_group,
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
                v if type(v := src_dict["amount"]) is int else whole(mismatches, "Charge", "amount", "integer", v)
            )
            self.amount_captured = (
                v
                if type(v := src_dict["amount_captured"]) is int
                else whole(mismatches, "Charge", "amount_captured", "integer", v)
            )
            self.amount_refunded = (
                v
                if type(v := src_dict["amount_refunded"]) is int
                else whole(mismatches, "Charge", "amount_refunded", "integer", v)
            )
            self.billing_details = (
                _models.BillingDetails.from_dict(v, mismatches)
                if type(v := src_dict["billing_details"]) is dict
                else mismatch(mismatches, "Charge", "billing_details", "BillingDetails", v)
            )
            self.captured = (
                v
                if type(v := src_dict["captured"]) is bool
                else mismatch(mismatches, "Charge", "captured", "boolean", v)
            )
            self.created = (
                v if type(v := src_dict["created"]) is int else whole(mismatches, "Charge", "created", "integer", v)
            )
            self.currency = (
                v if type(v := src_dict["currency"]) is str else mismatch(mismatches, "Charge", "currency", "string", v)
            )
            self.disputed = (
                v
                if type(v := src_dict["disputed"]) is bool
                else mismatch(mismatches, "Charge", "disputed", "boolean", v)
            )
            self.id = v if type(v := src_dict["id"]) is str else mismatch(mismatches, "Charge", "id", "string", v)
            self.livemode = (
                v
                if type(v := src_dict["livemode"]) is bool
                else mismatch(mismatches, "Charge", "livemode", "boolean", v)
            )
            self.metadata = (
                {
                    vk: vi if type(vi) is str else mismatch(mismatches, "Charge", "metadata{}", "string", vi)
                    for vk, vi in v.items()
                }
                if type(v := src_dict["metadata"]) is dict
                else mismatch(mismatches, "Charge", "metadata", "object", v)
            )
            self.paid = (
                v if type(v := src_dict["paid"]) is bool else mismatch(mismatches, "Charge", "paid", "boolean", v)
            )
            self.refunded = (
                v
                if type(v := src_dict["refunded"]) is bool
                else mismatch(mismatches, "Charge", "refunded", "boolean", v)
            )
            self.status = (
                member(_models.ChargeStatus, v, mismatches, "Charge", "status")
                if type(v := src_dict["status"]) is str
                else mismatch(mismatches, "Charge", "status", "ChargeStatus", v)
            )
            self.object_ = (
                v if (v := src_dict["object"]) == "charge" else mismatch(mismatches, "Charge", "object", "'charge'", v)
            )
            self.application = (
                _models.ExpandedObject.from_dict(v, mismatches)
                if type(v := get("application", UNSET)) is dict
                else v
                if type(v) is str or v is None or v is UNSET
                else mismatch(mismatches, "Charge", "application", "string | null | ExpandedObject", v)
            )
            self.application_fee = (
                _models.ExpandedObject.from_dict(v, mismatches)
                if type(v := get("application_fee", UNSET)) is dict
                else v
                if type(v) is str or v is None or v is UNSET
                else mismatch(mismatches, "Charge", "application_fee", "string | null | ExpandedObject", v)
            )
            self.application_fee_amount = (
                v
                if type(v := get("application_fee_amount", UNSET)) is int or v is None or v is UNSET
                else whole(mismatches, "Charge", "application_fee_amount", "integer | null", v)
            )
            self.balance_transaction = (
                _models.BalanceTransaction.from_dict(v, mismatches)
                if type(v := get("balance_transaction", UNSET)) is dict
                else v
                if type(v) is str or v is None or v is UNSET
                else mismatch(mismatches, "Charge", "balance_transaction", "string | null | BalanceTransaction", v)
            )
            self.calculated_statement_descriptor = (
                v
                if type(v := get("calculated_statement_descriptor", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "Charge", "calculated_statement_descriptor", "string | null", v)
            )
            self.customer = (
                _CHOICE_0.decode(v, mismatches, "Charge", "customer")
                if type(v := get("customer", UNSET)) is dict
                else v
                if type(v) is str or v is None or v is UNSET
                else mismatch(mismatches, "Charge", "customer", "string | null | Customer | DeletedCustomer", v)
            )
            self.description = (
                v
                if type(v := get("description", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "Charge", "description", "string | null", v)
            )
            self.failure_balance_transaction = (
                _models.BalanceTransaction.from_dict(v, mismatches)
                if type(v := get("failure_balance_transaction", UNSET)) is dict
                else v
                if type(v) is str or v is None or v is UNSET
                else mismatch(
                    mismatches, "Charge", "failure_balance_transaction", "string | null | BalanceTransaction", v
                )
            )
            self.failure_code = (
                v
                if type(v := get("failure_code", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "Charge", "failure_code", "string | null", v)
            )
            self.failure_message = (
                v
                if type(v := get("failure_message", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "Charge", "failure_message", "string | null", v)
            )
            self.fraud_details = (
                _models.FraudDetails.from_dict(v, mismatches)
                if type(v := get("fraud_details", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "Charge", "fraud_details", "null | FraudDetails", v)
            )
            self.on_behalf_of = (
                _models.ExpandedObject.from_dict(v, mismatches)
                if type(v := get("on_behalf_of", UNSET)) is dict
                else v
                if type(v) is str or v is None or v is UNSET
                else mismatch(mismatches, "Charge", "on_behalf_of", "string | null | ExpandedObject", v)
            )
            self.outcome = (
                _models.ChargeOutcome.from_dict(v, mismatches)
                if type(v := get("outcome", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "Charge", "outcome", "null | ChargeOutcome", v)
            )
            self.payment_intent = (
                _models.PaymentIntent.from_dict(v, mismatches)
                if type(v := get("payment_intent", UNSET)) is dict
                else v
                if type(v) is str or v is None or v is UNSET
                else mismatch(mismatches, "Charge", "payment_intent", "string | null | PaymentIntent", v)
            )
            self.payment_method = (
                v
                if type(v := get("payment_method", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "Charge", "payment_method", "string | null", v)
            )
            self.payment_method_details = (
                _models.PaymentMethodDetails.from_dict(v, mismatches)
                if type(v := get("payment_method_details", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "Charge", "payment_method_details", "null | PaymentMethodDetails", v)
            )
            self.radar_options = (
                _models.RadarOptions.from_dict(v, mismatches)
                if type(v := get("radar_options", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "Charge", "radar_options", "RadarOptions", v)
            )
            self.receipt_email = (
                v
                if type(v := get("receipt_email", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "Charge", "receipt_email", "string | null", v)
            )
            self.receipt_number = (
                v
                if type(v := get("receipt_number", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "Charge", "receipt_number", "string | null", v)
            )
            self.receipt_url = (
                v
                if type(v := get("receipt_url", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "Charge", "receipt_url", "string | null", v)
            )
            self.refunds = (
                _models.RefundList.from_dict(v, mismatches)
                if type(v := get("refunds", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "Charge", "refunds", "null | RefundList", v)
            )
            self.review = (
                _models.ExpandedObject.from_dict(v, mismatches)
                if type(v := get("review", UNSET)) is dict
                else v
                if type(v) is str or v is None or v is UNSET
                else mismatch(mismatches, "Charge", "review", "string | null | ExpandedObject", v)
            )
            self.shipping = (
                _models.Shipping.from_dict(v, mismatches)
                if type(v := get("shipping", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "Charge", "shipping", "null | Shipping", v)
            )
            self.source_transfer = (
                _models.ExpandedObject.from_dict(v, mismatches)
                if type(v := get("source_transfer", UNSET)) is dict
                else v
                if type(v) is str or v is None or v is UNSET
                else mismatch(mismatches, "Charge", "source_transfer", "string | null | ExpandedObject", v)
            )
            self.statement_descriptor = (
                v
                if type(v := get("statement_descriptor", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "Charge", "statement_descriptor", "string | null", v)
            )
            self.statement_descriptor_suffix = (
                v
                if type(v := get("statement_descriptor_suffix", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "Charge", "statement_descriptor_suffix", "string | null", v)
            )
            self.transfer = (
                _models.ExpandedObject.from_dict(v, mismatches)
                if type(v := get("transfer", UNSET)) is dict
                else v
                if type(v) is str or v is UNSET
                else mismatch(mismatches, "Charge", "transfer", "string | ExpandedObject", v)
            )
            self.transfer_data = (
                _models.TransferData.from_dict(v, mismatches)
                if type(v := get("transfer_data", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "Charge", "transfer_data", "null | TransferData", v)
            )
            self.transfer_group = (
                v
                if type(v := get("transfer_group", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "Charge", "transfer_group", "string | null", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
