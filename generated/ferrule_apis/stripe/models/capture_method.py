from __future__ import annotations

from enum import StrEnum
from typing import Self


class CaptureMethod(StrEnum):
    """`manual` only reserves the money until it is captured; the other two capture as soon as the customer has
    authorised the payment.
    """

    AUTOMATIC = "automatic"
    AUTOMATIC_ASYNC = "automatic_async"
    MANUAL = "manual"

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        unknown = str.__new__(cls, value)
        unknown._name_, unknown._value_ = "UNKNOWN", value
        return unknown
