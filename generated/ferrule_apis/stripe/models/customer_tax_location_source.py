from __future__ import annotations

from enum import StrEnum
from typing import Self


class CustomerTaxLocationSource(StrEnum):
    """What the place was inferred from."""

    BILLING_ADDRESS = "billing_address"
    IP_ADDRESS = "ip_address"
    PAYMENT_METHOD = "payment_method"
    SHIPPING_DESTINATION = "shipping_destination"

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        unknown = str.__new__(cls, value)
        unknown._name_, unknown._value_ = "UNKNOWN", value
        return unknown
