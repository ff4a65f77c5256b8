"""Bytes to text and to lines of text, however the bytes were cut."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from ferrule.streams.lines import Lines


class Text:
    """Decodes in a charset. What cannot be decoded is replaced.

    Args:
        charset: as a media type names it; UTF-8 stands in for one that is not known.
    """

    def __init__(self, charset: str | None) -> None:
        self._decoder = codecs.getincrementaldecoder(_known(charset or "utf-8"))("replace")

    def feed(self, part: bytes) -> Iterator[str]:
        """The text that is complete with this part."""
        if text := self._decoder.decode(part):
            yield text

    def end(self) -> Iterator[str]:
        """What stands for a character that was cut."""
        if text := self._decoder.decode(b"", final=True):
            yield text


class TextLines:
    """Lines of text without their ends, which are CR, LF and CRLF. A last line counts without one.

    Args:
        charset: see `Text`.
        most: bytes of a line at most, in UTF-8.
    """

    def __init__(self, charset: str | None, most: int) -> None:
        self._text = Text(charset)
        self._lines = Lines(most)

    def feed(self, part: bytes) -> Iterator[str]:
        """The lines that end in this part.

        Raises:
            TooLong: after the lines before it.
        """
        for text in self._text.feed(part):
            yield from self._split(text)

    def end(self) -> Iterator[str]:
        """What is left at the end of the stream."""
        for text in self._text.end():
            yield from self._split(text)
        if rest := self._lines.rest():
            yield rest.decode()

    def _split(self, text: str) -> Iterator[str]:
        # As bytes: lines of text would have to be split at what no protocol takes for their end.
        return (line.decode() for line in self._lines.feed(text.encode("utf-8", "replace")))


def _known(charset: str) -> str:
    try:
        b" ".decode(charset, "replace")
        name = codecs.lookup(charset).name
    except (LookupError, ValueError):  # none, or none for text
        return "utf-8-sig"
    return "utf-8-sig" if name == "utf-8" else name
