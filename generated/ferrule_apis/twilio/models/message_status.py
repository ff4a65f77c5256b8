from __future__ import annotations

from enum import StrEnum
from typing import Self


class MessageStatus(StrEnum):
    """Outgoing messages run from `accepted`, `scheduled` or `queued` over `sending` to `sent` and then `delivered`,
    `undelivered` or `read`; incoming ones from `receiving` to `received`.
    """

    ACCEPTED = "accepted"
    CANCELED = "canceled"
    DELIVERED = "delivered"
    FAILED = "failed"
    PARTIALLY_DELIVERED = "partially_delivered"
    QUEUED = "queued"
    READ = "read"
    RECEIVED = "received"
    RECEIVING = "receiving"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    SENT = "sent"
    UNDELIVERED = "undelivered"

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        unknown = str.__new__(cls, value)
        unknown._name_, unknown._value_ = "UNKNOWN", value
        return unknown
