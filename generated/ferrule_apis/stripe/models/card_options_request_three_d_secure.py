from __future__ import annotations

from enum import StrEnum
from typing import Self


class CardOptionsRequestThreeDSecure(StrEnum):
    """CardOptionsRequestThreeDSecure"""

    ANY = "any"
    AUTOMATIC = "automatic"
    CHALLENGE = "challenge"
    CHALLENGE_ONLY = "challenge_only"

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        unknown = str.__new__(cls, value)
        unknown._name_, unknown._value_ = "UNKNOWN", value
        return unknown
