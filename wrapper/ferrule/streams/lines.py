"""Bytes to lines, however the bytes were cut."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_ANY_END: Final = re.compile(rb"\r\n|\n|\r")


class TooLong(ValueError):
    """A line or an event has more bytes than are kept."""

    def __init__(self, most: int) -> None:
        super().__init__(f"one of its lines or events has more than {most} bytes, the max_event_bytes of Connection")


class Lines:
    """Splits at CR, LF and CRLF. What Unicode takes for the end of a line besides is text, and so are VT and FF.

    Args:
        most: bytes of a line at most.
        any_end: False splits at LF alone: a CR is white space of JSON.
    """

    def __init__(self, most: int, *, any_end: bool = True) -> None:
        self._most = most
        self._any_end = any_end
        self._parts: list[bytes] = []
        self._size = 0
        self._after_cr = False

    def feed(self, part: bytes) -> Iterator[bytes]:
        """The lines that end in this part, without their ends. A CR ends its line now, whatever comes next.

        Raises:
            TooLong: after the lines before it.
        """
        if self._after_cr and part:
            part, self._after_cr = part.removeprefix(b"\n"), False
        if not part:
            return
        self._after_cr = self._any_end and part.endswith(b"\r")
        *lines, rest = _ANY_END.split(part) if self._any_end and b"\r" in part else part.split(b"\n")
        for line in lines:
            if self._parts or len(line) > self._most:
                self._keep(line)
                yield self.rest()
            else:
                yield line
        self._keep(rest)

    def rest(self) -> bytes:
        """What came after the last end of a line; it is not kept."""
        line = b"".join(self._parts)
        self._parts.clear()
        self._size = 0
        return line

    def _keep(self, part: bytes) -> None:
        self._size += len(part)
        if self._size > self._most:
            raise TooLong(self._most)
        if part:
            self._parts.append(part)
