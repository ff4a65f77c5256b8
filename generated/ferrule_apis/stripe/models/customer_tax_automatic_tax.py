from __future__ import annotations

from enum import StrEnum
from typing import Self


class CustomerTaxAutomaticTax(StrEnum):
    """Whether tax can be computed for this customer."""

    FAILED = "failed"
    NOT_COLLECTING = "not_collecting"
    SUPPORTED = "supported"
    UNRECOGNIZED_LOCATION = "unrecognized_location"

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        unknown = str.__new__(cls, value)
        unknown._name_, unknown._value_ = "UNKNOWN", value
        return unknown
