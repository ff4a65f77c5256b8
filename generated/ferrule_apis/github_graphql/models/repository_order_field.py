from __future__ import annotations

from enum import StrEnum
from typing import Self


class RepositoryOrderField(StrEnum):
    """RepositoryOrderField"""

    CREATED_AT = "CREATED_AT"
    NAME = "NAME"
    PUSHED_AT = "PUSHED_AT"
    STARGAZERS = "STARGAZERS"
    UPDATED_AT = "UPDATED_AT"

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        unknown = str.__new__(cls, value)
        unknown._name_, unknown._value_ = "UNKNOWN", value
        return unknown
