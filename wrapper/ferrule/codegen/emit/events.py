"""What the webhooks template prints."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import Final

from attrs import frozen
from openapi_python_client.parser import GeneratorData

from ..errors import CodegenError
from ..jsondata import JSONObject, object_at
from ..normalise import Normalised
from ..openapi import FACT
from ..parser import payloads
from ..pointers import pointer
from ..properties import (
    BooleanProperty,
    FloatProperty,
    IntProperty,
    ListProperty,
    ModelProperty,
    PropertyProtocol,
    UnionProperty,
    plain,
)
from .decode import Decoder
from .imports import Imports
from .source import literal
from .tags import Unions
from .types import annotation
from .written import Written, event_mark

MODULE = "webhooks.py"
_OWN: Final = frozenset({"Delivery", "Event", "Receivers", "UnknownEvent"})
"""Names of the module that a model may have, too; there it goes by `_models`."""
_WRITTEN: Final[dict[type, str]] = {
    BooleanProperty: "boolean",
    FloatProperty: "number",
    IntProperty: "integer",
    ListProperty: "array",
}
"""What is no text to the description, but written as text in a form."""


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
    forms: str
    """Names of the events that come as forms, as Python source."""
    union: str
    """All types of events, for type checkers."""
    union_now: str
    """The same at run time, where models are loaded when they are used."""
    classes: list[str]
    """Names of the models that are public in it."""
    api: str
    signature: str
    choices: dict[str, str]
    imports: Imports
    written: list[Written]


def events_source(data: GeneratorData, normalised: Normalised, unions: Unions, api: str) -> EventsSource:
    """Everything that `webhooks.py.jinja` prints; `api` is the API's name as a literal."""
    imports = Imports(".", ".models.", public=True)
    imports.use("Any", "Final", "Literal", "Mismatch", "_event", "_models", "TYPE_CHECKING", "TypeAlias", "overload")
    used = Imports(".", ".models.")
    decoder = Decoder("", unions, imports)
    entries: list[EventEntry] = []
    kinds: list[str] = []
    forms: list[str] = []
    written: list[Written] = []
    for index, prop in payloads(data).items():
        event = normalised.events[index]
        decoder.owner = event.name
        kind = annotation(prop, used, received=True)
        kinds.append(kind)
        wrong = f"_event.unparsable({literal(event.name)}, {literal(kind)}, v)"
        source = "value"
        if event.form:
            forms.append(event.name)
            source = f"_event.typed(value, {literal(_written_as_text(prop))})"
        read = decoder.expression(prop, source, "", otherwise=wrong)
        entries.append(EventEntry(literal(event.name), _by_models(kind, _OWN), literal(kind), read))
        written.append(Written(event.kind, event.key, MODULE, event_mark(event.name)))
    public = [name for name in used.classes if name not in _OWN]
    for name in public:
        imports.use_class(name)
    union = " | ".join([*dict.fromkeys(kinds), "UnknownEvent"])
    return EventsSource(
        entries=entries,
        forms=literal(sorted(forms)),
        union=_by_models(union, _OWN),
        union_now=_by_models(union, used.classes),
        classes=public,
        api=api,
        signature=literal(_signature(normalised)),
        choices=decoder.choices,
        imports=imports,
        written=written,
    )


def _signature(normalised: Normalised) -> JSONObject | None:
    """How the overlay says that events are signed.

    Raises:
        CodegenError: it names events that there are not.
    """
    key = f"{FACT}webhook-signature"
    if key not in normalised.source:
        return None
    fact = object_at(normalised.source, key)
    events = [one.name for one in normalised.events]
    for name in object_at(object_at(fact, "event"), "names").values():
        if name not in events:
            there = f"there is no event {name} with a type; there are {', '.join(events)}"
            raise CodegenError(pointer(key, "event", "names"), there, "Name one of the description's.")
    return fact


def _written_as_text(prop: PropertyProtocol) -> dict[str, str]:
    """The members of a form that are no text to the description, by their names on the wire."""
    if not isinstance(prop, ModelProperty):
        return {}
    members = [*(prop.required_properties or []), *(prop.optional_properties or [])]
    return {plain(one.name): kind for one in members if (kind := _kind(one))}


def _kind(prop: PropertyProtocol) -> str:
    members = prop.inner_properties if isinstance(prop, UnionProperty) else [prop]
    return next((kind for one in members if (kind := _WRITTEN.get(type(one)))), "")


def _by_models(annotation: str, names: Iterable[str]) -> str:
    """A type with these classes as attributes of `_models`; `UnknownEvent` at its end stays what it is."""
    kind, separator, last = annotation.rpartition(" | ")
    if last != "UnknownEvent":
        kind, separator, last = annotation, "", ""
    tree = _ByModels(frozenset(names)).visit(ast.parse(kind, mode="eval"))
    return f"{ast.unparse(tree)}{separator}{last}"


class _ByModels(ast.NodeTransformer):
    def __init__(self, names: frozenset[str]) -> None:
        self._names = names

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.Attribute(ast.Name("_models"), node.id) if node.id in self._names else node
