"""How endpoint modules read the events of a stream, and the lines of JSON."""

from __future__ import annotations

from typing import Any

import msgspec

from . import errors
from .types import Mismatch, kind_of

Mismatches = list[Mismatch] | None


def value(data: str | bytes) -> Any:
    """What an event carries as JSON data."""
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise errors.UnparsableEvent(f"it should carry JSON: {error}") from None


def text(data: str | bytes) -> str:
    """What an event carries as text."""
    return data if isinstance(data, str) else data.decode("utf-8", "replace")


def other(operation: str, expected: str, value: Any, mismatches: Mismatches) -> Any:
    """JSON of another type than described, as it came."""
    if mismatches is not None:
        mismatches.append(Mismatch(operation, "(event)", expected, kind_of(value)))
    return value


def undocumented(operation: str, name: str, data: str | bytes, mismatches: Mismatches) -> Any:
    """An event of a name that the description does not have, as it came: JSON, or else text."""
    if mismatches is not None:
        mismatches.append(Mismatch(operation, "(event)", "a documented event", name))
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return text(data)
