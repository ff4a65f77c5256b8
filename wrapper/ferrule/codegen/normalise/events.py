"""Events that an API sends: webhooks, and callbacks of operations. What they carry is a schema like any other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import frozen

from .. import naming
from ..errors import Note
from ..jsondata import JSONObject, is_object, object_at, text_at
from ..openapi import WEBHOOKS
from ..pointers import escape, pointer
from . import media
from .operations import methods_of, operations_of
from .references import References
from .schemas import SchemaNormaliser


@frozen
class Event:
    """A webhook or callback."""

    kind: str
    """`webhook` or `callback`."""
    key: tuple[str, ...]
    """As the ledger counts it."""
    name: str
    """What `parse` calls it: a webhook's key, and of a callback the operation's id and its own key."""
    schema: JSONObject
    description: str
    form: bool
    """It comes as a form, and not as JSON."""


def events_of(references: References, schemas: SchemaNormaliser, notes: list[Note]) -> list[Event]:
    """All events that carry JSON or a form; the others go to `notes`."""
    found: dict[str, Event] = {}
    for kind, key, name, items, where in _declared(references):
        if name in found:
            continue
        payloads = sorted(_payloads(items, references), key=lambda one: one.form)
        if not payloads:
            reason = f"this {kind} carries no JSON and no form that could be a model"
            notes.append(Note(kind, where, reason, "Read its body as it comes."))
            continue
        payload = payloads[0]
        schema = schemas.schema(payload.schema, naming.pascal(name) + "Event", payload.place)
        found[name] = Event(kind, key, name, schema, payload.description, payload.form)
    return list(found.values())


def _declared(references: References) -> Iterator[tuple[str, tuple[str, ...], str, list[tuple[Any, str]], str]]:
    """Kind, key, name, path items with their places, and the place of each event."""
    for section in WEBHOOKS:
        for name, item in object_at(references.document, section).items():
            where = pointer(section, name)
            yield "webhook", (name,), name, [(item, where)], where
    for operation in operations_of(references):
        for name, raw in object_at(operation.raw, "callbacks").items():
            place = f"{operation.where}/callbacks/{escape(name)}"
            callback, at = references.follow_object(raw, place)
            items = [(item, f"{at}/{escape(key)}") for key, item in callback.items() if not key.startswith("x-")]
            owner = operation.raw.get("operationId") or f"{operation.method}_{operation.path}"
            yield "callback", (operation.method.upper(), operation.path, name), f"{owner}.{name}", items, place


@frozen
class _Payload:
    schema: Any
    place: str
    description: str
    form: bool


def _payloads(items: list[tuple[Any, str]], references: References) -> Iterator[_Payload]:
    """Each body of JSON, or form, that path items take."""
    for one, at in items:
        item, where = references.follow_object(one, at)
        for _, operation, place in methods_of(item, where):
            if not is_object(operation) or "requestBody" not in operation:
                continue
            body, place = references.follow_object(operation["requestBody"], f"{place}/requestBody")
            for media_type, content in object_at(body, "content").items():
                described, at = references.follow_object(content, f"{place}/content/{escape(media_type)}")
                if (kind := media.kind(media_type, described, described.get("schema"))) in ("json", "form"):
                    about = text_at(operation, "summary") or text_at(operation, "description")
                    yield _Payload(described.get("schema"), f"{at}/schema", about, kind == "form")
