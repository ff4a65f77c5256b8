"""From parsed JSON to Python, leniently: a value that disagrees with its description is kept and reported."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from types import ModuleType
from typing import Any
from uuid import UUID

from attrs import frozen

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


def date_time(value: str, mismatches: Mismatches, model: str, field: str) -> Any:
    """A moment (RFC 3339); text that is none stays text."""
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        try:
            return datetime.fromisoformat(value.upper())  # `z` is as good as `Z` (RFC 3339, 5.6), but not to Python
        except ValueError:
            return mismatch(mismatches, model, field, "date-time", value)


def day(value: str, mismatches: Mismatches, model: str, field: str) -> Any:
    """A full-date (RFC 3339); text that is none stays text."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return mismatch(mismatches, model, field, "date", value)


def uuid(value: str, mismatches: Mismatches, model: str, field: str) -> Any:
    """A UUID (RFC 9562); text that is none stays text."""
    try:
        return UUID(value)
    except ValueError:
        return mismatch(mismatches, model, field, "uuid", value)


def member(enum: type[Enum], value: str | int, mismatches: Mismatches, model: str, field: str) -> Any:
    """The member of an enum; an unknown value becomes a member that equals it."""
    known = enum._value2member_map_.get(value)
    if known is not None:
        return known
    mismatch(mismatches, model, field, enum.__name__, value)
    return enum(value)


def one_of(enums: tuple[type[Enum], ...], value: str | int, mismatches: Mismatches, model: str, field: str) -> Any:
    """The member of the first enum that has it; an unknown value becomes a member of the first that equals it."""
    for enum in enums:
        known = enum._value2member_map_.get(value)
        if known is not None:
            return known
    mismatch(mismatches, model, field, " | ".join(enum.__name__ for enum in enums), value)
    return enums[0](value)


def known(enum: type[Enum], value: str | int) -> Any:
    """The member of an enum beside which other values are allowed: those stay as they are."""
    return enum._value2member_map_.get(value, value)


def mixed(value: Any) -> Any:
    """What a union of arrays, or of maps, was read into: it need not be of one of their types alone."""
    return value


@frozen
class Shape:
    """What tells a model from the other members of a union."""

    required: frozenset[str]
    known: frozenset[str]
    constants: Mapping[str, Any]

    def fits(self, value: Mapping[str, Any]) -> bool:
        """Whether every required key is there and every constant has its value."""
        if not self.required <= value.keys():
            return False
        return all(key not in value or value[key] == constant for key, constant in self.constants.items())


@frozen
class Choice:
    """Which model of a union an object is: by its discriminator, else by its keys; never the first that parses."""

    models: ModuleType
    members: tuple[str, ...]
    discriminator: str = ""
    mapping: Mapping[str, str] = {}
    default: str = ""
    """The member for a discriminator that is missing, or that no member has."""

    def decode(self, value: dict[str, Any], mismatches: Mismatches, model: str, field: str) -> Any:
        """The object as the member it is; kept as it came if it fits none."""
        name = self._by_discriminator(value) or self._by_keys(value)
        if name is None:
            return mismatch(mismatches, model, field, " | ".join(self.members), value)
        return getattr(self.models, name).from_dict(value, mismatches)

    def has(self, value: dict[str, Any]) -> bool:
        """Whether the object is one of the models rather than a map, which the union has too: it has keys of theirs."""
        name = self._by_discriminator(value) or self._by_keys(value)
        return name is not None and not getattr(self.models, name)._SHAPE.known.isdisjoint(value)

    def _by_discriminator(self, value: dict[str, Any]) -> str | None:
        tag = value.get(self.discriminator) if self.discriminator else None
        named = self.mapping.get(tag) if isinstance(tag, str) else None
        return named or self.default or None

    def _by_keys(self, value: dict[str, Any]) -> str | None:
        best, best_known = None, -1
        for name in self.members:
            shape: Shape = getattr(self.models, name)._SHAPE
            known = len(shape.known & value.keys())
            if known > best_known and shape.fits(value):
                best, best_known = name, known
        return best
