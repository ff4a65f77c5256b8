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
from ..types import UNSET, Mismatch

if TYPE_CHECKING:
    from .message_direction import MessageDirection
    from .message_status import MessageStatus

_KNOWN = frozenset(
    (
        "account_sid",
        "api_version",
        "body",
        "date_created",
        "date_sent",
        "date_updated",
        "direction",
        "error_code",
        "error_message",
        "from",
        "messaging_service_sid",
        "num_media",
        "num_segments",
        "price",
        "price_unit",
        "sid",
        "status",
        "subresource_uris",
        "to",
        "uri",
    )
)


@_attrs_define
class Message(_Model):
    """Message

    Attributes:
        account_sid: The account that owns the message, `AC…`.
        body: Text of the message.
        date_created: Such as `Fri, 24 May 2019 17:44:46 +0000`.
        date_sent: When it was sent or, incoming, received; none before.
        error_code: Why it failed or was not delivered, such as 30006.
        error_message: `error_code` in words.
        from_: Sender; none until a messaging service has chosen one. `from` on the wire.
        messaging_service_sid: Messaging service that sent it, `MG…`.
        num_media: Number of attached files, in digits.
        num_segments: Number of SMS that the text takes, in digits.
        price: What it cost, as a decimal below zero; none until it is known.
        price_unit: ISO 4217 code of the currency of `price`.
        sid: Identifier, `SM…` or, with media, `MM…`.
        subresource_uris: Addresses of what belongs to the message, relative to the server.
        to: Recipient.
        uri: Address of the message
    """

    account_sid: str
    api_version: str
    body: str | None
    date_created: str
    date_sent: str | None
    date_updated: str
    direction: MessageDirection
    error_code: int | None
    error_message: str | None
    from_: str | None
    messaging_service_sid: str | None
    num_media: str
    num_segments: str
    price: str | None
    price_unit: str | None
    sid: str
    status: MessageStatus
    subresource_uris: dict[str, str] | None
    to: str | None
    uri: str
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "account_sid": self.account_sid,
            "api_version": self.api_version,
            "body": self.body,
            "date_created": self.date_created,
            "date_sent": self.date_sent,
            "date_updated": self.date_updated,
            "direction": encode(self.direction, sent),
            "error_code": self.error_code,
            "error_message": self.error_message,
            "from": self.from_,
            "messaging_service_sid": self.messaging_service_sid,
            "num_media": self.num_media,
            "num_segments": self.num_segments,
            "price": self.price,
            "price_unit": self.price_unit,
            "sid": self.sid,
            "status": encode(self.status, sent),
            "subresource_uris": encode(self.subresource_uris, sent),
            "to": self.to,
            "uri": self.uri,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.account_sid = (
                v
                if type(v := src_dict["account_sid"]) is str
                else mismatch(mismatches, "Message", "account_sid", "string", v)
            )
            self.api_version = (
                v
                if type(v := src_dict["api_version"]) is str
                else mismatch(mismatches, "Message", "api_version", "string", v)
            )
            self.body = (
                v
                if type(v := src_dict["body"]) is str or v is None
                else mismatch(mismatches, "Message", "body", "string | null", v)
            )
            self.date_created = (
                v
                if type(v := src_dict["date_created"]) is str
                else mismatch(mismatches, "Message", "date_created", "string", v)
            )
            self.date_sent = (
                v
                if type(v := src_dict["date_sent"]) is str or v is None
                else mismatch(mismatches, "Message", "date_sent", "string | null", v)
            )
            self.date_updated = (
                v
                if type(v := src_dict["date_updated"]) is str
                else mismatch(mismatches, "Message", "date_updated", "string", v)
            )
            self.direction = (
                member(_models.MessageDirection, v, mismatches, "Message", "direction")
                if type(v := src_dict["direction"]) is str
                else mismatch(mismatches, "Message", "direction", "MessageDirection", v)
            )
            self.error_code = (
                v
                if type(v := src_dict["error_code"]) is int or v is None
                else whole(mismatches, "Message", "error_code", "integer | null", v)
            )
            self.error_message = (
                v
                if type(v := src_dict["error_message"]) is str or v is None
                else mismatch(mismatches, "Message", "error_message", "string | null", v)
            )
            self.from_ = (
                v
                if type(v := src_dict["from"]) is str or v is None
                else mismatch(mismatches, "Message", "from", "string | null", v)
            )
            self.messaging_service_sid = (
                v
                if type(v := src_dict["messaging_service_sid"]) is str or v is None
                else mismatch(mismatches, "Message", "messaging_service_sid", "string | null", v)
            )
            self.num_media = (
                v
                if type(v := src_dict["num_media"]) is str
                else mismatch(mismatches, "Message", "num_media", "string", v)
            )
            self.num_segments = (
                v
                if type(v := src_dict["num_segments"]) is str
                else mismatch(mismatches, "Message", "num_segments", "string", v)
            )
            self.price = (
                v
                if type(v := src_dict["price"]) is str or v is None
                else mismatch(mismatches, "Message", "price", "string | null", v)
            )
            self.price_unit = (
                v
                if type(v := src_dict["price_unit"]) is str or v is None
                else mismatch(mismatches, "Message", "price_unit", "string | null", v)
            )
            self.sid = v if type(v := src_dict["sid"]) is str else mismatch(mismatches, "Message", "sid", "string", v)
            self.status = (
                member(_models.MessageStatus, v, mismatches, "Message", "status")
                if type(v := src_dict["status"]) is str
                else mismatch(mismatches, "Message", "status", "MessageStatus", v)
            )
            self.subresource_uris = (
                {
                    vk: vi if type(vi) is str else mismatch(mismatches, "Message", "subresource_uris{}", "string", vi)
                    for vk, vi in v.items()
                }
                if type(v := src_dict["subresource_uris"]) is dict
                else v
                if v is None
                else mismatch(mismatches, "Message", "subresource_uris", "null | object", v)
            )
            self.to = (
                v
                if type(v := src_dict["to"]) is str or v is None
                else mismatch(mismatches, "Message", "to", "string | null", v)
            )
            self.uri = v if type(v := src_dict["uri"]) is str else mismatch(mismatches, "Message", "uri", "string", v)
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == 20):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
