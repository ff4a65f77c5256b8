"""What a body holds: JSON, a form, or JSON in a field of a form."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import unquote_to_bytes

import attrs
from msgspec import DecodeError

from ferrule.call.response import from_json

FORM: Final = b"application/x-www-form-urlencoded"
_MOST_FIELDS: Final = 1000


@attrs.define
class Contents:
    """A body that was read.

    Attributes:
        value: what it holds; None where it could not be read.
        problem: why it could not be read; empty if it could.
    """

    value: Any = None
    problem: str = ""


def is_form(content_type: bytes) -> bool:
    """Is this the media type of a form?"""
    return content_type.partition(b";")[0].strip().lower() == FORM


def contents(body: bytes, content_type: bytes, json_in_form: str) -> Contents:
    """What a body holds. It never raises.

    Args:
        body: the raw body.
        content_type: the header field; what is no form is read as JSON.
        json_in_form: the field of a form whose text is the JSON that is looked for; empty for none.
    """
    if is_form(content_type):
        pairs = fields(body)
        if pairs is None:
            return Contents(problem=f"it is a form of more than {_MOST_FIELDS} fields")
        form = _gathered(pairs)
        if not isinstance(text := form.get(json_in_form) if json_in_form else None, str):
            return Contents(form)
        body = text.encode()
    try:
        return Contents(from_json(body))
    except (DecodeError, UnicodeDecodeError):
        return Contents(problem="it is not JSON")


def fields(body: bytes) -> list[tuple[bytes, bytes]] | None:
    """Names and values of a form (WHATWG URL §5.1), blank ones included; None for too many."""
    parts = body.split(b"&", _MOST_FIELDS)
    if len(parts) > _MOST_FIELDS:
        return None
    pairs = [part.partition(b"=") for part in parts if part]
    return [(_decoded(name), _decoded(value)) for name, _, value in pairs]


def _decoded(text: bytes) -> bytes:
    return unquote_to_bytes(text.replace(b"+", b" "))


def _gathered(pairs: list[tuple[bytes, bytes]]) -> dict[str, Any]:
    """Text by name; a list of texts where a name came more than once."""
    found: dict[str, Any] = {}
    for name, value in [(name.decode("utf-8", "replace"), value.decode("utf-8", "replace")) for name, value in pairs]:
        if name not in found:
            found[name] = value
        elif isinstance(found[name], list):
            found[name].append(value)
        else:
            found[name] = [found[name], value]
    return found
