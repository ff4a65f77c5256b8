from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import member, mismatch
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .api_errors_type import ApiErrorsType
    from .expanded_object import ExpandedObject
    from .payment_intent import PaymentIntent
    from .payment_method import PaymentMethod

_KNOWN = frozenset(
    (
        "type",
        "advice_code",
        "charge",
        "code",
        "decline_code",
        "doc_url",
        "message",
        "network_advice_code",
        "network_decline_code",
        "param",
        "payment_intent",
        "payment_method",
        "payment_method_type",
        "request_log_url",
        "setup_intent",
        "source",
    )
)


@_attrs_define
class ApiErrors(_Model):
    """ApiErrors

    Attributes:
        type_: `type` on the wire.
        advice_code: What to do about a declined card.
        charge: Identifier of the charge that failed.
        code: Stable code of the failure, such as `resource_missing` or `card_declined`.
        decline_code: Why the card's bank refused, such as `insufficient_funds`.
        doc_url: Page about this code.
        message: Explanation; of card errors one that customers may see.
        param: Parameter at fault.
        request_log_url: Entry for this request in the dashboard.
    """

    type_: ApiErrorsType
    advice_code: str | Unset = UNSET
    charge: str | Unset = UNSET
    code: str | Unset = UNSET
    decline_code: str | Unset = UNSET
    doc_url: str | Unset = UNSET
    message: str | Unset = UNSET
    network_advice_code: str | Unset = UNSET
    network_decline_code: str | Unset = UNSET
    param: str | Unset = UNSET
    payment_intent: PaymentIntent | Unset = UNSET
    payment_method: PaymentMethod | Unset = UNSET
    payment_method_type: str | Unset = UNSET
    request_log_url: str | Unset = UNSET
    setup_intent: ExpandedObject | Unset = UNSET
    source: ExpandedObject | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "type": encode(self.type_, sent),
            "advice_code": self.advice_code,
            "charge": self.charge,
            "code": self.code,
            "decline_code": self.decline_code,
            "doc_url": self.doc_url,
            "message": self.message,
            "network_advice_code": self.network_advice_code,
            "network_decline_code": self.network_decline_code,
            "param": self.param,
            "payment_intent": encode(self.payment_intent, sent),
            "payment_method": encode(self.payment_method, sent),
            "payment_method_type": self.payment_method_type,
            "request_log_url": self.request_log_url,
            "setup_intent": encode(self.setup_intent, sent),
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
            self.type_ = (
                member(_models.ApiErrorsType, v, mismatches, "ApiErrors", "type")
                if type(v := src_dict["type"]) is str
                else mismatch(mismatches, "ApiErrors", "type", "ApiErrorsType", v)
            )
            self.advice_code = (
                v
                if type(v := get("advice_code", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "ApiErrors", "advice_code", "string", v)
            )
            self.charge = (
                v
                if type(v := get("charge", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "ApiErrors", "charge", "string", v)
            )
            self.code = (
                v
                if type(v := get("code", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "ApiErrors", "code", "string", v)
            )
            self.decline_code = (
                v
                if type(v := get("decline_code", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "ApiErrors", "decline_code", "string", v)
            )
            self.doc_url = (
                v
                if type(v := get("doc_url", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "ApiErrors", "doc_url", "string", v)
            )
            self.message = (
                v
                if type(v := get("message", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "ApiErrors", "message", "string", v)
            )
            self.network_advice_code = (
                v
                if type(v := get("network_advice_code", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "ApiErrors", "network_advice_code", "string", v)
            )
            self.network_decline_code = (
                v
                if type(v := get("network_decline_code", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "ApiErrors", "network_decline_code", "string", v)
            )
            self.param = (
                v
                if type(v := get("param", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "ApiErrors", "param", "string", v)
            )
            self.payment_intent = (
                _models.PaymentIntent.from_dict(v, mismatches)
                if type(v := get("payment_intent", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "ApiErrors", "payment_intent", "PaymentIntent", v)
            )
            self.payment_method = (
                _models.PaymentMethod.from_dict(v, mismatches)
                if type(v := get("payment_method", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "ApiErrors", "payment_method", "PaymentMethod", v)
            )
            self.payment_method_type = (
                v
                if type(v := get("payment_method_type", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "ApiErrors", "payment_method_type", "string", v)
            )
            self.request_log_url = (
                v
                if type(v := get("request_log_url", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "ApiErrors", "request_log_url", "string", v)
            )
            self.setup_intent = (
                _models.ExpandedObject.from_dict(v, mismatches)
                if type(v := get("setup_intent", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "ApiErrors", "setup_intent", "ExpandedObject", v)
            )
            self.source = (
                _models.ExpandedObject.from_dict(v, mismatches)
                if type(v := get("source", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "ApiErrors", "source", "ExpandedObject", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
