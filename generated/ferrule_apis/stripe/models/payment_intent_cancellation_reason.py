from __future__ import annotations

from enum import StrEnum
from typing import Self


class PaymentIntentCancellationReason(StrEnum):
    """PaymentIntentCancellationReason"""

    ABANDONED = "abandoned"
    AUTOMATIC = "automatic"
    DUPLICATE = "duplicate"
    EXPIRED = "expired"
    FAILED_INVOICE = "failed_invoice"
    FRAUDULENT = "fraudulent"
    REQUESTED_BY_CUSTOMER = "requested_by_customer"
    VOID_INVOICE = "void_invoice"

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        unknown = str.__new__(cls, value)
        unknown._name_, unknown._value_ = "UNKNOWN", value
        return unknown
