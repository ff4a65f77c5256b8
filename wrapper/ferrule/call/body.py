"""What a request sends beside its URL and headers, and whether that can be sent a second time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypedDict

import attrs


class RequestBody(TypedDict, total=False):
    """What `httpx.Request` takes: parameters of the query, cookies, and at most one kind of body."""

    params: Any
    cookies: Any
    json: Any
    data: Any
    content: Any
    files: Any


@attrs.frozen(repr=False)
class SizedStream:
    """A stream given as `content` whose length is known.

    Attributes:
        stream: iterator or async iterator of bytes.
        length: bytes it will give.
    """

    stream: Any
    length: int


@attrs.frozen(repr=False)
class Resend:
    """How a body is sent again.

    Can be sent again: what is in memory, a file that can seek, and a callable that makes a new body for each send.
    Iterators and other streams cannot: nobody knows what they would give the second time.

    Attributes:
        possible: it can be sent again.
        files: each file of the body, with where it stood before it was first sent.
    """

    possible: bool = True
    files: tuple[tuple[Any, int], ...] = ()

    @property
    def in_memory(self) -> bool:
        """It can be sent more than once at the same time."""
        return self.possible and not self.files

    def rewind(self) -> None:
        """Put each file back to where it stood."""
        for file, position in self.files:
            file.seek(position)


_IN_MEMORY, _ONCE = Resend(), Resend(possible=False)


def resend(body: RequestBody) -> Resend:
    """How a body that has not been sent yet can be sent again."""
    if "content" not in body and "files" not in body:
        return _IN_MEMORY
    files: list[tuple[Any, int]] = []
    for part in _parts(body):
        if part is None or isinstance(part, str | bytes | bytearray | memoryview) or is_factory(part):
            continue
        seekable = getattr(part, "seekable", None)
        if seekable is None or not seekable():
            return _ONCE
        files.append((part, part.tell()))
    return Resend(files=tuple(files)) if files else _IN_MEMORY


def is_factory(content: Any) -> bool:
    """Whether it is called for a new body at each send."""
    return callable(content) and not hasattr(content, "read") and not hasattr(content, "__iter__")


def pairs(files: Any) -> Iterable[tuple[Any, Any]]:
    """Name and content of each file, of a mapping or of a list of pairs."""
    found: Iterable[tuple[Any, Any]] = files.items() if hasattr(files, "items") else files
    return found


def _parts(body: RequestBody) -> Iterable[Any]:
    yield body.get("content")
    for _, part in pairs(body.get("files") or ()):
        # httpx takes the content alone, or a tuple (filename, content, …).
        yield part[1] if isinstance(part, tuple) else part
