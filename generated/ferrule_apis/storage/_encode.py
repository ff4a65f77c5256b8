"""Python values as JSON data and as text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Any, TypeGuard
from uuid import UUID

from ._written import Identifier, Moment
from .types import UNSET, File

_NO_OFFSET = timedelta()


def encode(value: Any) -> Any:
    """A value as JSON data; what is JSON data already stays."""
    if value is None or isinstance(value, (str, int, float)):
        return value.value if isinstance(value, Enum) else value
    if _is_iterable(value):
        return [encode(item) for item in value]
    if _is_mapping(value):
        return {key: encode(item) for key, item in value.items() if item is not UNSET}
    if hasattr(value, "to_dict"):
        return value.to_dict()
    if isinstance(value, (Moment, Identifier)) and value.text:
        return value.text
    if isinstance(value, datetime) and value.utcoffset() == _NO_OFFSET:
        return f"{value.replace(tzinfo=None).isoformat()}Z"  # as RFC 3339 has it, and some servers match
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, (bytes, File)):
        raise TypeError("binary content cannot be put into JSON; send it as a file or encode it first")
    return value


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
