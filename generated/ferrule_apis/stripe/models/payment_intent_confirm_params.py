from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import member, mismatch
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .capture_method import CaptureMethod
    from .future_usage import FutureUsage
    from .mandate_data_params import MandateDataParams
    from .off_session_params_value import OffSessionParamsValue
    from .payment_method_data_params import PaymentMethodDataParams
    from .payment_method_options_params import PaymentMethodOptionsParams
    from .radar_options_params import RadarOptionsParams
    from .shipping_params import ShippingParams

_KNOWN = frozenset(
    (
        "allowed_payment_method_types",
        "capture_method",
        "client_secret",
        "confirmation_token",
        "error_on_requires_action",
        "expand",
        "mandate",
        "mandate_data",
        "off_session",
        "payment_method",
        "payment_method_data",
        "payment_method_options",
        "payment_method_types",
        "radar_options",
        "receipt_email",
        "return_url",
        "setup_future_usage",
        "shipping",
        "use_stripe_sdk",
    )
)


@_attrs_define
class PaymentIntentConfirmParams(_Model):
    """PaymentIntentConfirmParams

    Attributes:
        allowed_payment_method_types: Kinds of methods that may be used, in versions from 2026-07-29 on.
        client_secret: Needed only by callers that hold a publishable key.
        confirmation_token: What the customer entered, collected in the browser, `ctoken_…`.
        error_on_requires_action: Whether to fail rather than wait for the customer.
        mandate: Standing agreement to charge, `mandate_…`.
        payment_method: Stored way to pay, `pm_…`.
        payment_method_types: Kinds of methods that may be used, in versions before 2026-09-30.
        return_url: Page the customer comes back to after acting elsewhere.
        use_stripe_sdk: Whether the vendor's browser library handles the next action.
    """

    allowed_payment_method_types: list[str] | Unset = UNSET
    capture_method: CaptureMethod | Unset = UNSET
    client_secret: str | Unset = UNSET
    confirmation_token: str | Unset = UNSET
    error_on_requires_action: bool | Unset = UNSET
    expand: list[str] | Unset = UNSET
    mandate: str | Unset = UNSET
    mandate_data: MandateDataParams | Unset = UNSET
    off_session: bool | OffSessionParamsValue | Unset = UNSET
    payment_method: str | Unset = UNSET
    payment_method_data: PaymentMethodDataParams | Unset = UNSET
    payment_method_options: PaymentMethodOptionsParams | Unset = UNSET
    payment_method_types: list[str] | Unset = UNSET
    radar_options: RadarOptionsParams | Unset = UNSET
    receipt_email: str | Literal[""] | Unset = UNSET
    return_url: str | Unset = UNSET
    setup_future_usage: FutureUsage | Literal[""] | Unset = UNSET
    shipping: ShippingParams | Literal[""] | Unset = UNSET
    use_stripe_sdk: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "allowed_payment_method_types": encode(self.allowed_payment_method_types, sent),
            "capture_method": encode(self.capture_method, sent),
            "client_secret": self.client_secret,
            "confirmation_token": self.confirmation_token,
            "error_on_requires_action": self.error_on_requires_action,
            "expand": encode(self.expand, sent),
            "mandate": self.mandate,
            "mandate_data": encode(self.mandate_data, sent),
            "off_session": encode(self.off_session, sent),
            "payment_method": self.payment_method,
            "payment_method_data": encode(self.payment_method_data, sent),
            "payment_method_options": encode(self.payment_method_options, sent),
            "payment_method_types": encode(self.payment_method_types, sent),
            "radar_options": encode(self.radar_options, sent),
            "receipt_email": self.receipt_email,
            "return_url": self.return_url,
            "setup_future_usage": encode(self.setup_future_usage, sent),
            "shipping": encode(self.shipping, sent),
            "use_stripe_sdk": self.use_stripe_sdk,
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
                else mismatch(mismatches, "PaymentIntentConfirmParams", "allowed_payment_method_types[]", "string", vi)
                for vi in v
            ]
            if type(v := get("allowed_payment_method_types", UNSET)) is list
            else v
            if v is UNSET
            else mismatch(mismatches, "PaymentIntentConfirmParams", "allowed_payment_method_types", "array", v)
        )
        self.capture_method = (
            member(_models.CaptureMethod, v, mismatches, "PaymentIntentConfirmParams", "capture_method")
            if type(v := get("capture_method", UNSET)) is str
            else v
            if v is UNSET
            else mismatch(mismatches, "PaymentIntentConfirmParams", "capture_method", "CaptureMethod", v)
        )
        self.client_secret = (
            v
            if type(v := get("client_secret", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "PaymentIntentConfirmParams", "client_secret", "string", v)
        )
        self.confirmation_token = (
            v
            if type(v := get("confirmation_token", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "PaymentIntentConfirmParams", "confirmation_token", "string", v)
        )
        self.error_on_requires_action = (
            v
            if type(v := get("error_on_requires_action", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "PaymentIntentConfirmParams", "error_on_requires_action", "boolean", v)
        )
        self.expand = (
            [
                vi if type(vi) is str else mismatch(mismatches, "PaymentIntentConfirmParams", "expand[]", "string", vi)
                for vi in v
            ]
            if type(v := get("expand", UNSET)) is list
            else v
            if v is UNSET
            else mismatch(mismatches, "PaymentIntentConfirmParams", "expand", "array", v)
        )
        self.mandate = (
            v
            if type(v := get("mandate", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "PaymentIntentConfirmParams", "mandate", "string", v)
        )
        self.mandate_data = (
            _models.MandateDataParams.from_dict(v, mismatches)
            if type(v := get("mandate_data", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "PaymentIntentConfirmParams", "mandate_data", "MandateDataParams", v)
        )
        self.off_session = (
            member(_models.OffSessionParamsValue, v, mismatches, "PaymentIntentConfirmParams", "off_session")
            if type(v := get("off_session", UNSET)) is str
            else v
            if type(v) is bool or v is UNSET
            else mismatch(mismatches, "PaymentIntentConfirmParams", "off_session", "boolean | OffSessionParamsValue", v)
        )
        self.payment_method = (
            v
            if type(v := get("payment_method", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "PaymentIntentConfirmParams", "payment_method", "string", v)
        )
        self.payment_method_data = (
            _models.PaymentMethodDataParams.from_dict(v, mismatches)
            if type(v := get("payment_method_data", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "PaymentIntentConfirmParams", "payment_method_data", "PaymentMethodDataParams", v)
        )
        self.payment_method_options = (
            _models.PaymentMethodOptionsParams.from_dict(v, mismatches)
            if type(v := get("payment_method_options", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(
                mismatches, "PaymentIntentConfirmParams", "payment_method_options", "PaymentMethodOptionsParams", v
            )
        )
        self.payment_method_types = (
            [
                vi
                if type(vi) is str
                else mismatch(mismatches, "PaymentIntentConfirmParams", "payment_method_types[]", "string", vi)
                for vi in v
            ]
            if type(v := get("payment_method_types", UNSET)) is list
            else v
            if v is UNSET
            else mismatch(mismatches, "PaymentIntentConfirmParams", "payment_method_types", "array", v)
        )
        self.radar_options = (
            _models.RadarOptionsParams.from_dict(v, mismatches)
            if type(v := get("radar_options", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "PaymentIntentConfirmParams", "radar_options", "RadarOptionsParams", v)
        )
        self.receipt_email = (
            v
            if type(v := get("receipt_email", UNSET)) is str or v == "" or v is UNSET
            else mismatch(mismatches, "PaymentIntentConfirmParams", "receipt_email", "string | ''", v)
        )
        self.return_url = (
            v
            if type(v := get("return_url", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "PaymentIntentConfirmParams", "return_url", "string", v)
        )
        self.setup_future_usage = (
            v
            if (v := get("setup_future_usage", UNSET)) == ""
            else member(_models.FutureUsage, v, mismatches, "PaymentIntentConfirmParams", "setup_future_usage")
            if type(v) is str
            else v
            if v is UNSET
            else mismatch(mismatches, "PaymentIntentConfirmParams", "setup_future_usage", "'' | FutureUsage", v)
        )
        self.shipping = (
            _models.ShippingParams.from_dict(v, mismatches)
            if type(v := get("shipping", UNSET)) is dict
            else v
            if v == "" or v is UNSET
            else mismatch(mismatches, "PaymentIntentConfirmParams", "shipping", "'' | ShippingParams", v)
        )
        self.use_stripe_sdk = (
            v
            if type(v := get("use_stripe_sdk", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "PaymentIntentConfirmParams", "use_stripe_sdk", "boolean", v)
        )
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
