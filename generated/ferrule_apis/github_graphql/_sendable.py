"""Whether a value can be sent, and what is said of one that cannot: where it is and of which kind, never the value."""

from __future__ import annotations

from datetime import date, time
from enum import Enum
from math import isfinite
from typing import Any
from uuid import UUID

from ._encode import encode
from .errors import NotSendable
from .types import UNSET

_LISTS: tuple[object, ...] = (list, tuple, set, frozenset)
_WRITTEN = (str, int, date, time, UUID, Enum)  # those that JSON encoders write as text or number


def encoded(name: str, value: Any) -> Any:
    """The JSON data that an argument is sent as.

    Raises:
        NotSendable: JSON has no such value (RFC 8259), or UTF-8 none of its characters.
    """
    try:
        data = encode(value, True)
        _check(data)
    except _Fault as fault:
        raise NotSendable(f"{name}{''.join(reversed(fault.where))} {fault.why}") from None
    except RecursionError:
        raise NotSendable(f"{name} is nested too deep, or within itself") from None
    except (ValueError, TypeError) as fault:
        raise NotSendable(f"{name}: {fault}") from None
    return data


class _Fault(Exception):
    """What is wrong, and the keys and indices that lead there, innermost first."""

    def __init__(self, why: str) -> None:
        self.why = why
        self.where: list[str] = []


def _check(data: Any) -> None:
    kind: object = data.__class__
    if kind is dict:
        key: Any = None
        try:
            for key, value in data.items():
                if not isinstance(key, str):
                    raise _Fault(f"has a key of type {type(key).__name__}; JSON has only text (RFC 8259, 4)")
                _check_text(key)
                _check(value)
        except _Fault as fault:
            fault.where.append(f".{key}" if isinstance(key, str) and key.isascii() else "")
            raise
    elif kind in _LISTS:
        index = 0
        try:
            for index, value in enumerate(data):  # noqa: B007 - it tells where
                _check(value)
        except _Fault as fault:
            fault.where.append(f"[{index}]")
            raise
    elif kind is str:
        _check_text(data)
    elif kind is float:
        if not isfinite(data):
            raise _Fault(f"is {data}, which is no number that JSON or a URL can have")
    elif data is not None and data is not UNSET and not isinstance(data, _WRITTEN):
        raise _Fault(f"is of type {type(data).__name__}, which JSON has not; give what it shall be sent as")


def _check_text(value: str) -> None:
    if not value.isascii():  # which Python knows of each text
        try:
            value.encode()
        except UnicodeEncodeError:
            raise _Fault("has half of a surrogate pair, which UTF-8 cannot write") from None
