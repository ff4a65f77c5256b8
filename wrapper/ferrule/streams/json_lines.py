"""Values of JSON that follow each other: JSON Lines (NDJSON), and JSON text sequences (RFC 7464)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ferrule.streams.items import Item, Unreadable
from ferrule.streams.lines import Lines, TooLong

_BOM: Final = b"\xef\xbb\xbf"
_SEPARATOR: Final = b"\x1e"
_BLANK: Final = b" \t\r\n"
_TEXT: Final = re.compile(rb'[^"\\]*(?:\\.[^"\\]*)*', re.DOTALL)


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
        self._nesting = _Nesting()
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
        if part.endswith(b"\n") and self._nesting.is_at_end:
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
        self._size, self._nesting, self._awaited = 0, _Nesting(), False
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
            self._nesting.feed(part)


class _Nesting:
    """How much of a value of JSON is open, in one pass however it was cut.

    Attributes:
        is_at_end: there is a value, and nothing of it is open. One that white space follows then cannot go on.
    """

    def __init__(self) -> None:
        self._depth = 0
        self._in_text = self._escaped = self._any = False

    @property
    def is_at_end(self) -> bool:
        return self._any and self._depth <= 0 and not self._in_text

    def feed(self, part: bytes) -> None:
        self._any = self._any or bool(part.strip(_BLANK))
        at = 0
        while at < len(part):
            if self._escaped:
                self._escaped, at = False, at + 1
            elif self._in_text:
                found = _TEXT.match(part, at)
                at = found.end() if found else at
                if at < len(part):  # at its end, or at an escape that is cut
                    self._escaped = self._in_text = part[at : at + 1] == b"\\"
                    at += 1
            else:
                quote = part.find(b'"', at)
                end = len(part) if quote < 0 else quote
                self._depth += sum(part.count(one, at, end) for one in b"[{")
                self._depth -= sum(part.count(one, at, end) for one in b"]}")
                self._in_text, at = quote >= 0, end + 1
