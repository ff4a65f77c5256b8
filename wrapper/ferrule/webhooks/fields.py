"""Header fields of a delivery, whatever framework holds them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, TypeAlias, cast

from ferrule.errors import WebhookRejected

Headers: TypeAlias = Mapping[str, Any] | Mapping[bytes, Any] | Iterable[tuple[str | bytes, str | bytes]]
"""What frameworks have: mappings, of lists of values too, or pairs of name and value, as text or as bytes (ASGI)."""

_UNREADABLE: Final = "its header fields are neither a mapping nor pairs of name and value"


def names(wanted: Iterable[str]) -> dict[str | bytes, str]:
    """Names in lower case, as text by text and by bytes, for `read_fields`."""
    lower = [name.lower() for name in wanted if name]
    return {**dict(zip(lower, lower, strict=True)), **{name.encode(): name for name in lower}}


def read_fields(headers: Headers, wanted: Mapping[str | bytes, str]) -> dict[str, bytes]:
    """Values by lower-case name; the lines of one field are joined by commas, as servers do it (RFC 9110 §5.2).

    Args:
        headers: as a framework has them.
        wanted: those that are looked for, see `names`.

    Raises:
        WebhookRejected: they cannot be read.
    """
    found: dict[str, bytes] = {}
    given: Any = headers
    try:
        for name, value in given.items() if hasattr(given, "items") else given:
            key = wanted.get(name.lower())
            if key is not None:
                text = _joined(value)
                found[key] = b"%b,%b" % (found[key], text) if key in found else text
    except (TypeError, ValueError, AttributeError):
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
