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
    from .incoming_message_opt_out_type import IncomingMessageOptOutType

_KNOWN = frozenset(
    (
        "AccountSid",
        "Body",
        "From",
        "MessageSid",
        "NumMedia",
        "To",
        "ApiVersion",
        "ButtonPayload",
        "ButtonText",
        "FromCity",
        "FromCountry",
        "FromState",
        "FromZip",
        "MediaContentType0",
        "MediaUrl0",
        "MessagingServiceSid",
        "NumSegments",
        "OptOutType",
        "ProfileName",
        "SmsMessageSid",
        "SmsSid",
        "SmsStatus",
        "ToCity",
        "ToCountry",
        "ToState",
        "ToZip",
        "WaId",
    )
)


@_attrs_define
class IncomingMessage(_Model):
    """A form, so that every value is text. Attached files come as `MediaUrl0`, `MediaContentType0` and so on, up to
    `NumMedia`.

    Attributes:
        account_sid: `AccountSid` on the wire.
        body: `Body` on the wire.
        from_: `From` on the wire.
        message_sid: `MessageSid` on the wire.
        num_media: Number of attached files, in digits. `NumMedia` on the wire.
        to: `To` on the wire.
        api_version: `ApiVersion` on the wire.
        button_payload: Value of the button that was pressed. `ButtonPayload` on the wire.
        button_text: Label of the button that was pressed. `ButtonText` on the wire.
        from_city: `FromCity` on the wire.
        from_country: `FromCountry` on the wire.
        from_state: `FromState` on the wire.
        from_zip: `FromZip` on the wire.
        media_content_type_0: Media type of the first file. `MediaContentType0` on the wire.
        media_url_0: Address of the first file. `MediaUrl0` on the wire.
        messaging_service_sid: `MessagingServiceSid` on the wire.
        num_segments: Number of SMS that the text took, in digits. `NumSegments` on the wire.
        opt_out_type: Keyword of a messaging service that the text contained. `OptOutType` on the wire.
        profile_name: Name of the sender on WhatsApp. `ProfileName` on the wire.
        sms_message_sid: Same as `MessageSid`. `SmsMessageSid` on the wire.
        sms_sid: Same as `MessageSid`. `SmsSid` on the wire.
        sms_status: Always `received`. `SmsStatus` on the wire.
        to_city: `ToCity` on the wire.
        to_country: `ToCountry` on the wire.
        to_state: `ToState` on the wire.
        to_zip: `ToZip` on the wire.
        wa_id: WhatsApp number of the sender, without `+`. `WaId` on the wire.
    """

    account_sid: str
    body: str
    from_: str
    message_sid: str
    num_media: str
    to: str
    api_version: str | Unset = UNSET
    button_payload: str | Unset = UNSET
    button_text: str | Unset = UNSET
    from_city: str | Unset = UNSET
    from_country: str | Unset = UNSET
    from_state: str | Unset = UNSET
    from_zip: str | Unset = UNSET
    media_content_type_0: str | Unset = UNSET
    media_url_0: str | Unset = UNSET
    messaging_service_sid: str | Unset = UNSET
    num_segments: str | Unset = UNSET
    opt_out_type: IncomingMessageOptOutType | Unset = UNSET
    profile_name: str | Unset = UNSET
    sms_message_sid: str | Unset = UNSET
    sms_sid: str | Unset = UNSET
    sms_status: str | Unset = UNSET
    to_city: str | Unset = UNSET
    to_country: str | Unset = UNSET
    to_state: str | Unset = UNSET
    to_zip: str | Unset = UNSET
    wa_id: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "AccountSid": self.account_sid,
            "Body": self.body,
            "From": self.from_,
            "MessageSid": self.message_sid,
            "NumMedia": self.num_media,
            "To": self.to,
            "ApiVersion": self.api_version,
            "ButtonPayload": self.button_payload,
            "ButtonText": self.button_text,
            "FromCity": self.from_city,
            "FromCountry": self.from_country,
            "FromState": self.from_state,
            "FromZip": self.from_zip,
            "MediaContentType0": self.media_content_type_0,
            "MediaUrl0": self.media_url_0,
            "MessagingServiceSid": self.messaging_service_sid,
            "NumSegments": self.num_segments,
            "OptOutType": encode(self.opt_out_type, sent),
            "ProfileName": self.profile_name,
            "SmsMessageSid": self.sms_message_sid,
            "SmsSid": self.sms_sid,
            "SmsStatus": self.sms_status,
            "ToCity": self.to_city,
            "ToCountry": self.to_country,
            "ToState": self.to_state,
            "ToZip": self.to_zip,
            "WaId": self.wa_id,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.account_sid = (
                v
                if type(v := src_dict["AccountSid"]) is str
                else mismatch(mismatches, "IncomingMessage", "AccountSid", "string", v)
            )
            self.body = (
                v
                if type(v := src_dict["Body"]) is str
                else mismatch(mismatches, "IncomingMessage", "Body", "string", v)
            )
            self.from_ = (
                v
                if type(v := src_dict["From"]) is str
                else mismatch(mismatches, "IncomingMessage", "From", "string", v)
            )
            self.message_sid = (
                v
                if type(v := src_dict["MessageSid"]) is str
                else mismatch(mismatches, "IncomingMessage", "MessageSid", "string", v)
            )
            self.num_media = (
                v
                if type(v := src_dict["NumMedia"]) is str
                else mismatch(mismatches, "IncomingMessage", "NumMedia", "string", v)
            )
            self.to = (
                v if type(v := src_dict["To"]) is str else mismatch(mismatches, "IncomingMessage", "To", "string", v)
            )
            self.api_version = (
                v
                if type(v := get("ApiVersion", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "IncomingMessage", "ApiVersion", "string", v)
            )
            self.button_payload = (
                v
                if type(v := get("ButtonPayload", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "IncomingMessage", "ButtonPayload", "string", v)
            )
            self.button_text = (
                v
                if type(v := get("ButtonText", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "IncomingMessage", "ButtonText", "string", v)
            )
            self.from_city = (
                v
                if type(v := get("FromCity", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "IncomingMessage", "FromCity", "string", v)
            )
            self.from_country = (
                v
                if type(v := get("FromCountry", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "IncomingMessage", "FromCountry", "string", v)
            )
            self.from_state = (
                v
                if type(v := get("FromState", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "IncomingMessage", "FromState", "string", v)
            )
            self.from_zip = (
                v
                if type(v := get("FromZip", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "IncomingMessage", "FromZip", "string", v)
            )
            self.media_content_type_0 = (
                v
                if type(v := get("MediaContentType0", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "IncomingMessage", "MediaContentType0", "string", v)
            )
            self.media_url_0 = (
                v
                if type(v := get("MediaUrl0", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "IncomingMessage", "MediaUrl0", "string", v)
            )
            self.messaging_service_sid = (
                v
                if type(v := get("MessagingServiceSid", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "IncomingMessage", "MessagingServiceSid", "string", v)
            )
            self.num_segments = (
                v
                if type(v := get("NumSegments", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "IncomingMessage", "NumSegments", "string", v)
            )
            self.opt_out_type = (
                member(_models.IncomingMessageOptOutType, v, mismatches, "IncomingMessage", "OptOutType")
                if type(v := get("OptOutType", UNSET)) is str
                else v
                if v is UNSET
                else mismatch(mismatches, "IncomingMessage", "OptOutType", "IncomingMessageOptOutType", v)
            )
            self.profile_name = (
                v
                if type(v := get("ProfileName", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "IncomingMessage", "ProfileName", "string", v)
            )
            self.sms_message_sid = (
                v
                if type(v := get("SmsMessageSid", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "IncomingMessage", "SmsMessageSid", "string", v)
            )
            self.sms_sid = (
                v
                if type(v := get("SmsSid", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "IncomingMessage", "SmsSid", "string", v)
            )
            self.sms_status = (
                v
                if type(v := get("SmsStatus", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "IncomingMessage", "SmsStatus", "string", v)
            )
            self.to_city = (
                v
                if type(v := get("ToCity", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "IncomingMessage", "ToCity", "string", v)
            )
            self.to_country = (
                v
                if type(v := get("ToCountry", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "IncomingMessage", "ToCountry", "string", v)
            )
            self.to_state = (
                v
                if type(v := get("ToState", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "IncomingMessage", "ToState", "string", v)
            )
            self.to_zip = (
                v
                if type(v := get("ToZip", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "IncomingMessage", "ToZip", "string", v)
            )
            self.wa_id = (
                v
                if type(v := get("WaId", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "IncomingMessage", "WaId", "string", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
