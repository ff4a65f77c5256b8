"""How the webhooks module reads a delivery."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NoReturn

import msgspec

from . import errors
from .types import Mismatch, kind_of

Reader = Callable[[Any, list[Mismatch] | None], Any]


def read(readers: Mapping[str, Reader], event: str, body: bytes, mismatches: list[Mismatch] | None) -> Any:
    """The body of a delivery as its event's model."""
    reader = readers.get(event)
    if reader is None:
        raise errors.UndocumentedEvent(f"event {event!r} is not in the API's description")
    try:
        value = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise errors.UnparsableEvent(
            f"event {event!r} should carry JSON, but its body of {len(body)} bytes could not be read: {error}"
        ) from None
    return reader(value, mismatches)


def unparsable(event: str, expected: str, value: Any) -> NoReturn:
    """The body is JSON, but of another type than described."""
    raise errors.UnparsableEvent(f"event {event!r} should carry {expected}, not {kind_of(value)}")
