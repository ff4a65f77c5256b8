from __future__ import annotations

from enum import StrEnum
from typing import Self


class Units(StrEnum):
    """Unit system. `metric`: °C, mm/h, m/s, cm, km, hPa. `us`: °F, in/h, mph, in, mi, inHg. `uk`: as metric, with
    miles and mph. `ca`: as metric, with km/h and kPa. `auto`: what is customary at the place.
    """

    AUTO = "auto"
    METRIC = "metric"
    US = "us"
    UK = "uk"
    CA = "ca"

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        unknown = str.__new__(cls, value)
        unknown._name_, unknown._value_ = "UNKNOWN", value
        return unknown
