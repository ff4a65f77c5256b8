"""Bytes to text and to lines of text, however the bytes were cut."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from ferrule.streams.lines import Lines


class Text:
    """Decodes bytes. What cannot be decoded is replaced.

    Args:
        codec: see `ferrule.http.charsets.codec_of`.
    """

    def __init__(self, codec: str) -> None:
        self._codec = codec
        self._decoder = codecs.getincrementaldecoder(codec)("replace")

    def feed(self, part: bytes) -> Iterator[str]:
        """The text that is complete with this part."""
        start = self._decoder.getstate()[0]
        try:
            text = self._decoder.decode(part)
        except UnicodeError:  # UTF-16 and UTF-32 without their byte order mark, which only these decoders insist on
            self._decoder = codecs.getincrementaldecoder(f"{self._codec}-le")("replace")
            text = self._decoder.decode(start + part)
        if text:
            yield text

    def end(self) -> Iterator[str]:
        """What stands for a character that was cut."""
        if text := self._decoder.decode(b"", final=True):
            yield text


class TextLines:
    """Lines of text without their ends, which are CR, LF and CRLF. A last line counts without one.

    Args:
        codec: see `Text`.
        most: bytes of a line at most, in UTF-8.
    """

    def __init__(self, codec: str, most: int) -> None:
        self._text = Text(codec)
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
