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
    from .message_status import MessageStatus

_KNOWN = frozenset(
    (
        "AccountSid",
        "MessageSid",
        "MessageStatus",
        "ApiVersion",
        "ChannelInstallSid",
        "ChannelPrefix",
        "ChannelStatusMessage",
        "ChannelToAddress",
        "ErrorCode",
        "EventType",
        "From",
        "MessagingServiceSid",
        "RawDlrDoneDate",
        "SmsSid",
        "SmsStatus",
        "To",
    )
)


@_attrs_define
class MessageStatusCallback(_Model):
    """A form, so that every value is text. Channels other than SMS add fields of their own.

    Attributes:
        account_sid: `AccountSid` on the wire.
        message_sid: `MessageSid` on the wire.
        message_status: `MessageStatus` on the wire.
        api_version: `ApiVersion` on the wire.
        channel_install_sid: Installed channel that carried the message. `ChannelInstallSid` on the wire.
        channel_prefix: Name of the channel, such as `whatsapp`. `ChannelPrefix` on the wire.
        channel_status_message: Error that the channel reported. `ChannelStatusMessage` on the wire.
        channel_to_address: Recipient as the channel knows it. `ChannelToAddress` on the wire.
        error_code: Why it failed or was not delivered, in digits. `ErrorCode` on the wire.
        event_type: What the recipient did, such as `READ`. `EventType` on the wire.
        from_: `From` on the wire.
        messaging_service_sid: `MessagingServiceSid` on the wire.
        raw_dlr_done_date: Carrier's time of delivery, `YYMMDDhhmm`. `RawDlrDoneDate` on the wire.
        sms_sid: Same as `MessageSid`. `SmsSid` on the wire.
        sms_status: Same as `MessageStatus`. `SmsStatus` on the wire.
        to: `To` on the wire.
    """

    account_sid: str
    message_sid: str
    message_status: MessageStatus
    api_version: str | Unset = UNSET
    channel_install_sid: str | Unset = UNSET
    channel_prefix: str | Unset = UNSET
    channel_status_message: str | Unset = UNSET
    channel_to_address: str | Unset = UNSET
    error_code: str | Unset = UNSET
    event_type: str | Unset = UNSET
    from_: str | Unset = UNSET
    messaging_service_sid: str | Unset = UNSET
    raw_dlr_done_date: str | Unset = UNSET
    sms_sid: str | Unset = UNSET
    sms_status: str | Unset = UNSET
    to: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "AccountSid": self.account_sid,
            "MessageSid": self.message_sid,
            "MessageStatus": encode(self.message_status, sent),
            "ApiVersion": self.api_version,
            "ChannelInstallSid": self.channel_install_sid,
            "ChannelPrefix": self.channel_prefix,
            "ChannelStatusMessage": self.channel_status_message,
            "ChannelToAddress": self.channel_to_address,
            "ErrorCode": self.error_code,
            "EventType": self.event_type,
            "From": self.from_,
            "MessagingServiceSid": self.messaging_service_sid,
            "RawDlrDoneDate": self.raw_dlr_done_date,
            "SmsSid": self.sms_sid,
            "SmsStatus": self.sms_status,
            "To": self.to,
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
                else mismatch(mismatches, "MessageStatusCallback", "AccountSid", "string", v)
            )
            self.message_sid = (
                v
                if type(v := src_dict["MessageSid"]) is str
                else mismatch(mismatches, "MessageStatusCallback", "MessageSid", "string", v)
            )
            self.message_status = (
                member(_models.MessageStatus, v, mismatches, "MessageStatusCallback", "MessageStatus")
                if type(v := src_dict["MessageStatus"]) is str
                else mismatch(mismatches, "MessageStatusCallback", "MessageStatus", "MessageStatus", v)
            )
            self.api_version = (
                v
                if type(v := get("ApiVersion", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "MessageStatusCallback", "ApiVersion", "string", v)
            )
            self.channel_install_sid = (
                v
                if type(v := get("ChannelInstallSid", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "MessageStatusCallback", "ChannelInstallSid", "string", v)
            )
            self.channel_prefix = (
                v
                if type(v := get("ChannelPrefix", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "MessageStatusCallback", "ChannelPrefix", "string", v)
            )
            self.channel_status_message = (
                v
                if type(v := get("ChannelStatusMessage", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "MessageStatusCallback", "ChannelStatusMessage", "string", v)
            )
            self.channel_to_address = (
                v
                if type(v := get("ChannelToAddress", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "MessageStatusCallback", "ChannelToAddress", "string", v)
            )
            self.error_code = (
                v
                if type(v := get("ErrorCode", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "MessageStatusCallback", "ErrorCode", "string", v)
            )
            self.event_type = (
                v
                if type(v := get("EventType", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "MessageStatusCallback", "EventType", "string", v)
            )
            self.from_ = (
                v
                if type(v := get("From", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "MessageStatusCallback", "From", "string", v)
            )
            self.messaging_service_sid = (
                v
                if type(v := get("MessagingServiceSid", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "MessageStatusCallback", "MessagingServiceSid", "string", v)
            )
            self.raw_dlr_done_date = (
                v
                if type(v := get("RawDlrDoneDate", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "MessageStatusCallback", "RawDlrDoneDate", "string", v)
            )
            self.sms_sid = (
                v
                if type(v := get("SmsSid", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "MessageStatusCallback", "SmsSid", "string", v)
            )
            self.sms_status = (
                v
                if type(v := get("SmsStatus", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "MessageStatusCallback", "SmsStatus", "string", v)
            )
            self.to = (
                v
                if type(v := get("To", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "MessageStatusCallback", "To", "string", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
