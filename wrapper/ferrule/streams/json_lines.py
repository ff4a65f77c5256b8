"""Values of JSON that follow each other: JSON Lines (NDJSON), and JSON text sequences (RFC 7464)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from ferrule.streams.items import Item, Unreadable
from ferrule.streams.lines import Lines, TooLong

_BOM: Final = b"\xef\xbb\xbf"
_SEPARATOR: Final = b"\x1e"
_BLANK: Final = b" \t\r\n"


class CutShort(ValueError):
    """The end of a sequence may have cut its last value."""


class JSONLines:
    """Reads JSON Lines. A last line without its line feed counts.

    Args:
        most: bytes of a line at most.

    Attributes:
        blank: lines that had nothing in them.
    """

    def __init__(self, most: int) -> None:
        self.blank = 0
        self._number = 0
        self._lines = Lines(most, any_end=False)

    def feed(self, part: bytes) -> Iterator[Item]:
        """The lines that end in this part.

        Raises:
            TooLong: after the lines before it.
        """
        for content in self._lines.feed(part):
            yield from self._line(content)

    def end(self) -> Iterator[Item]:
        """What is left at the end of the stream."""
        if content := self._lines.rest():
            yield from self._line(content)

    def _line(self, content: bytes) -> Iterator[Item]:
        self._number += 1
        if self._number == 1:
            content = content.removeprefix(_BOM)  # parsers may ignore it (RFC 8259, 8.1)
        if content.strip(_BLANK):
            yield Item(self._number, content)
        else:
            self.blank += 1


class JSONSequence:
    """Reads a JSON text sequence: each value stands between a record separator and a line feed.

    Args:
        most: bytes of a value at most.

    Attributes:
        blank: separators that nothing followed, which are no fault (RFC 7464, 2.1).
    """

    def __init__(self, most: int) -> None:
        self.blank = 0
        self._number = 0
        self._most = most
        self._parts: list[bytes] = []
        self._size = 0
        self._awaited = False  # a separator has come, and no value after it

    def feed(self, part: bytes) -> Iterator[Item]:
        """The values that are complete with this part: the next separator shows it, or the line feed at its end.

        Raises:
            TooLong: after the values before it.
            Unreadable: no separator stands before a value.
        """
        first, *others = part.split(_SEPARATOR)
        self._keep(first)
        for other in others:
            yield from self._value()
            self._awaited = True
            self._keep(other)
        if part.endswith(b"\n") and _is_whole(b"".join(self._parts)):
            yield from self._value()

    def end(self) -> Iterator[Item]:
        """What is left at the end of the stream.

        Raises:
            CutShort: it is a number, or a word, without its line feed: it may have been longer (RFC 7464, 2.4).
            Unreadable: no separator stands before it.
        """
        content = b"".join(self._parts)
        if content and content[-1:] not in _BLANK + b'"]}':
            raise CutShort(f"value {self._number + 1} may be cut: no line feed follows it")
        yield from self._value()

    def _value(self) -> Iterator[Item]:
        content, awaited = b"".join(self._parts), self._awaited
        self._parts.clear()
        self._size, self._awaited = 0, False
        if content.strip(_BLANK):
            self._number += 1
            if not awaited:
                raise Unreadable(f"no record separator stands before value {self._number} (RFC 7464)", content)
            yield Item(self._number, content)
        elif awaited:
            self.blank += 1

    def _keep(self, part: bytes) -> None:
        self._size += len(part)
        if self._size > self._most:
            raise TooLong(self._most)
        if part:
            self._parts.append(part)


def _is_whole(content: bytes) -> bool:
    """Whether it is a value of JSON. One that white space follows cannot go on."""
    try:
        msgspec.json.decode(content, type=msgspec.Raw)
    except (ValueError, RecursionError):
        return False
    return True
