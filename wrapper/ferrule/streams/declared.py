"""What is described and declared about an operation's stream, as codegen has checked it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Protocol

import attrs

from ferrule.streams.events import EventParser
from ferrule.streams.items import Item
from ferrule.streams.json_lines import JSONLines, JSONSequence

EVENTS: Final = "text/event-stream"
_LINES: Final = frozenset({"application/jsonl", "application/x-jsonl", "application/ndjson", "application/x-ndjson"})


@attrs.frozen(kw_only=True)
class Streaming:
    """How an operation streams: `_STREAM` of its endpoint module.

    Attributes:
        media_type: what is asked for.
        terminator: data of the event that ends the stream; empty where nothing but its end does.
        body: the way to the switch in the request's body, each step's name in Python and on the wire; empty for none.
        value: what the switch is set to.
        resumable: the server goes on where a stream broke, when it is told the last event's id.
    """

    media_type: str
    terminator: str = ""
    body: Sequence[Sequence[str]] = ()
    value: object = None
    resumable: bool = False


class Parser(Protocol):
    """Reads a stream's items from its bytes."""

    @property
    def blank(self) -> int:
        """How many had nothing in them, and were passed over."""
        ...

    def feed(self, part: bytes) -> Iterator[Item]:
        """The items that are complete with this part. Raises a ValueError after those before the fault."""
        ...

    def end(self) -> Iterator[Item]:
        """What is left at the end. Raises `CutShort` when it may have been cut."""
        ...


def bare(media_type: str) -> str:
    """A media type without its parameters, in lower case."""
    return media_type.partition(";")[0].strip().lower()


def parser_for(media_type: str, most: int, last_id: str = "") -> Parser | None:
    """What reads a stream of this media type; None where it is none.

    Args:
        media_type: as a response has it.
        most: bytes of an item at most.
        last_id: of an event, that the stream was opened with.
    """
    name = bare(media_type)
    if name == EVENTS:
        return EventParser(most, last_id)
    if name in _LINES:
        return JSONLines(most)
    return JSONSequence(most) if name.endswith(("/json-seq", "+json-seq")) else None
