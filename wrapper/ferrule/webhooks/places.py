"""Where in a delivery something stands: in a header field, or in the body under a JSON pointer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import attrs

from ferrule.call.pointers import at
from ferrule.errors import ConfigError
from ferrule.errors.faults import several

OTHERWISE: Final = "*"


@attrs.frozen
class Place:
    """A header field, or what a JSON pointer leads to; nowhere if both are empty.

    Attributes:
        header: name of the field.
        field: JSON pointer (RFC 6901) into the body; fields of a form are its members.

    Raises:
        ConfigError: the pointer does not begin with a slash.
    """

    header: str = ""
    field: str = ""

    def __attrs_post_init__(self) -> None:
        _check_pointers([self.field] if self.field else [])

    def read(self, fields: Mapping[str, bytes], value: Any) -> str:
        """The text or whole number that stands there; empty for none, and for a field that is not fit to be printed."""
        if self.header:
            return _printable(fields, self.header)
        return _text(at(value, self.field)) if self.field else ""


@attrs.frozen(kw_only=True)
class EventName:
    """Where the name of an event stands, and what it is called here.

    Attributes:
        header: name of a header field; empty where the body says it.
        fields: JSON pointers into the body, of which the first that leads to something counts.
        names: the event's name by what stands there; `*` is what any other text means.

    Raises:
        ConfigError: a pointer does not begin with a slash.
    """

    header: str = ""
    fields: Sequence[str] = attrs.field(default=(), converter=several)
    names: Mapping[str, str] = {}

    def __attrs_post_init__(self) -> None:
        _check_pointers(self.fields)

    def read(self, fields: Mapping[str, bytes], value: Any) -> tuple[str, bool]:
        """The event's name, empty for none; and whether the signed body itself says so."""
        if self.header:
            found = _printable(fields, self.header)
        else:
            found = ""
            for pointer in self.fields:
                if found := _text(at(value, pointer)):
                    break
        if name := self.names.get(found, ""):
            return name, not self.header
        otherwise = self.names.get(OTHERWISE, "")
        return otherwise or found, not (otherwise or self.header)


def _printable(fields: Mapping[str, bytes], header: str) -> str:
    text = fields.get(header.lower(), b"").decode("latin-1")
    return text if text.isascii() and text.isprintable() else ""


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    return str(value) if type(value) is int and abs(value) < 1 << 64 else ""  # a longer one cannot become text


def _check_pointers(pointers: Iterable[str]) -> None:
    """Expect what can lead to a member; anything else would lead to nothing in every body."""
    for pointer in pointers:
        if not pointer.startswith("/"):
            raise ConfigError(f"a JSON pointer begins with a slash, as /type does, and {pointer!r} does not")
