"""Whether a request body can be sent a second time, and putting it back to where it began."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

Positions: TypeAlias = list[tuple[Any, int]]


def positions(body: Mapping[str, Any]) -> Positions | None:
    """Where each file of a body stands before it is first sent; None when the body can be sent only once.

    Can be sent again: what is in memory, a file that can seek, and a callable that makes a new body for each send.
    Iterators and other streams cannot: nobody knows what they would give the second time.
    """
    if "content" not in body and "files" not in body:
        return []
    found: Positions = []
    for part in _parts(body):
        if part is None or isinstance(part, str | bytes | bytearray | memoryview) or _is_factory(part):
            continue
        seekable = getattr(part, "seekable", None)
        if seekable is None or not seekable():
            return None
        found.append((part, part.tell()))
    return found


def rewind(where: Positions) -> None:
    """Put each file back to where it stood."""
    for file, position in where:
        file.seek(position)


def _is_factory(part: Any) -> bool:
    return callable(part) and not hasattr(part, "read") and not hasattr(part, "__iter__")


def _parts(body: Mapping[str, Any]) -> Iterable[Any]:
    yield body.get("content")
    files = body.get("files") or ()
    for _, part in files.items() if isinstance(files, Mapping) else files:
        # httpx takes the content alone, or a tuple (filename, content, …).
        yield part[1] if isinstance(part, tuple) else part
