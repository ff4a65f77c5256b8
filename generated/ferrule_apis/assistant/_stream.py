"""How endpoint modules read the events of a stream, and the lines of JSON."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import msgspec

from . import errors
from ._response import leniently
from .types import Mismatch, kind_of

Mismatches = list[Mismatch] | None

_EVENT = "(event)"


def value(data: str | bytes, operation: str, mismatches: Mismatches) -> Any:
    """What an event carries as JSON data."""
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        with suppress(ValueError, RecursionError):  # half of a surrogate pair: the other half is in the next event
            return leniently(data, operation, mismatches, where=_EVENT)
        raise errors.UnparsableEvent(f"it should carry JSON: {error}") from None


def text(data: str | bytes) -> str:
    """What an event carries as text."""
    return data if isinstance(data, str) else data.decode("utf-8", "replace")


def other(operation: str, expected: str, value: Any, mismatches: Mismatches) -> Any:
    """JSON of another type than described, as it came."""
    if mismatches is not None:
        mismatches.append(Mismatch(operation, _EVENT, expected, kind_of(value)))
    return value


def undocumented(operation: str, name: str, data: str | bytes, mismatches: Mismatches) -> Any:
    """An event of a name that the description does not have, as it came: JSON, or else text."""
    if mismatches is not None:
        mismatches.append(Mismatch(operation, _EVENT, "a documented event", name))
    try:
        return value(data, operation, mismatches)
    except errors.UnparsableEvent:
        return text(data)
