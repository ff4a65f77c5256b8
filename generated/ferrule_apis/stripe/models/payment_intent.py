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
    from .amount_details import AmountDetails
    from .api_errors import ApiErrors
    from .automatic_payment_methods import AutomaticPaymentMethods
    from .capture_method import CaptureMethod
    from .charge import Charge
    from .confirmation_method import ConfirmationMethod
    from .customer import Customer
    from .deleted_customer import DeletedCustomer
    from .expanded_object import ExpandedObject
    from .future_usage import FutureUsage
    from .next_action import NextAction
    from .payment_intent_cancellation_reason import PaymentIntentCancellationReason
    from .payment_intent_status import PaymentIntentStatus
    from .payment_method import PaymentMethod
    from .payment_method_options import PaymentMethodOptions
    from .payment_processing import PaymentProcessing
    from .shipping import Shipping
    from .transfer_data import TransferData

_KNOWN = frozenset(
    (
        "amount",
        "capture_method",
        "confirmation_method",
        "created",
        "currency",
        "id",
        "livemode",
        "object",
        "payment_method_types",
        "status",
        "allowed_payment_method_types",
        "amount_capturable",
        "amount_details",
        "amount_received",
        "application",
        "application_fee_amount",
        "automatic_payment_methods",
        "canceled_at",
        "cancellation_reason",
        "client_secret",
        "customer",
        "description",
        "last_payment_error",
        "latest_charge",
        "metadata",
        "next_action",
        "on_behalf_of",
        "payment_method",
        "payment_method_options",
        "processing",
        "receipt_email",
        "review",
        "setup_future_usage",
        "shipping",
        "statement_descriptor",
        "statement_descriptor_suffix",
        "transfer_data",
        "transfer_group",
    )
)
_CHOICE_0 = _Choice(_models, ("Customer", "DeletedCustomer"))


@_attrs_define
class PaymentIntent(_Model):
    """PaymentIntent

    Attributes:
        amount: Amount to collect, in the smallest unit of the currency.
        currency: Three-letter ISO 4217 code in lower case.
        object_: `object` on the wire.
        amount_capturable: Part that is reserved and can be captured.
        amount_received: Part that was collected.
        client_secret: Lets a browser confirm this payment. Keep it out of logs and addresses.
        last_payment_error: Why the latest attempt failed; empty after a success.
        next_action: What the customer has to do before the payment can go on.
    """

    amount: int
    capture_method: CaptureMethod
    confirmation_method: ConfirmationMethod
    created: int
    currency: str
    id: str
    livemode: bool
    payment_method_types: list[str]
    status: PaymentIntentStatus
    object_: Literal["payment_intent"] = "payment_intent"
    allowed_payment_method_types: list[str] | None | Unset = UNSET
    amount_capturable: int | Unset = UNSET
    amount_details: AmountDetails | Unset = UNSET
    amount_received: int | Unset = UNSET
    application: str | ExpandedObject | None | Unset = UNSET
    application_fee_amount: int | None | Unset = UNSET
    automatic_payment_methods: AutomaticPaymentMethods | None | Unset = UNSET
    canceled_at: int | None | Unset = UNSET
    cancellation_reason: PaymentIntentCancellationReason | None | Unset = UNSET
    client_secret: str | None | Unset = UNSET
    customer: str | Customer | DeletedCustomer | None | Unset = UNSET
    description: str | None | Unset = UNSET
    last_payment_error: ApiErrors | None | Unset = UNSET
    latest_charge: str | Charge | None | Unset = UNSET
    metadata: dict[str, str] | Unset = UNSET
    next_action: NextAction | None | Unset = UNSET
    on_behalf_of: str | ExpandedObject | None | Unset = UNSET
    payment_method: str | PaymentMethod | None | Unset = UNSET
    payment_method_options: PaymentMethodOptions | None | Unset = UNSET
    processing: PaymentProcessing | None | Unset = UNSET
    receipt_email: str | None | Unset = UNSET
    review: str | ExpandedObject | None | Unset = UNSET
    setup_future_usage: FutureUsage | None | Unset = UNSET
    shipping: Shipping | None | Unset = UNSET
    statement_descriptor: str | None | Unset = UNSET
    statement_descriptor_suffix: str | None | Unset = UNSET
    transfer_data: TransferData | None | Unset = UNSET
    transfer_group: str | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "amount": self.amount,
            "capture_method": encode(self.capture_method, sent),
            "confirmation_method": encode(self.confirmation_method, sent),
            "created": self.created,
            "currency": self.currency,
            "id": self.id,
            "livemode": self.livemode,
            "payment_method_types": encode(self.payment_method_types, sent),
            "status": encode(self.status, sent),
            "object": self.object_,
            "allowed_payment_method_types": encode(self.allowed_payment_method_types, sent),
            "amount_capturable": self.amount_capturable,
            "amount_details": encode(self.amount_details, sent),
            "amount_received": self.amount_received,
            "application": encode(self.application, sent),
            "application_fee_amount": self.application_fee_amount,
            "automatic_payment_methods": encode(self.automatic_payment_methods, sent),
            "canceled_at": self.canceled_at,
            "cancellation_reason": encode(self.cancellation_reason, sent),
            "client_secret": self.client_secret,
            "customer": encode(self.customer, sent),
            "description": self.description,
            "last_payment_error": encode(self.last_payment_error, sent),
            "latest_charge": encode(self.latest_charge, sent),
            "metadata": encode(self.metadata, sent),
            "next_action": encode(self.next_action, sent),
            "on_behalf_of": encode(self.on_behalf_of, sent),
            "payment_method": encode(self.payment_method, sent),
            "payment_method_options": encode(self.payment_method_options, sent),
            "processing": encode(self.processing, sent),
            "receipt_email": self.receipt_email,
            "review": encode(self.review, sent),
            "setup_future_usage": encode(self.setup_future_usage, sent),
            "shipping": encode(self.shipping, sent),
            "statement_descriptor": self.statement_descriptor,
            "statement_descriptor_suffix": self.statement_descriptor_suffix,
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
                v
                if type(v := src_dict["amount"]) is int
                else whole(mismatches, "PaymentIntent", "amount", "integer", v)
            )
            self.capture_method = (
                member(_models.CaptureMethod, v, mismatches, "PaymentIntent", "capture_method")
                if type(v := src_dict["capture_method"]) is str
                else mismatch(mismatches, "PaymentIntent", "capture_method", "CaptureMethod", v)
            )
            self.confirmation_method = (
                member(_models.ConfirmationMethod, v, mismatches, "PaymentIntent", "confirmation_method")
                if type(v := src_dict["confirmation_method"]) is str
                else mismatch(mismatches, "PaymentIntent", "confirmation_method", "ConfirmationMethod", v)
            )
            self.created = (
                v
                if type(v := src_dict["created"]) is int
                else whole(mismatches, "PaymentIntent", "created", "integer", v)
            )
            self.currency = (
                v
                if type(v := src_dict["currency"]) is str
                else mismatch(mismatches, "PaymentIntent", "currency", "string", v)
            )
            self.id = (
                v if type(v := src_dict["id"]) is str else mismatch(mismatches, "PaymentIntent", "id", "string", v)
            )
            self.livemode = (
                v
                if type(v := src_dict["livemode"]) is bool
                else mismatch(mismatches, "PaymentIntent", "livemode", "boolean", v)
            )
            self.payment_method_types = (
                [
                    vi
                    if type(vi) is str
                    else mismatch(mismatches, "PaymentIntent", "payment_method_types[]", "string", vi)
                    for vi in v
                ]
                if type(v := src_dict["payment_method_types"]) is list
                else mismatch(mismatches, "PaymentIntent", "payment_method_types", "array", v)
            )
            self.status = (
                member(_models.PaymentIntentStatus, v, mismatches, "PaymentIntent", "status")
                if type(v := src_dict["status"]) is str
                else mismatch(mismatches, "PaymentIntent", "status", "PaymentIntentStatus", v)
            )
            self.object_ = (
                v
                if (v := src_dict["object"]) == "payment_intent"
                else mismatch(mismatches, "PaymentIntent", "object", "'payment_intent'", v)
            )
            self.allowed_payment_method_types = (
                [
                    vi
                    if type(vi) is str
                    else mismatch(mismatches, "PaymentIntent", "allowed_payment_method_types[]", "string", vi)
                    for vi in v
                ]
                if type(v := get("allowed_payment_method_types", UNSET)) is list
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "PaymentIntent", "allowed_payment_method_types", "null | array", v)
            )
            self.amount_capturable = (
                v
                if type(v := get("amount_capturable", UNSET)) is int or v is UNSET
                else whole(mismatches, "PaymentIntent", "amount_capturable", "integer", v)
            )
            self.amount_details = (
                _models.AmountDetails.from_dict(v, mismatches)
                if type(v := get("amount_details", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "PaymentIntent", "amount_details", "AmountDetails", v)
            )
            self.amount_received = (
                v
                if type(v := get("amount_received", UNSET)) is int or v is UNSET
                else whole(mismatches, "PaymentIntent", "amount_received", "integer", v)
            )
            self.application = (
                _models.ExpandedObject.from_dict(v, mismatches)
                if type(v := get("application", UNSET)) is dict
                else v
                if type(v) is str or v is None or v is UNSET
                else mismatch(mismatches, "PaymentIntent", "application", "string | null | ExpandedObject", v)
            )
            self.application_fee_amount = (
                v
                if type(v := get("application_fee_amount", UNSET)) is int or v is None or v is UNSET
                else whole(mismatches, "PaymentIntent", "application_fee_amount", "integer | null", v)
            )
            self.automatic_payment_methods = (
                _models.AutomaticPaymentMethods.from_dict(v, mismatches)
                if type(v := get("automatic_payment_methods", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(
                    mismatches, "PaymentIntent", "automatic_payment_methods", "null | AutomaticPaymentMethods", v
                )
            )
            self.canceled_at = (
                v
                if type(v := get("canceled_at", UNSET)) is int or v is None or v is UNSET
                else whole(mismatches, "PaymentIntent", "canceled_at", "integer | null", v)
            )
            self.cancellation_reason = (
                member(_models.PaymentIntentCancellationReason, v, mismatches, "PaymentIntent", "cancellation_reason")
                if type(v := get("cancellation_reason", UNSET)) is str
                else v
                if v is None or v is UNSET
                else mismatch(
                    mismatches, "PaymentIntent", "cancellation_reason", "null | PaymentIntentCancellationReason", v
                )
            )
            self.client_secret = (
                v
                if type(v := get("client_secret", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "PaymentIntent", "client_secret", "string | null", v)
            )
            self.customer = (
                _CHOICE_0.decode(v, mismatches, "PaymentIntent", "customer")
                if type(v := get("customer", UNSET)) is dict
                else v
                if type(v) is str or v is None or v is UNSET
                else mismatch(mismatches, "PaymentIntent", "customer", "string | null | Customer | DeletedCustomer", v)
            )
            self.description = (
                v
                if type(v := get("description", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "PaymentIntent", "description", "string | null", v)
            )
            self.last_payment_error = (
                _models.ApiErrors.from_dict(v, mismatches)
                if type(v := get("last_payment_error", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "PaymentIntent", "last_payment_error", "null | ApiErrors", v)
            )
            self.latest_charge = (
                _models.Charge.from_dict(v, mismatches)
                if type(v := get("latest_charge", UNSET)) is dict
                else v
                if type(v) is str or v is None or v is UNSET
                else mismatch(mismatches, "PaymentIntent", "latest_charge", "string | null | Charge", v)
            )
            self.metadata = (
                {
                    vk: vi if type(vi) is str else mismatch(mismatches, "PaymentIntent", "metadata{}", "string", vi)
                    for vk, vi in v.items()
                }
                if type(v := get("metadata", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "PaymentIntent", "metadata", "object", v)
            )
            self.next_action = (
                _models.NextAction.from_dict(v, mismatches)
                if type(v := get("next_action", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "PaymentIntent", "next_action", "null | NextAction", v)
            )
            self.on_behalf_of = (
                _models.ExpandedObject.from_dict(v, mismatches)
                if type(v := get("on_behalf_of", UNSET)) is dict
                else v
                if type(v) is str or v is None or v is UNSET
                else mismatch(mismatches, "PaymentIntent", "on_behalf_of", "string | null | ExpandedObject", v)
            )
            self.payment_method = (
                _models.PaymentMethod.from_dict(v, mismatches)
                if type(v := get("payment_method", UNSET)) is dict
                else v
                if type(v) is str or v is None or v is UNSET
                else mismatch(mismatches, "PaymentIntent", "payment_method", "string | null | PaymentMethod", v)
            )
            self.payment_method_options = (
                _models.PaymentMethodOptions.from_dict(v, mismatches)
                if type(v := get("payment_method_options", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "PaymentIntent", "payment_method_options", "null | PaymentMethodOptions", v)
            )
            self.processing = (
                _models.PaymentProcessing.from_dict(v, mismatches)
                if type(v := get("processing", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "PaymentIntent", "processing", "null | PaymentProcessing", v)
            )
            self.receipt_email = (
                v
                if type(v := get("receipt_email", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "PaymentIntent", "receipt_email", "string | null", v)
            )
            self.review = (
                _models.ExpandedObject.from_dict(v, mismatches)
                if type(v := get("review", UNSET)) is dict
                else v
                if type(v) is str or v is None or v is UNSET
                else mismatch(mismatches, "PaymentIntent", "review", "string | null | ExpandedObject", v)
            )
            self.setup_future_usage = (
                member(_models.FutureUsage, v, mismatches, "PaymentIntent", "setup_future_usage")
                if type(v := get("setup_future_usage", UNSET)) is str
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "PaymentIntent", "setup_future_usage", "null | FutureUsage", v)
            )
            self.shipping = (
                _models.Shipping.from_dict(v, mismatches)
                if type(v := get("shipping", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "PaymentIntent", "shipping", "null | Shipping", v)
            )
            self.statement_descriptor = (
                v
                if type(v := get("statement_descriptor", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "PaymentIntent", "statement_descriptor", "string | null", v)
            )
            self.statement_descriptor_suffix = (
                v
                if type(v := get("statement_descriptor_suffix", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "PaymentIntent", "statement_descriptor_suffix", "string | null", v)
            )
            self.transfer_data = (
                _models.TransferData.from_dict(v, mismatches)
                if type(v := get("transfer_data", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "PaymentIntent", "transfer_data", "null | TransferData", v)
            )
            self.transfer_group = (
                v
                if type(v := get("transfer_group", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "PaymentIntent", "transfer_group", "string | null", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
