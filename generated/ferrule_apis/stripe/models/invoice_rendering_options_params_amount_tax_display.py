from __future__ import annotations

from enum import StrEnum
from typing import Self


class InvoiceRenderingOptionsParamsAmountTaxDisplay(StrEnum):
    """InvoiceRenderingOptionsParamsAmountTaxDisplay"""

    EXCLUDE_TAX = "exclude_tax"
    INCLUDE_INCLUSIVE_TAX = "include_inclusive_tax"

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        unknown = str.__new__(cls, value)
        unknown._name_, unknown._value_ = "UNKNOWN", value
        return unknown
