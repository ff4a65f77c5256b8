from __future__ import annotations

from enum import StrEnum
from typing import Self


class ChargeEventType(StrEnum):
    """ChargeEventType"""

    CHARGE_PENDING = "charge.pending"
    CHARGE_SUCCEEDED = "charge.succeeded"
    CHARGE_FAILED = "charge.failed"
    CHARGE_CAPTURED = "charge.captured"
    CHARGE_EXPIRED = "charge.expired"
    CHARGE_REFUNDED = "charge.refunded"
    CHARGE_UPDATED = "charge.updated"

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        unknown = str.__new__(cls, value)
        unknown._name_, unknown._value_ = "UNKNOWN", value
        return unknown
