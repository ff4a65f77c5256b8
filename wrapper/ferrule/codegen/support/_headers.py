"""Header fields of a response as JSON data, by OpenAPI's style `simple`; text of another shape stays text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import msgspec

from .types import UNSET, Mismatch

_INTEGER = re.compile(r"-?[0-9]+", re.ASCII)
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?", re.ASCII)
_BOOLEANS = {"true": True, "false": False}


class Headed(Protocol):
    """A response as far as its header goes: `httpx.Response`, what generated calls return, and Ferrule's are such."""

    @property
    def headers(self) -> Mapping[str, str]:
        """The header fields; names compare without case."""
        ...


def require(
    response: Headed, required: Mapping[str, Sequence[str]], mismatches: list[Mismatch] | None, operation: str
) -> None:
    """Report the headers that a response lacks.

    Args:
        response: what should have them.
        required: their names by status, as the description writes it.
        mismatches: takes them.
        operation: its name.
    """
    status = str(getattr(response, "status_code", "default"))
    for documented in (status, f"{status[:1]}XX", "DEFAULT"):
        if documented in required:
            absent = [name for name in required[documented] if name not in response.headers]
            if mismatches is not None:
                mismatches += [Mismatch(operation, name, "a required header", "missing") for name in absent]
            return


def scalar(response: Headed, name: str, kinds: Sequence[str] = ()) -> Any:
    """A field of one value.

    Args:
        response: what has the field.
        name: of the field.
        kinds: JSON types that its text may have; other text stays text.
    """
    text: Any = response.headers.get(name, UNSET)
    return text if text is UNSET else _converted(text, kinds)


def items(response: Headed, name: str, kinds: Sequence[str] = ()) -> Any:
    """A field that is a list, separated by commas; lines of the same name are one list (RFC 9110, 5.3)."""
    lines = getattr(response.headers, "get_list", None)
    if name.lower() == "set-cookie" and lines is not None:
        return lines(name) or UNSET  # the exception to that: a cookie may have commas
    text: Any = response.headers.get(name, UNSET)
    return text if text is UNSET else [_converted(item, kinds) for item in _split(text)]


def members(
    response: Headed,
    name: str,
    kinds: Mapping[str, Sequence[str]],
    others: Sequence[str] = (),
    *,
    explode: bool = False,
) -> Any:
    """A field that is an object: `a,1,b,2`, or `a=1,b=2` if it is exploded.

    Args:
        response: what has the field.
        name: of the field.
        kinds: JSON types of each property.
        others: those of further properties.
        explode: which of the two forms it has.
    """
    text: Any = response.headers.get(name, UNSET)
    if text is UNSET:
        return text
    parts = _split(text)
    if explode:
        pairs = [part.partition("=")[::2] for part in parts if "=" in part]
    else:
        pairs = list(zip(parts[::2], parts[1::2], strict=False))
    found = {key.strip(): _converted(value.strip(), kinds.get(key.strip(), others)) for key, value in pairs}
    complete = len(found) * (1 if explode else 2) == len(parts)
    return found if complete else text


def json(response: Headed, name: str) -> Any:
    """A field that is described by a JSON media type."""
    text: Any = response.headers.get(name, UNSET)
    if text is UNSET:
        return text
    try:
        return msgspec.json.decode(text)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return text


def _split(text: str) -> list[str]:
    """Elements without the whitespace around them; empty ones are none (RFC 9110, 5.6.1)."""
    return [part for one in text.split(",") if (part := one.strip(" \t"))]


def _converted(text: str, kinds: Sequence[str]) -> Any:
    try:
        if "boolean" in kinds and text in _BOOLEANS:
            return _BOOLEANS[text]
        if ("integer" in kinds or "number" in kinds) and _INTEGER.fullmatch(text):
            return int(text)
        if "number" in kinds and _NUMBER.fullmatch(text) and abs(number := float(text)) != float("inf"):
            return number
    except ValueError:  # more digits than Python takes for an integer
        pass
    return text
