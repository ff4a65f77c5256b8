from __future__ import annotations

from enum import StrEnum
from typing import Self


class Section(StrEnum):
    """Part of an answer. `daily` gives whole days, `daily-parts` also morning, afternoon and evening of the next seven
    days.
    """

    CURRENT = "current"
    MINUTELY = "minutely"
    HOURLY = "hourly"
    DAILY = "daily"
    DAILY_PARTS = "daily-parts"
    ALERTS = "alerts"
    ALL = "all"

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        unknown = str.__new__(cls, value)
        unknown._name_, unknown._value_ = "UNKNOWN", value
        return unknown
