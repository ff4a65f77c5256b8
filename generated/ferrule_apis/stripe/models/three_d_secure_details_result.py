from __future__ import annotations

from enum import StrEnum
from typing import Self


class ThreeDSecureDetailsResult(StrEnum):
    """ThreeDSecureDetailsResult"""

    ATTEMPT_ACKNOWLEDGED = "attempt_acknowledged"
    AUTHENTICATED = "authenticated"
    DATA_SHARE_ONLY = "data_share_only"
    EXEMPTED = "exempted"
    FAILED = "failed"
    NOT_SUPPORTED = "not_supported"
    PROCESSING_ERROR = "processing_error"

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        unknown = str.__new__(cls, value)
        unknown._name_, unknown._value_ = "UNKNOWN", value
        return unknown
