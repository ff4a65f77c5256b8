from __future__ import annotations

from enum import StrEnum
from typing import Self


class ThreeDSecureDetailsVersion(StrEnum):
    """ThreeDSecureDetailsVersion"""

    VALUE_1_0_2 = "1.0.2"
    VALUE_2_1_0 = "2.1.0"
    VALUE_2_2_0 = "2.2.0"
    VALUE_2_3_0 = "2.3.0"
    VALUE_2_3_1 = "2.3.1"

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        unknown = str.__new__(cls, value)
        unknown._name_, unknown._value_ = "UNKNOWN", value
        return unknown
