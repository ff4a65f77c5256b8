from __future__ import annotations

from enum import StrEnum
from typing import Self


class ThreeDSecureDetailsResultReason(StrEnum):
    """ThreeDSecureDetailsResultReason"""

    ABANDONED = "abandoned"
    BYPASSED = "bypassed"
    CANCELED = "canceled"
    CARD_NOT_ENROLLED = "card_not_enrolled"
    NETWORK_NOT_SUPPORTED = "network_not_supported"
    PROTOCOL_ERROR = "protocol_error"
    REJECTED = "rejected"

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        unknown = str.__new__(cls, value)
        unknown._name_, unknown._value_ = "UNKNOWN", value
        return unknown
