"""JSON pointers (RFC 6901), as fragments of a URI."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from .jsondata import is_array, is_object


def pointer(*parts: str | int) -> str:
    """The pointer to what `parts` lead to from the document's root, such as `#/paths/~1users`."""
    return "#" + "".join(f"/{escape(part)}" for part in parts)


def escape(part: str | int) -> str:
    """A key or index as one part of a pointer."""
    return str(part).replace("~", "~0").replace("/", "~1")


def unescape(part: str) -> str:
    """One part of a pointer as the key it stands for."""
    return unquote(part).replace("~1", "/").replace("~0", "~")


def tokens(text: str) -> list[str]:
    """The keys and indices of a pointer that stands by itself, not in a URI."""
    return [part.replace("~1", "/").replace("~0", "~") for part in text.split("/")[1:]]


def look_up(document: Any, fragment: str) -> Any:
    """What the pointer `fragment` (`/paths/~1users`, or empty for all) leads to.

    Raises:
        LookupError: to nothing.
    """
    value: Any = document
    for part in fragment.split("/")[1:]:
        key = unescape(part)
        try:
            value = value[int(key)] if is_array(value) else value[key]
        except (LookupError, ValueError, TypeError):
            raise LookupError(fragment) from None
    return value


def places(value: Any, place: str = "#") -> Iterator[tuple[str, Any]]:
    """Everything in a document, each with its pointer."""
    yield place, value
    members = value.items() if is_object(value) else enumerate(value) if is_array(value) else ()
    for key, item in members:
        yield from places(item, f"{place}/{escape(key)}")


def anchors(document: Any) -> dict[str, str]:
    """The pointers of schemas by the names that they give themselves (JSON Schema Core, 8.2.2)."""
    found: dict[str, str] = {}
    for place, value in places(document):
        for key in ("$anchor", "$dynamicAnchor"):
            if is_object(value) and isinstance(name := value.get(key), str):
                found.setdefault(name, place[1:])
    return found
