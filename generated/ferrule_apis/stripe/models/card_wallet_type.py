from __future__ import annotations

from enum import StrEnum
from typing import Self


class CardWalletType(StrEnum):
    """CardWalletType"""

    AMEX_EXPRESS_CHECKOUT = "amex_express_checkout"
    APPLE_PAY = "apple_pay"
    GOOGLE_PAY = "google_pay"
    LINK = "link"
    MASTERPASS = "masterpass"
    SAMSUNG_PAY = "samsung_pay"
    VISA_CHECKOUT = "visa_checkout"

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        unknown = str.__new__(cls, value)
        unknown._name_, unknown._value_ = "UNKNOWN", value
        return unknown
