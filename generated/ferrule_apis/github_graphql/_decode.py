"""From parsed JSON to Python, leniently: a value that disagrees with its description is kept and reported."""

from __future__ import annotations

from enum import Enum
from typing import Any

from . import _written
from .types import UNSET, Mismatch, kind_of

Mismatches = list[Mismatch] | None


class Incomplete(dict[str, Any]):
    """JSON data that lacks a required key; it gives `UNSET` for each key that it lacks."""

    def __missing__(self, key: str) -> Any:
        return UNSET


def mismatch(mismatches: Mismatches, model: str, field: str, expected: str, value: Any) -> Any:
    """Report a value that disagrees, and return it."""
    if mismatches is not None:
        mismatches.append(Mismatch(model, field, expected, kind_of(value)))
    return value


def whole(mismatches: Mismatches, model: str, field: str, expected: str, value: Any) -> Any:
    """As `mismatch`, where an integer may be written as 1.0."""
    if type(value) is float and value.is_integer():
        return int(value)
    return mismatch(mismatches, model, field, expected, value)


def date_time(value: str, mismatches: Mismatches, model: str, field: str) -> Any:
    """A moment (RFC 3339); text that is none stays text."""
    try:
        return _written.moment(value)
    except ValueError:
        return mismatch(mismatches, model, field, "date-time", value)


def day(value: str, mismatches: Mismatches, model: str, field: str) -> Any:
    """A full-date (RFC 3339); text that is none stays text."""
    try:
        return _written.day(value)
    except ValueError:
        return mismatch(mismatches, model, field, "date", value)


def uuid(value: str, mismatches: Mismatches, model: str, field: str) -> Any:
    """A UUID (RFC 9562); text that is none stays text."""
    try:
        return _written.identifier(value)
    except ValueError:
        return mismatch(mismatches, model, field, "uuid", value)


def member(enum: type[Enum], value: str | float, mismatches: Mismatches, model: str, field: str) -> Any:
    """The member of an enum; an unknown value becomes a member that equals it."""
    known = enum._value2member_map_.get(value)
    if known is not None:
        return known
    mismatch(mismatches, model, field, enum.__name__, value)
    return enum(int(value) if type(value) is float else value)


def one_of(enums: tuple[type[Enum], ...], value: str | float, mismatches: Mismatches, model: str, field: str) -> Any:
    """The member of the first enum that has it; an unknown value becomes a member of the first that equals it."""
    for enum in enums:
        known = enum._value2member_map_.get(value)
        if known is not None:
            return known
    mismatch(mismatches, model, field, " | ".join(enum.__name__ for enum in enums), value)
    return enums[0](int(value) if type(value) is float else value)


def known(enum: type[Enum], value: str | float) -> Any:
    """The member of an enum beside which other values are allowed: those stay as they are."""
    return enum._value2member_map_.get(value, value)


def mixed(value: Any) -> Any:
    """What a union of arrays, or of maps, was read into: it need not be of one of their types alone."""
    return value
