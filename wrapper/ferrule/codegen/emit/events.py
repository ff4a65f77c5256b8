"""What the webhooks template prints."""

from __future__ import annotations

from attrs import frozen
from openapi_python_client.parser import GeneratorData

from ..normalise import Normalised
from ..parser import payloads
from .decode import Decoder
from .imports import Imports
from .source import literal
from .tags import Unions
from .types import annotation
from .written import Written, event_mark

MODULE = "webhooks.py"


@frozen
class EventEntry:
    """An event; all as Python source."""

    name: str
    type: str
    type_literal: str
    read: str


@frozen
class EventsSource:
    """The webhooks module."""

    entries: list[EventEntry]
    choices: dict[str, str]
    imports: Imports
    written: list[Written]


def events_source(data: GeneratorData, normalised: Normalised, unions: Unions) -> EventsSource:
    """Everything that `webhooks.py.jinja` prints."""
    imports = Imports(".", ".models.")
    imports.use("Any", "Final", "Literal", "Mismatch", "_event", "overload")
    decoder = Decoder("", unions, imports)
    entries: list[EventEntry] = []
    written: list[Written] = []
    for index, prop in payloads(data).items():
        event = normalised.events[index]
        decoder.owner = event.name
        kind = annotation(prop, imports, received=True)
        wrong = f"_event.unparsable({literal(event.name)}, {literal(kind)}, v)"
        read = decoder.expression(prop, "value", "", otherwise=wrong)
        entries.append(EventEntry(literal(event.name), kind, literal(kind), read))
        written.append(Written(event.kind, event.key, MODULE, event_mark(event.name)))
    return EventsSource(entries, decoder.choices, imports, written)
