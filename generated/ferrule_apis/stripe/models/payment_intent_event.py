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
    from .event_request import EventRequest
    from .payment_intent_event_data import PaymentIntentEventData
    from .payment_intent_event_type import PaymentIntentEventType

_KNOWN = frozenset(
    (
        "created",
        "data",
        "id",
        "livemode",
        "object",
        "pending_webhooks",
        "type",
        "account",
        "api_version",
        "request",
    )
)


@_attrs_define
class PaymentIntentEvent(_Model):
    """PaymentIntentEvent

    Attributes:
        object_: `object` on the wire.
        pending_webhooks: Endpoints that have not accepted it yet.
        type_: `type` on the wire.
        account: Connected account in which it happened.
    """

    created: int
    data: PaymentIntentEventData
    id: str
    livemode: bool
    pending_webhooks: int
    type_: PaymentIntentEventType
    object_: Literal["event"] = "event"
    account: str | Unset = UNSET
    api_version: str | None | Unset = UNSET
    request: EventRequest | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "created": self.created,
            "data": encode(self.data, sent),
            "id": self.id,
            "livemode": self.livemode,
            "pending_webhooks": self.pending_webhooks,
            "type": encode(self.type_, sent),
            "object": self.object_,
            "account": self.account,
            "api_version": self.api_version,
            "request": encode(self.request, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.created = (
                v
                if type(v := src_dict["created"]) is int
                else whole(mismatches, "PaymentIntentEvent", "created", "integer", v)
            )
            self.data = (
                _models.PaymentIntentEventData.from_dict(v, mismatches)
                if type(v := src_dict["data"]) is dict
                else mismatch(mismatches, "PaymentIntentEvent", "data", "PaymentIntentEventData", v)
            )
            self.id = (
                v if type(v := src_dict["id"]) is str else mismatch(mismatches, "PaymentIntentEvent", "id", "string", v)
            )
            self.livemode = (
                v
                if type(v := src_dict["livemode"]) is bool
                else mismatch(mismatches, "PaymentIntentEvent", "livemode", "boolean", v)
            )
            self.pending_webhooks = (
                v
                if type(v := src_dict["pending_webhooks"]) is int
                else whole(mismatches, "PaymentIntentEvent", "pending_webhooks", "integer", v)
            )
            self.type_ = (
                member(_models.PaymentIntentEventType, v, mismatches, "PaymentIntentEvent", "type")
                if type(v := src_dict["type"]) is str
                else mismatch(mismatches, "PaymentIntentEvent", "type", "PaymentIntentEventType", v)
            )
            self.object_ = (
                v
                if (v := src_dict["object"]) == "event"
                else mismatch(mismatches, "PaymentIntentEvent", "object", "'event'", v)
            )
            self.account = (
                v
                if type(v := get("account", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "PaymentIntentEvent", "account", "string", v)
            )
            self.api_version = (
                v
                if type(v := get("api_version", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "PaymentIntentEvent", "api_version", "string | null", v)
            )
            self.request = (
                _models.EventRequest.from_dict(v, mismatches)
                if type(v := get("request", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "PaymentIntentEvent", "request", "null | EventRequest", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict)
            == 7 + (self.account is not UNSET) + (self.api_version is not UNSET) + (self.request is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
