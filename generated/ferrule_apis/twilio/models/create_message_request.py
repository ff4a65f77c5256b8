from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import date_time, member, mismatch, whole
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .create_message_request_address_retention import CreateMessageRequestAddressRetention
    from .create_message_request_content_retention import CreateMessageRequestContentRetention
    from .create_message_request_risk_check import CreateMessageRequestRiskCheck

_KNOWN = frozenset(
    (
        "To",
        "AddressRetention",
        "ApplicationSid",
        "Attempt",
        "Body",
        "ContentRetention",
        "ContentSid",
        "ContentVariables",
        "ForceDelivery",
        "From",
        "MaxPrice",
        "MediaUrl",
        "MessagingServiceSid",
        "PersistentAction",
        "ProvideFeedback",
        "RiskCheck",
        "ScheduleType",
        "SendAsMms",
        "SendAt",
        "ShortenUrls",
        "SmartEncoded",
        "StatusCallback",
        "ValidityPeriod",
    )
)


@_attrs_define
class CreateMessageRequest(_Model):
    """CreateMessageRequest

    Attributes:
        to: Recipient, such as `+15558675310` or `whatsapp:+15558675310`. `To` on the wire.
        address_retention: Whether the recipient's number is kept in full or masked. `AddressRetention` on the
            wire.
        application_sid: Application whose settings say where status reports go, `AP…`. `ApplicationSid` on the
            wire.
        attempt: Count of attempts to send this message, as the sender keeps it. `Attempt` on the wire.
        body: Text of the message. `Body` on the wire.
        content_retention: Whether the text is kept or discarded. `ContentRetention` on the wire.
        content_sid: Template to send, `HX…`. `ContentSid` on the wire.
        content_variables: Values for the template, a JSON object in a string. `ContentVariables` on the wire.
        force_delivery: `ForceDelivery` on the wire.
        from_: Sender, a number of the account, short code, alphanumeric name or channel address. `From` on the
            wire.
        max_price: Most it may cost, in US dollars. `MaxPrice` on the wire.
        media_url: Addresses of up to ten files to attach. `MediaUrl` on the wire.
        messaging_service_sid: Messaging service that chooses the sender, `MG…`. `MessagingServiceSid` on the
            wire.
        persistent_action: Actions such as a place on a map, for channels that offer them. `PersistentAction` on
            the wire.
        provide_feedback: Whether the outcome will be reported back to the vendor. `ProvideFeedback` on the
            wire.
        risk_check: Whether messages that look like fraud are held back. `RiskCheck` on the wire.
        schedule_type: Marks a message that waits for `SendAt`. `ScheduleType` on the wire.
        send_as_mms: Whether to send as MMS even without media. `SendAsMms` on the wire.
        send_at: When to send a scheduled message. `SendAt` on the wire.
        shorten_urls: Whether links in the text are shortened; needs a messaging service. `ShortenUrls` on the
            wire.
        smart_encoded: Whether to replace characters that would need a longer encoding. `SmartEncoded` on the
            wire.
        status_callback: Address that status reports go to. `StatusCallback` on the wire.
        validity_period: Seconds, 1 to 36000, after which it is not sent any more. `ValidityPeriod` on the wire.
    """

    to: str
    address_retention: CreateMessageRequestAddressRetention | Unset = UNSET
    application_sid: str | Unset = UNSET
    attempt: int | Unset = UNSET
    body: str | Unset = UNSET
    content_retention: CreateMessageRequestContentRetention | Unset = UNSET
    content_sid: str | Unset = UNSET
    content_variables: str | Unset = UNSET
    force_delivery: bool | Unset = UNSET
    from_: str | Unset = UNSET
    max_price: float | Unset = UNSET
    media_url: list[str] | Unset = UNSET
    messaging_service_sid: str | Unset = UNSET
    persistent_action: list[str] | Unset = UNSET
    provide_feedback: bool | Unset = UNSET
    risk_check: CreateMessageRequestRiskCheck | Unset = UNSET
    schedule_type: Literal["fixed"] | Unset = UNSET
    send_as_mms: bool | Unset = UNSET
    send_at: datetime.datetime | Unset = UNSET
    shorten_urls: bool | Unset = UNSET
    smart_encoded: bool | Unset = UNSET
    status_callback: str | Unset = UNSET
    validity_period: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "To": self.to,
            "AddressRetention": encode(self.address_retention, sent),
            "ApplicationSid": self.application_sid,
            "Attempt": self.attempt,
            "Body": self.body,
            "ContentRetention": encode(self.content_retention, sent),
            "ContentSid": self.content_sid,
            "ContentVariables": self.content_variables,
            "ForceDelivery": self.force_delivery,
            "From": self.from_,
            "MaxPrice": encode(self.max_price, sent),
            "MediaUrl": encode(self.media_url, sent),
            "MessagingServiceSid": self.messaging_service_sid,
            "PersistentAction": encode(self.persistent_action, sent),
            "ProvideFeedback": self.provide_feedback,
            "RiskCheck": encode(self.risk_check, sent),
            "ScheduleType": self.schedule_type,
            "SendAsMms": self.send_as_mms,
            "SendAt": encode(self.send_at, sent),
            "ShortenUrls": self.shorten_urls,
            "SmartEncoded": self.smart_encoded,
            "StatusCallback": self.status_callback,
            "ValidityPeriod": self.validity_period,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.to = (
                v
                if type(v := src_dict["To"]) is str
                else mismatch(mismatches, "CreateMessageRequest", "To", "string", v)
            )
            self.address_retention = (
                member(
                    _models.CreateMessageRequestAddressRetention,
                    v,
                    mismatches,
                    "CreateMessageRequest",
                    "AddressRetention",
                )
                if type(v := get("AddressRetention", UNSET)) is str
                else v
                if v is UNSET
                else mismatch(
                    mismatches, "CreateMessageRequest", "AddressRetention", "CreateMessageRequestAddressRetention", v
                )
            )
            self.application_sid = (
                v
                if type(v := get("ApplicationSid", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "CreateMessageRequest", "ApplicationSid", "string", v)
            )
            self.attempt = (
                v
                if type(v := get("Attempt", UNSET)) is int or v is UNSET
                else whole(mismatches, "CreateMessageRequest", "Attempt", "integer", v)
            )
            self.body = (
                v
                if type(v := get("Body", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "CreateMessageRequest", "Body", "string", v)
            )
            self.content_retention = (
                member(
                    _models.CreateMessageRequestContentRetention,
                    v,
                    mismatches,
                    "CreateMessageRequest",
                    "ContentRetention",
                )
                if type(v := get("ContentRetention", UNSET)) is str
                else v
                if v is UNSET
                else mismatch(
                    mismatches, "CreateMessageRequest", "ContentRetention", "CreateMessageRequestContentRetention", v
                )
            )
            self.content_sid = (
                v
                if type(v := get("ContentSid", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "CreateMessageRequest", "ContentSid", "string", v)
            )
            self.content_variables = (
                v
                if type(v := get("ContentVariables", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "CreateMessageRequest", "ContentVariables", "string", v)
            )
            self.force_delivery = (
                v
                if type(v := get("ForceDelivery", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "CreateMessageRequest", "ForceDelivery", "boolean", v)
            )
            self.from_ = (
                v
                if type(v := get("From", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "CreateMessageRequest", "From", "string", v)
            )
            self.max_price = (
                v
                if type(v := get("MaxPrice", UNSET)) is float or type(v) is int or v is UNSET
                else mismatch(mismatches, "CreateMessageRequest", "MaxPrice", "number", v)
            )
            self.media_url = (
                [
                    vi if type(vi) is str else mismatch(mismatches, "CreateMessageRequest", "MediaUrl[]", "string", vi)
                    for vi in v
                ]
                if type(v := get("MediaUrl", UNSET)) is list
                else v
                if v is UNSET
                else mismatch(mismatches, "CreateMessageRequest", "MediaUrl", "array", v)
            )
            self.messaging_service_sid = (
                v
                if type(v := get("MessagingServiceSid", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "CreateMessageRequest", "MessagingServiceSid", "string", v)
            )
            self.persistent_action = (
                [
                    vi
                    if type(vi) is str
                    else mismatch(mismatches, "CreateMessageRequest", "PersistentAction[]", "string", vi)
                    for vi in v
                ]
                if type(v := get("PersistentAction", UNSET)) is list
                else v
                if v is UNSET
                else mismatch(mismatches, "CreateMessageRequest", "PersistentAction", "array", v)
            )
            self.provide_feedback = (
                v
                if type(v := get("ProvideFeedback", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "CreateMessageRequest", "ProvideFeedback", "boolean", v)
            )
            self.risk_check = (
                member(_models.CreateMessageRequestRiskCheck, v, mismatches, "CreateMessageRequest", "RiskCheck")
                if type(v := get("RiskCheck", UNSET)) is str
                else v
                if v is UNSET
                else mismatch(mismatches, "CreateMessageRequest", "RiskCheck", "CreateMessageRequestRiskCheck", v)
            )
            self.schedule_type = (
                v
                if (v := get("ScheduleType", UNSET)) == "fixed" or v is UNSET
                else mismatch(mismatches, "CreateMessageRequest", "ScheduleType", "'fixed'", v)
            )
            self.send_as_mms = (
                v
                if type(v := get("SendAsMms", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "CreateMessageRequest", "SendAsMms", "boolean", v)
            )
            self.send_at = (
                date_time(v, mismatches, "CreateMessageRequest", "SendAt")
                if type(v := get("SendAt", UNSET)) is str
                else v
                if v is UNSET
                else mismatch(mismatches, "CreateMessageRequest", "SendAt", "date-time", v)
            )
            self.shorten_urls = (
                v
                if type(v := get("ShortenUrls", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "CreateMessageRequest", "ShortenUrls", "boolean", v)
            )
            self.smart_encoded = (
                v
                if type(v := get("SmartEncoded", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "CreateMessageRequest", "SmartEncoded", "boolean", v)
            )
            self.status_callback = (
                v
                if type(v := get("StatusCallback", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "CreateMessageRequest", "StatusCallback", "string", v)
            )
            self.validity_period = (
                v
                if type(v := get("ValidityPeriod", UNSET)) is int or v is UNSET
                else whole(mismatches, "CreateMessageRequest", "ValidityPeriod", "integer", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
