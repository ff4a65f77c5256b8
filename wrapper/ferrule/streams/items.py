"""What a stream is made of: events, lines or values, as they came."""

from __future__ import annotations

import attrs


@attrs.define  # frozen, it would take twice as long to make
class Item:
    """One of them.

    Attributes:
        number: its place in the stream, of a line its number; from 1.
        data: what it carries; not shown in `repr`, as it may hold secrets. Text has been decoded.
        name: what kind of event it is; `message` where the stream does not say, and empty where there are no events.
        id: the last id that the stream had named by then; empty for none.
    """

    number: int
    data: str | bytes = attrs.field(repr=False)
    name: str = ""
    id: str = ""

    @property
    def content(self) -> bytes:
        """The data as bytes."""
        return self.data.encode() if isinstance(self.data, str) else self.data


class Unreadable(ValueError):
    """An item that is not what it should be.

    Attributes:
        data: as it came.
    """

    def __init__(self, message: str, data: bytes) -> None:
        super().__init__(message)
        self.data = data
