"""Server-Sent Events by the WHATWG rules (HTML Living Standard, 9.2): bytes go in, events come out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ferrule.streams.items import Item
from ferrule.streams.lines import Lines, TooLong

LONGEST_RETRY: Final = 3600.0  # seconds; a server that names a longer wait is asked after this one

_BOM: Final = b"\xef\xbb\xbf"


class EventParser:
    """Reads events from a stream that may be cut anywhere. An event that is not complete at the end is dropped.

    Args:
        most: bytes of a line, and of the data of an event, at most; empty lines count.
        last_id: the id that the stream was opened with, empty for none.

    Attributes:
        last_id: the id to go on from: the last one up to an empty line, also where its event had no data.
        retry: seconds after which to connect again, as the stream says; None where it does not.
        blank: what had nothing in it; no event is counted so.
    """

    def __init__(self, most: int, last_id: str = "") -> None:
        self.last_id = last_id
        self.retry: float | None = None
        self.blank = 0
        self._number = 0
        self._most = most
        self._lines = Lines(most)
        self._start: bytes | None = b""  # while it may be the beginning of a byte order mark
        self._id = last_id
        self._name = ""
        self._data: list[bytes] = []
        self._left = most

    def feed(self, part: bytes) -> Iterator[Item]:
        """The events that are complete with this part.

        Raises:
            TooLong: after the events before it.
        """
        if self._start is not None:
            part = self._start + part
            if len(part) < len(_BOM) and _BOM.startswith(part):
                self._start = part
                return
            part, self._start = part.removeprefix(_BOM), None
        for line in self._lines.feed(part):
            if line.startswith(b"data: "):  # as nearly all do
                self._keep(line[6:])
            elif line:
                self._field(line)
            elif (event := self._dispatch()) is not None:
                yield event

    def end(self) -> Iterator[Item]:
        """What is left at the end of the stream: nothing that counts."""
        return iter(())

    def _field(self, line: bytes) -> None:
        name, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        match name:
            case b"data":
                self._keep(value)
            case b"event":
                self._name = value.decode("utf-8", "replace")
            case b"id" if b"\0" not in value:
                self._id = value.decode("utf-8", "replace")
            case b"retry" if value.isdigit():
                # Only so many digits: more would only be more than the longest wait.
                self.retry = min(int(value.lstrip(b"0")[:12] or b"0") / 1000, LONGEST_RETRY)
            case _:  # comments, and fields that nobody knows
                pass

    def _keep(self, data: bytes) -> None:
        self._left -= len(data) + 1
        if self._left < -1:  # the last line feed is no part of it
            raise TooLong(self._most)
        self._data.append(data)

    def _dispatch(self) -> Item | None:
        self.last_id = self._id
        data, name = self._data, self._name
        self._data, self._name, self._left = [], "", self._most
        if not data:
            return None
        self._number += 1
        return Item(self._number, b"\n".join(data).decode("utf-8", "replace"), name or "message", self._id)
