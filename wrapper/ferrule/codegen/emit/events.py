"""What the webhooks template prints."""

from __future__ import annotations

from attrs import frozen
from openapi_python_client.parser import GeneratorData

from ..naming import module_of
from ..normalise import Normalised
from ..parser import payloads
from .decode import Decoder
from .source import literal
from .types import Imports, annotation


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
    decoders: list[str]
    choices: dict[str, str]
    imports: Imports
    classes: list[tuple[str, str]]


def events_source(data: GeneratorData, normalised: Normalised) -> EventsSource:
    """Everything that `webhooks.py.jinja` prints."""
    imports = Imports()
    decoder = Decoder("", "_models", normalised.discriminators)
    entries: list[EventEntry] = []
    for index, prop in payloads(data).items():
        event = normalised.events[index]
        decoder.owner = event.name
        kind = annotation(prop, imports, received=True)
        wrong = f"_event.unparsable({literal(event.name)}, {literal(kind)}, v)"
        read = decoder.expression(prop, "value", "", otherwise=wrong)
        entries.append(EventEntry(literal(event.name), kind, literal(kind), read))
    return EventsSource(
        entries=entries,
        decoders=sorted(decoder.names),
        choices={constant: value for value, constant in decoder.choices.items()},
        imports=imports,
        classes=sorted((module_of(one), one) for one in imports.classes),
    )
