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
    from .capture_method import CaptureMethod
    from .future_usage import FutureUsage
    from .payment_method_data_params import PaymentMethodDataParams
    from .payment_method_options_params import PaymentMethodOptionsParams
    from .shipping_params import ShippingParams
    from .transfer_amount_params import TransferAmountParams

_KNOWN = frozenset(
    (
        "allowed_payment_method_types",
        "amount",
        "application_fee_amount",
        "capture_method",
        "currency",
        "customer",
        "description",
        "expand",
        "metadata",
        "payment_method",
        "payment_method_configuration",
        "payment_method_data",
        "payment_method_options",
        "payment_method_types",
        "receipt_email",
        "setup_future_usage",
        "shipping",
        "statement_descriptor",
        "statement_descriptor_suffix",
        "transfer_data",
        "transfer_group",
    )
)


@_attrs_define
class PaymentIntentUpdateParams(_Model):
    """PaymentIntentUpdateParams

    Attributes:
        allowed_payment_method_types: Kinds of methods that may be used, in versions from 2026-07-29 on.
        amount: Amount in the smallest unit of the currency, such as cents; at most eight digits.
        currency: Three-letter ISO 4217 code in lower case.
        customer: Customer who pays, `cus_…`.
        payment_method: Stored way to pay, `pm_…`.
        payment_method_configuration: Set of methods to offer, `pmc_…`.
        payment_method_types: Kinds of methods that may be used, in versions before 2026-09-30.
        statement_descriptor: Text on the customer's statement.
        statement_descriptor_suffix: Text added to the account's own on card statements.
        transfer_group: Name that ties payments and transfers together.
    """

    allowed_payment_method_types: list[str] | Unset = UNSET
    amount: int | Unset = UNSET
    application_fee_amount: int | Literal[""] | Unset = UNSET
    capture_method: CaptureMethod | Unset = UNSET
    currency: str | Unset = UNSET
    customer: str | Unset = UNSET
    description: str | Unset = UNSET
    expand: list[str] | Unset = UNSET
    metadata: dict[str, str] | Literal[""] | Unset = UNSET
    payment_method: str | Unset = UNSET
    payment_method_configuration: str | Unset = UNSET
    payment_method_data: PaymentMethodDataParams | Unset = UNSET
    payment_method_options: PaymentMethodOptionsParams | Unset = UNSET
    payment_method_types: list[str] | Unset = UNSET
    receipt_email: str | Literal[""] | Unset = UNSET
    setup_future_usage: FutureUsage | Literal[""] | Unset = UNSET
    shipping: ShippingParams | Literal[""] | Unset = UNSET
    statement_descriptor: str | Unset = UNSET
    statement_descriptor_suffix: str | Unset = UNSET
    transfer_data: TransferAmountParams | Unset = UNSET
    transfer_group: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "allowed_payment_method_types": encode(self.allowed_payment_method_types, sent),
            "amount": self.amount,
            "application_fee_amount": self.application_fee_amount,
            "capture_method": encode(self.capture_method, sent),
            "currency": self.currency,
            "customer": self.customer,
            "description": self.description,
            "expand": encode(self.expand, sent),
            "metadata": encode(self.metadata, sent),
            "payment_method": self.payment_method,
            "payment_method_configuration": self.payment_method_configuration,
            "payment_method_data": encode(self.payment_method_data, sent),
            "payment_method_options": encode(self.payment_method_options, sent),
            "payment_method_types": encode(self.payment_method_types, sent),
            "receipt_email": self.receipt_email,
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
        self.allowed_payment_method_types = (
            [
                vi
                if type(vi) is str
                else mismatch(mismatches, "PaymentIntentUpdateParams", "allowed_payment_method_types[]", "string", vi)
                for vi in v
            ]
            if type(v := get("allowed_payment_method_types", UNSET)) is list
            else v
            if v is UNSET
            else mismatch(mismatches, "PaymentIntentUpdateParams", "allowed_payment_method_types", "array", v)
        )
        self.amount = (
            v
            if type(v := get("amount", UNSET)) is int or v is UNSET
            else whole(mismatches, "PaymentIntentUpdateParams", "amount", "integer", v)
        )
        self.application_fee_amount = (
            v
            if type(v := get("application_fee_amount", UNSET)) is int or v == "" or v is UNSET
            else whole(mismatches, "PaymentIntentUpdateParams", "application_fee_amount", "integer | ''", v)
        )
        self.capture_method = (
            member(_models.CaptureMethod, v, mismatches, "PaymentIntentUpdateParams", "capture_method")
            if type(v := get("capture_method", UNSET)) is str
            else v
            if v is UNSET
            else mismatch(mismatches, "PaymentIntentUpdateParams", "capture_method", "CaptureMethod", v)
        )
        self.currency = (
            v
            if type(v := get("currency", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "PaymentIntentUpdateParams", "currency", "string", v)
        )
        self.customer = (
            v
            if type(v := get("customer", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "PaymentIntentUpdateParams", "customer", "string", v)
        )
        self.description = (
            v
            if type(v := get("description", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "PaymentIntentUpdateParams", "description", "string", v)
        )
        self.expand = (
            [
                vi if type(vi) is str else mismatch(mismatches, "PaymentIntentUpdateParams", "expand[]", "string", vi)
                for vi in v
            ]
            if type(v := get("expand", UNSET)) is list
            else v
            if v is UNSET
            else mismatch(mismatches, "PaymentIntentUpdateParams", "expand", "array", v)
        )
        self.metadata = (
            {
                vk: vi
                if type(vi) is str
                else mismatch(mismatches, "PaymentIntentUpdateParams", "metadata{}", "string", vi)
                for vk, vi in v.items()
            }
            if type(v := get("metadata", UNSET)) is dict
            else v
            if v == "" or v is UNSET
            else mismatch(mismatches, "PaymentIntentUpdateParams", "metadata", "'' | object", v)
        )
        self.payment_method = (
            v
            if type(v := get("payment_method", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "PaymentIntentUpdateParams", "payment_method", "string", v)
        )
        self.payment_method_configuration = (
            v
            if type(v := get("payment_method_configuration", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "PaymentIntentUpdateParams", "payment_method_configuration", "string", v)
        )
        self.payment_method_data = (
            _models.PaymentMethodDataParams.from_dict(v, mismatches)
            if type(v := get("payment_method_data", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "PaymentIntentUpdateParams", "payment_method_data", "PaymentMethodDataParams", v)
        )
        self.payment_method_options = (
            _models.PaymentMethodOptionsParams.from_dict(v, mismatches)
            if type(v := get("payment_method_options", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(
                mismatches, "PaymentIntentUpdateParams", "payment_method_options", "PaymentMethodOptionsParams", v
            )
        )
        self.payment_method_types = (
            [
                vi
                if type(vi) is str
                else mismatch(mismatches, "PaymentIntentUpdateParams", "payment_method_types[]", "string", vi)
                for vi in v
            ]
            if type(v := get("payment_method_types", UNSET)) is list
            else v
            if v is UNSET
            else mismatch(mismatches, "PaymentIntentUpdateParams", "payment_method_types", "array", v)
        )
        self.receipt_email = (
            v
            if type(v := get("receipt_email", UNSET)) is str or v == "" or v is UNSET
            else mismatch(mismatches, "PaymentIntentUpdateParams", "receipt_email", "string | ''", v)
        )
        self.setup_future_usage = (
            v
            if (v := get("setup_future_usage", UNSET)) == ""
            else member(_models.FutureUsage, v, mismatches, "PaymentIntentUpdateParams", "setup_future_usage")
            if type(v) is str
            else v
            if v is UNSET
            else mismatch(mismatches, "PaymentIntentUpdateParams", "setup_future_usage", "'' | FutureUsage", v)
        )
        self.shipping = (
            _models.ShippingParams.from_dict(v, mismatches)
            if type(v := get("shipping", UNSET)) is dict
            else v
            if v == "" or v is UNSET
            else mismatch(mismatches, "PaymentIntentUpdateParams", "shipping", "'' | ShippingParams", v)
        )
        self.statement_descriptor = (
            v
            if type(v := get("statement_descriptor", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "PaymentIntentUpdateParams", "statement_descriptor", "string", v)
        )
        self.statement_descriptor_suffix = (
            v
            if type(v := get("statement_descriptor_suffix", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "PaymentIntentUpdateParams", "statement_descriptor_suffix", "string", v)
        )
        self.transfer_data = (
            _models.TransferAmountParams.from_dict(v, mismatches)
            if type(v := get("transfer_data", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "PaymentIntentUpdateParams", "transfer_data", "TransferAmountParams", v)
        )
        self.transfer_group = (
            v
            if type(v := get("transfer_group", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "PaymentIntentUpdateParams", "transfer_group", "string", v)
        )
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
