"""Python values as JSON data and as text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from enum import Enum
from math import isfinite
from typing import Any, TypeGuard
from uuid import UUID

from ._written import Identifier, Moment
from .errors import NotSendable
from .types import UNSET, File


def encode(value: Any, sent: bool = False) -> Any:
    """A value as JSON data; what is JSON data already stays.

    Args:
        value: a model, a value of a field, or JSON data.
        sent: whether a request has it. Then what only the server sets is left out, and only moments with an offset
            will do.

    Raises:
        ValueError: it is no JSON: not a number, or not finite (RFC 8259, 6); a moment that RFC 3339 (5.6) cannot write.
        NotSendable: it is binary.
    """
    if value is None or isinstance(value, (str, int)):
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, float):
        if not isfinite(value):
            raise ValueError(f"{value} is no number that JSON or a URL can have")
        return value
    if _is_iterable(value):
        return [encode(item, sent) for item in value]
    if _is_mapping(value):
        return {key: encode(item, sent) for key, item in value.items() if item is not UNSET}
    if hasattr(value, "to_dict"):
        return value.to_dict(sent=True) if sent else value.to_dict()
    if isinstance(value, (Moment, Identifier)) and value.text:
        return value.text
    if isinstance(value, datetime):
        return _moment(value, sent)
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Enum):
        return encode(value.value, sent)
    if isinstance(value, (bytes, bytearray, memoryview, File)):
        raise NotSendable("binary content cannot be put into JSON; send it as a file or encode it first")
    return value


def _moment(value: datetime, sent: bool) -> str:
    """A moment as RFC 3339 (5.6) writes it; UTC as `Z`, which is all that some servers know."""
    offset = value.utcoffset()
    if sent and (offset is None or offset.total_seconds() % 60):
        needed = "an offset from UTC, such as tzinfo=datetime.UTC" if offset is None else "an offset of whole minutes"
        raise ValueError(f"a moment needs {needed} (RFC 3339, 5.6)")
    written = value.isoformat()
    return f"{written[:-6]}Z" if written.endswith("+00:00") else written


def encode_date(value: Any, sent: bool = False) -> Any:
    """As `encode`, of a date or a list of dates; a request that `sent` it must not have a moment there."""
    if sent:
        refuse_moments(value)
    return encode(value, sent)


def refuse_moments(value: Any) -> None:
    """Refuse moments where dates are sent: Python takes a `datetime` for a `date`, and a server does not.

    Raises:
        ValueError: there is a moment.
    """
    several: Iterable[Any] = value if _is_iterable(value) else [value]
    for one in several:
        if isinstance(one, datetime):
            raise ValueError("a date is wanted, not a moment; give value.date()")  # noqa: TRY004 - a value, as all refused ones


def text(value: Any) -> str:
    """A value as it is written in a path, query, header or form field."""
    value = encode(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if is_object(value) or is_array(value):
        return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    return "" if value is None else str(value)


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """Whether JSON data is an object."""
    return isinstance(value, dict)


def is_array(value: object) -> TypeGuard[list[Any]]:
    """Whether JSON data is an array."""
    return isinstance(value, list)


def _is_mapping(value: object) -> TypeGuard[Mapping[str, Any]]:
    return isinstance(value, Mapping)


def _is_iterable(value: object) -> TypeGuard[Iterable[Any]]:
    return isinstance(value, (list, tuple, set, frozenset))
