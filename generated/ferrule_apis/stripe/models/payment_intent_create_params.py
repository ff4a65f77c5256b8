from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import member, mismatch, whole
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .automatic_payment_methods_params import AutomaticPaymentMethodsParams
    from .capture_method import CaptureMethod
    from .confirmation_method import ConfirmationMethod
    from .future_usage import FutureUsage
    from .mandate_data_params import MandateDataParams
    from .off_session_params_value import OffSessionParamsValue
    from .payment_method_data_params import PaymentMethodDataParams
    from .payment_method_options_params import PaymentMethodOptionsParams
    from .radar_options_params import RadarOptionsParams
    from .shipping_params import ShippingParams
    from .transfer_data_params import TransferDataParams

_KNOWN = frozenset(
    (
        "amount",
        "currency",
        "allowed_payment_method_types",
        "application_fee_amount",
        "automatic_payment_methods",
        "capture_method",
        "confirm",
        "confirmation_method",
        "confirmation_token",
        "customer",
        "description",
        "error_on_requires_action",
        "expand",
        "mandate",
        "mandate_data",
        "metadata",
        "off_session",
        "on_behalf_of",
        "payment_method",
        "payment_method_configuration",
        "payment_method_data",
        "payment_method_options",
        "payment_method_types",
        "radar_options",
        "receipt_email",
        "return_url",
        "setup_future_usage",
        "shipping",
        "statement_descriptor",
        "statement_descriptor_suffix",
        "transfer_data",
        "transfer_group",
        "use_stripe_sdk",
    )
)


@_attrs_define
class PaymentIntentCreateParams(_Model):
    """PaymentIntentCreateParams

    Attributes:
        amount: Amount in the smallest unit of the currency, such as cents; at most eight digits.
        currency: Three-letter ISO 4217 code in lower case.
        allowed_payment_method_types: Kinds of methods that may be used, in versions from 2026-07-29 on.
        application_fee_amount: Fee that the platform keeps.
        confirm: Whether to confirm at once.
        confirmation_token: What the customer entered, collected in the browser, `ctoken_…`.
        customer: Customer who pays, `cus_…`.
        error_on_requires_action: Whether to fail rather than wait for the customer.
        mandate: Standing agreement to charge, `mandate_…`.
        on_behalf_of: Connected account the payment is made for.
        payment_method: Stored way to pay, `pm_…`.
        payment_method_configuration: Set of methods to offer, `pmc_…`.
        payment_method_types: Kinds of methods that may be used, in versions before 2026-09-30.
        receipt_email: Address the receipt goes to.
        return_url: Page the customer comes back to; only with `confirm`.
        statement_descriptor: Text on the customer's statement.
        statement_descriptor_suffix: Text added to the account's own on card statements.
        transfer_group: Name that ties payments and transfers together.
        use_stripe_sdk: Whether the vendor's browser library handles the next action.
    """

    amount: int
    currency: str
    allowed_payment_method_types: list[str] | Unset = UNSET
    application_fee_amount: int | Unset = UNSET
    automatic_payment_methods: AutomaticPaymentMethodsParams | Unset = UNSET
    capture_method: CaptureMethod | Unset = UNSET
    confirm: bool | Unset = UNSET
    confirmation_method: ConfirmationMethod | Unset = UNSET
    confirmation_token: str | Unset = UNSET
    customer: str | Unset = UNSET
    description: str | Unset = UNSET
    error_on_requires_action: bool | Unset = UNSET
    expand: list[str] | Unset = UNSET
    mandate: str | Unset = UNSET
    mandate_data: MandateDataParams | Unset = UNSET
    metadata: dict[str, str] | Unset = UNSET
    off_session: bool | OffSessionParamsValue | Unset = UNSET
    on_behalf_of: str | Unset = UNSET
    payment_method: str | Unset = UNSET
    payment_method_configuration: str | Unset = UNSET
    payment_method_data: PaymentMethodDataParams | Unset = UNSET
    payment_method_options: PaymentMethodOptionsParams | Unset = UNSET
    payment_method_types: list[str] | Unset = UNSET
    radar_options: RadarOptionsParams | Unset = UNSET
    receipt_email: str | Unset = UNSET
    return_url: str | Unset = UNSET
    setup_future_usage: FutureUsage | Unset = UNSET
    shipping: ShippingParams | Unset = UNSET
    statement_descriptor: str | Unset = UNSET
    statement_descriptor_suffix: str | Unset = UNSET
    transfer_data: TransferDataParams | Unset = UNSET
    transfer_group: str | Unset = UNSET
    use_stripe_sdk: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "amount": self.amount,
            "currency": self.currency,
            "allowed_payment_method_types": encode(self.allowed_payment_method_types, sent),
            "application_fee_amount": self.application_fee_amount,
            "automatic_payment_methods": encode(self.automatic_payment_methods, sent),
            "capture_method": encode(self.capture_method, sent),
            "confirm": self.confirm,
            "confirmation_method": encode(self.confirmation_method, sent),
            "confirmation_token": self.confirmation_token,
            "customer": self.customer,
            "description": self.description,
            "error_on_requires_action": self.error_on_requires_action,
            "expand": encode(self.expand, sent),
            "mandate": self.mandate,
            "mandate_data": encode(self.mandate_data, sent),
            "metadata": encode(self.metadata, sent),
            "off_session": encode(self.off_session, sent),
            "on_behalf_of": self.on_behalf_of,
            "payment_method": self.payment_method,
            "payment_method_configuration": self.payment_method_configuration,
            "payment_method_data": encode(self.payment_method_data, sent),
            "payment_method_options": encode(self.payment_method_options, sent),
            "payment_method_types": encode(self.payment_method_types, sent),
            "radar_options": encode(self.radar_options, sent),
            "receipt_email": self.receipt_email,
            "return_url": self.return_url,
            "setup_future_usage": encode(self.setup_future_usage, sent),
            "shipping": encode(self.shipping, sent),
            "statement_descriptor": self.statement_descriptor,
            "statement_descriptor_suffix": self.statement_descriptor_suffix,
            "transfer_data": encode(self.transfer_data, sent),
            "transfer_group": self.transfer_group,
            "use_stripe_sdk": self.use_stripe_sdk,
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
                else whole(mismatches, "PaymentIntentCreateParams", "amount", "integer", v)
            )
            self.currency = (
                v
                if type(v := src_dict["currency"]) is str
                else mismatch(mismatches, "PaymentIntentCreateParams", "currency", "string", v)
            )
            self.allowed_payment_method_types = (
                [
                    vi
                    if type(vi) is str
                    else mismatch(
                        mismatches, "PaymentIntentCreateParams", "allowed_payment_method_types[]", "string", vi
                    )
                    for vi in v
                ]
                if type(v := get("allowed_payment_method_types", UNSET)) is list
                else v
                if v is UNSET
                else mismatch(mismatches, "PaymentIntentCreateParams", "allowed_payment_method_types", "array", v)
            )
            self.application_fee_amount = (
                v
                if type(v := get("application_fee_amount", UNSET)) is int or v is UNSET
                else whole(mismatches, "PaymentIntentCreateParams", "application_fee_amount", "integer", v)
            )
            self.automatic_payment_methods = (
                _models.AutomaticPaymentMethodsParams.from_dict(v, mismatches)
                if type(v := get("automatic_payment_methods", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(
                    mismatches,
                    "PaymentIntentCreateParams",
                    "automatic_payment_methods",
                    "AutomaticPaymentMethodsParams",
                    v,
                )
            )
            self.capture_method = (
                member(_models.CaptureMethod, v, mismatches, "PaymentIntentCreateParams", "capture_method")
                if type(v := get("capture_method", UNSET)) is str
                else v
                if v is UNSET
                else mismatch(mismatches, "PaymentIntentCreateParams", "capture_method", "CaptureMethod", v)
            )
            self.confirm = (
                v
                if type(v := get("confirm", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "PaymentIntentCreateParams", "confirm", "boolean", v)
            )
            self.confirmation_method = (
                member(_models.ConfirmationMethod, v, mismatches, "PaymentIntentCreateParams", "confirmation_method")
                if type(v := get("confirmation_method", UNSET)) is str
                else v
                if v is UNSET
                else mismatch(mismatches, "PaymentIntentCreateParams", "confirmation_method", "ConfirmationMethod", v)
            )
            self.confirmation_token = (
                v
                if type(v := get("confirmation_token", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "PaymentIntentCreateParams", "confirmation_token", "string", v)
            )
            self.customer = (
                v
                if type(v := get("customer", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "PaymentIntentCreateParams", "customer", "string", v)
            )
            self.description = (
                v
                if type(v := get("description", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "PaymentIntentCreateParams", "description", "string", v)
            )
            self.error_on_requires_action = (
                v
                if type(v := get("error_on_requires_action", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "PaymentIntentCreateParams", "error_on_requires_action", "boolean", v)
            )
            self.expand = (
                [
                    vi
                    if type(vi) is str
                    else mismatch(mismatches, "PaymentIntentCreateParams", "expand[]", "string", vi)
                    for vi in v
                ]
                if type(v := get("expand", UNSET)) is list
                else v
                if v is UNSET
                else mismatch(mismatches, "PaymentIntentCreateParams", "expand", "array", v)
            )
            self.mandate = (
                v
                if type(v := get("mandate", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "PaymentIntentCreateParams", "mandate", "string", v)
            )
            self.mandate_data = (
                _models.MandateDataParams.from_dict(v, mismatches)
                if type(v := get("mandate_data", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "PaymentIntentCreateParams", "mandate_data", "MandateDataParams", v)
            )
            self.metadata = (
                {
                    vk: vi
                    if type(vi) is str
                    else mismatch(mismatches, "PaymentIntentCreateParams", "metadata{}", "string", vi)
                    for vk, vi in v.items()
                }
                if type(v := get("metadata", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "PaymentIntentCreateParams", "metadata", "object", v)
            )
            self.off_session = (
                member(_models.OffSessionParamsValue, v, mismatches, "PaymentIntentCreateParams", "off_session")
                if type(v := get("off_session", UNSET)) is str
                else v
                if type(v) is bool or v is UNSET
                else mismatch(
                    mismatches, "PaymentIntentCreateParams", "off_session", "boolean | OffSessionParamsValue", v
                )
            )
            self.on_behalf_of = (
                v
                if type(v := get("on_behalf_of", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "PaymentIntentCreateParams", "on_behalf_of", "string", v)
            )
            self.payment_method = (
                v
                if type(v := get("payment_method", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "PaymentIntentCreateParams", "payment_method", "string", v)
            )
            self.payment_method_configuration = (
                v
                if type(v := get("payment_method_configuration", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "PaymentIntentCreateParams", "payment_method_configuration", "string", v)
            )
            self.payment_method_data = (
                _models.PaymentMethodDataParams.from_dict(v, mismatches)
                if type(v := get("payment_method_data", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(
                    mismatches, "PaymentIntentCreateParams", "payment_method_data", "PaymentMethodDataParams", v
                )
            )
            self.payment_method_options = (
                _models.PaymentMethodOptionsParams.from_dict(v, mismatches)
                if type(v := get("payment_method_options", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(
                    mismatches, "PaymentIntentCreateParams", "payment_method_options", "PaymentMethodOptionsParams", v
                )
            )
            self.payment_method_types = (
                [
                    vi
                    if type(vi) is str
                    else mismatch(mismatches, "PaymentIntentCreateParams", "payment_method_types[]", "string", vi)
                    for vi in v
                ]
                if type(v := get("payment_method_types", UNSET)) is list
                else v
                if v is UNSET
                else mismatch(mismatches, "PaymentIntentCreateParams", "payment_method_types", "array", v)
            )
            self.radar_options = (
                _models.RadarOptionsParams.from_dict(v, mismatches)
                if type(v := get("radar_options", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "PaymentIntentCreateParams", "radar_options", "RadarOptionsParams", v)
            )
            self.receipt_email = (
                v
                if type(v := get("receipt_email", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "PaymentIntentCreateParams", "receipt_email", "string", v)
            )
            self.return_url = (
                v
                if type(v := get("return_url", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "PaymentIntentCreateParams", "return_url", "string", v)
            )
            self.setup_future_usage = (
                member(_models.FutureUsage, v, mismatches, "PaymentIntentCreateParams", "setup_future_usage")
                if type(v := get("setup_future_usage", UNSET)) is str
                else v
                if v is UNSET
                else mismatch(mismatches, "PaymentIntentCreateParams", "setup_future_usage", "FutureUsage", v)
            )
            self.shipping = (
                _models.ShippingParams.from_dict(v, mismatches)
                if type(v := get("shipping", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "PaymentIntentCreateParams", "shipping", "ShippingParams", v)
            )
            self.statement_descriptor = (
                v
                if type(v := get("statement_descriptor", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "PaymentIntentCreateParams", "statement_descriptor", "string", v)
            )
            self.statement_descriptor_suffix = (
                v
                if type(v := get("statement_descriptor_suffix", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "PaymentIntentCreateParams", "statement_descriptor_suffix", "string", v)
            )
            self.transfer_data = (
                _models.TransferDataParams.from_dict(v, mismatches)
                if type(v := get("transfer_data", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "PaymentIntentCreateParams", "transfer_data", "TransferDataParams", v)
            )
            self.transfer_group = (
                v
                if type(v := get("transfer_group", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "PaymentIntentCreateParams", "transfer_group", "string", v)
            )
            self.use_stripe_sdk = (
                v
                if type(v := get("use_stripe_sdk", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "PaymentIntentCreateParams", "use_stripe_sdk", "boolean", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
