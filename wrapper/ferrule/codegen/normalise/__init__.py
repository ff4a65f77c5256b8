"""From a bundled document to one that the generator understands as a whole, and what it has no place for."""

from __future__ import annotations

from attrs import frozen

from ..depth import deep_recursion
from ..errors import CodegenError, Note
from ..jsondata import JSONObject, object_at, text_at
from ..openapi import SCHEMAS
from .aliases import rename, resolve_aliases
from .dynamic import bound
from .events import Event, events_of
from .fields import Field, python_names
from .names import OperationNames, component_names
from .operation import Body, Content, Declared, Operation, Parameter, Response, Stream, StreamItem
from .operations import OperationNormaliser, operations_of
from .references import References
from .schemas import SchemaNormaliser
from .shapes import Discriminator

__all__ = [
    "EVENT_PATH", "HEADER", "ITEM", "Body", "Content", "Declared", "Discriminator", "Event", "Field", "Normalised", "Operation",
    "Parameter", "Response", "Stream", "StreamItem", "normalise", "operations_of",
]  # fmt: skip


EVENT_PATH = "/-/"  # no group of operations is called so
HEADER = "header "  # before a header's name where a media type stands: none starts so
ITEM = "item "  # the same, before the place of a kind of event


@frozen
class Normalised:
    """A document as the generator gets it, and what the generator has no place for."""

    source: JSONObject
    """The document as it was."""
    document: JSONObject
    operations: dict[tuple[str, str], Operation]
    events: list[Event]
    fields: dict[str, dict[str, Field]]
    """By class name and Python name, the properties of models."""
    classes: dict[str, str]
    """Class (or alias) by the key of `components/schemas`."""
    shared: dict[str, str]
    """Further names of classes, and names of their unions (`Cat | Dog`)."""
    discriminators: list[Discriminator]
    unnamed: dict[str, str]
    """Where the members of unions stand that have no title; by class, which has a number for a name."""
    notes: list[Note]


def normalise(document: JSONObject, file: str) -> Normalised:
    """Bring a bundled document into the form the generator digests; `document` stays as it is.

    Raises:
        CodegenError: it is no OpenAPI 3 document, or a reference in it cannot be followed.
    """
    _check_version(document, file)
    with deep_recursion(file):
        document = bound(document)
    references = References(document, file)
    notes: list[Note] = []
    schemas = SchemaNormaliser(references, notes)
    with deep_recursion(file):
        declared = list(operations_of(references))
        named = list(zip(declared, OperationNames(document, declared).run(), strict=True))
        schemas.run(component_names(object_at(object_at(document, "components"), "schemas"), named))
        operations = OperationNormaliser(references, schemas, notes, named).run()
        events = events_of(references, schemas, notes)
        components, renames = resolve_aliases(schemas.components.shapes, notes, file)
    operations = [_renamed(operation, renames) for operation in operations]
    for event in events:
        rename(event.schema, renames)
    fields = {name: python_names(shape) for name, shape in components.items() if shape.get("properties")}
    info = object_at(document, "info")
    parsed: JSONObject = {
        "openapi": "3.1.0",
        "info": {"title": text_at(info, "title") or "API", "version": text_at(info, "version")},
        "paths": _paths(operations, events),
        "components": {"schemas": components},
    }
    classes = {key: renames.get(name, name) for key, name in schemas.classes.items()}
    discriminators = [
        Discriminator(
            one.property,
            {value: [renames.get(name, name) for name in names] for value, names in one.mapping.items()},
            renames.get(one.default, one.default),
            one.stated,
        )
        for one in schemas.discriminators
    ]
    shared = {name: first for name, first in schemas.components.shared.items() if first in components}
    shared |= {name: alias for name in schemas.classes.values() if (alias := _alias(name, components, renames))}
    by_key = {operation.key: operation for operation in operations}
    return Normalised(document, parsed, by_key, events, fields, classes, shared, discriminators, schemas.unnamed, notes)


def _alias(name: str, components: dict[str, JSONObject], renames: dict[str, str]) -> str:
    """What the name of a component stands for that has no class of its own; empty if it is no class and no union."""
    shape: JSONObject = {"$ref": SCHEMAS + renames[name]} if name in renames else components[name]
    members: list[JSONObject] = shape.get("oneOf", [shape])
    targets = [text_at(member, "$ref").removeprefix(SCHEMAS) for member in members]
    classes = [one for one in targets if one in components and (components[one].keys() & {"properties", "enum"})]
    return " | ".join(classes) if len(classes) == len(targets) else ""


def _check_version(document: JSONObject, file: str) -> None:
    version = str(document.get("openapi", ""))
    if not version.startswith("3."):
        raise CodegenError(
            f"{file}: #/openapi", f"OpenAPI 3.x is needed, this says {version or 'nothing'}", "Set `openapi`."
        )
    if not isinstance(document.get("paths") or {}, dict):
        raise CodegenError(f"{file}: #/paths", "`paths` must be an object", "Correct it.")


def _renamed(operation: Operation, renames: dict[str, str]) -> Operation:
    if renames:
        shapes = [
            *(parameter.schema for parameter in operation.parameters),
            *(body.schema for body in operation.bodies),
            *(content.schema for response in operation.responses for content in response.contents),
            *(header.schema for header in operation.headers),
            *(header.schema for response in operation.responses for header in response.headers),
            *(item.schema for item in (operation.stream.items if operation.stream else ())),
        ]
        for shape in shapes:
            rename(shape, renames)
    return operation


def _paths(operations: list[Operation], events: list[Event]) -> JSONObject:
    """Operations for the generator: names are final, and a parameter is no more than a name and a schema.

    All parameters are in the query, where the generator takes any type; `Operation` knows where they go. An event is
    the response of an operation that is never called, as the generator has no place for it.
    """
    paths: JSONObject = {}
    for operation in operations:
        # The method does not matter here, and not every one is known to the generator.
        paths[f"/{operation.group}/{operation.name}"] = {"post": _for_generator(operation)}
    for index, event in enumerate(events):
        content = {"application/json": {"schema": event.schema}}
        answer: JSONObject = {
            "operationId": f"event_{index}",
            "responses": {"200": {"description": "", "content": content}},
        }
        paths[f"{EVENT_PATH}{index}"] = {"get": answer}
    return paths


def _for_generator(operation: Operation) -> JSONObject:
    found: JSONObject = {
        "operationId": operation.name,
        "tags": [operation.group],
        "parameters": [
            {"name": one.python, "in": "query", "required": one.required, "schema": one.schema}
            for one in operation.parameters
        ],
        "responses": {
            response.status: {
                "description": "",
                "content": {content.media_type: {"schema": content.schema} for content in response.contents},
            }
            for response in operation.responses
        },
    }
    items = operation.stream.items if operation.stream else []
    if operation.headers or items:
        # The generator has no place for headers and events, but makes a property of each media type of a response.
        if not found["responses"]:
            found["responses"]["200"] = {"description": "", "content": {}}
        content = next(iter(found["responses"].values()))["content"]
        content |= {f"{HEADER}{header.key}": {"schema": header.schema} for header in operation.headers}
        content |= {f"{ITEM}{index}": {"schema": item.schema} for index, item in enumerate(items)}
    if operation.bodies:
        found["requestBody"] = {
            "required": True,
            "content": {body.media_type: {"schema": body.schema} for body in operation.bodies},
        }
    return found
