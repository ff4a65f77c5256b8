"""Python values as JSON data and as text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, time
from enum import Enum
from typing import Any
from uuid import UUID

from .types import UNSET, File


def encode(value: Any) -> Any:
    """A value as JSON data; what is JSON data already stays."""
    if value is None or isinstance(value, (str, int, float)):
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, (list, tuple, set, frozenset)):
        return [encode(item) for item in value]
    if isinstance(value, Mapping):
        return {key: encode(item) for key, item in value.items() if item is not UNSET}
    if hasattr(value, "to_dict"):
        return value.to_dict()
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
    if isinstance(value, (dict, list)):
        return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    return "" if value is None else str(value)
