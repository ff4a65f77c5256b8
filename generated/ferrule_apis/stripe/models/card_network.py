from __future__ import annotations

from enum import StrEnum
from typing import Self


class CardNetwork(StrEnum):
    """CardNetwork"""

    AMEX = "amex"
    CARTES_BANCAIRES = "cartes_bancaires"
    DINERS = "diners"
    DISCOVER = "discover"
    EFTPOS_AU = "eftpos_au"
    GIROCARD = "girocard"
    INTERAC = "interac"
    JCB = "jcb"
    LINK = "link"
    MASTERCARD = "mastercard"
    UNIONPAY = "unionpay"
    UNKNOWN = "unknown"
    VISA = "visa"

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        unknown = str.__new__(cls, value)
        unknown._name_, unknown._value_ = "UNKNOWN", value
        return unknown
