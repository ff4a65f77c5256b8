"""Header fields of a delivery, whatever framework holds them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, TypeAlias, cast

from ferrule.errors import WebhookRejected

Headers: TypeAlias = Mapping[str, Any] | Mapping[bytes, Any] | Iterable[tuple[str | bytes, str | bytes]]
"""What frameworks have: mappings, of lists of values too, or pairs of name and value, as text or as bytes (ASGI)."""

_MOST: Final = 256  # names that are kept
_LONGEST: Final = 64  # characters of one
_UNREADABLE: Final = "its header fields are neither a mapping nor pairs of name and value"


class Names(dict[str | bytes, str]):
    """The fields that are looked for: by the name as it came, in any case, as text or bytes, the name in lower case.

    A field that nobody looks for has the empty name. Servers write the same names in each delivery, so what they are
    called is kept, within bounds: an attacker can write others.
    """

    def __init__(self, wanted: Iterable[str]) -> None:
        lower = {name.lower() for name in wanted if name}
        self._wanted: dict[str | bytes, str] = {
            **{name: name for name in lower},
            **{name.encode(): name for name in lower},
        }
        super().__init__(self._wanted)

    def __missing__(self, name: str | bytes) -> str:
        found = self._wanted.get(name.lower(), "")
        if len(self) < _MOST and len(name) <= _LONGEST:
            self[name] = found
        return found


def read_fields(headers: Headers, wanted: Names) -> dict[str, bytes]:
    """Values by lower-case name; the lines of one field are joined by commas, as servers do it (RFC 9110 §5.2).

    Args:
        headers: as a framework has them.
        wanted: those that are looked for.

    Raises:
        WebhookRejected: they cannot be read.
    """
    found: dict[str, bytes] = {}
    given: Any = headers
    try:
        for name, value in given.items() if hasattr(given, "items") else given:
            key = wanted[name]
            if key:
                text = _joined(value)
                found[key] = b"%b,%b" % (found[key], text) if key in found else text
    except (TypeError, ValueError, AttributeError, RecursionError):
        raise WebhookRejected(_UNREADABLE) from None
    return found


def _joined(value: Any) -> bytes:
    """The bytes on the wire: frameworks read them as Latin-1 (WSGI, ASGI), and some as UTF-8."""
    if isinstance(value, str):
        try:
            return value.encode("latin-1").strip(b" \t")
        except UnicodeEncodeError:
            return value.encode("utf-8", "surrogatepass").strip(b" \t")
    if isinstance(value, (list, tuple)):
        return b",".join([_joined(one) for one in cast("Sequence[Any]", value)])
    return bytes.strip(value, b" \t")
