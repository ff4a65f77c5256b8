"""Dates, moments and UUIDs that remember how they were written: what nobody changed is sent back as it came."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any
from uuid import UUID

# As moments are written (RFC 3339, 5.6): without a fraction, UTC as Z.
_USUAL = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-](?!00:00)\d\d:\d\d)", re.ASCII).fullmatch
# What else is allowed, and what servers make of it: a space for the T, no zone, an offset without a colon. It is only
# compiled when there is such a moment.
_MOMENT = r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d(?::?\d\d)?)?"


class Moment(datetime):
    """A moment whose text is not the one that it would be written as."""

    text: str = ""
    """As it came; empty for what was computed from one."""

    def __reduce_ex__(self, protocol: Any) -> Any:
        return (moment, (self.text,)) if self.text else super().__reduce_ex__(protocol)


class Identifier(UUID):
    """A UUID that is not written in lower case."""

    __slots__ = ("text",)
    text: str

    def __init__(self, text: str) -> None:
        super().__init__(text)
        object.__setattr__(self, "text", text)

    def __reduce__(self) -> Any:
        return Identifier, (self.text,)


def moment(text: str) -> datetime:
    """A moment (RFC 3339).

    Raises:
        ValueError: it is written otherwise.
    """
    if _USUAL(text):
        return datetime.fromisoformat(text)
    if not re.fullmatch(_MOMENT, text, re.ASCII):
        raise ValueError(text)
    found = Moment.fromisoformat(text.upper())
    found.text = text
    return found


def day(text: str) -> date:
    """A full-date (RFC 3339).

    Raises:
        ValueError: it is written otherwise.
    """
    if len(text) != 10 or not text[4] == text[7] == "-":
        raise ValueError(text)
    return date.fromisoformat(text)


def identifier(text: str) -> UUID:
    """A UUID (RFC 9562).

    Raises:
        ValueError: it is written otherwise.
    """
    if len(text) != 36 or not text[8] == text[13] == text[18] == text[23] == "-":
        raise ValueError(text)
    return UUID(text) if text == text.lower() else Identifier(text)
