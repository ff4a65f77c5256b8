"""`$dynamicRef`, by which a generic schema leaves open what it holds (JSON Schema Core, 8.2.3.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..jsondata import JSONObject, is_array, is_object, object_at
from ..pointers import look_up, pointer
from .references import objects


def bound(document: JSONObject) -> JSONObject:
    """A document whose dynamic references are plain ones; `document` stays as it is.

    A schema that refers to a generic one, and has the anchors that it leaves open in `$defs`, becomes a copy of it with
    these in their places. A dynamic reference elsewhere leads to the anchor where it is defined.
    """
    if str(document.get("openapi")).startswith("3.0") or not any("$dynamicRef" in one for one in objects(document)):
        return document
    anchors = {name: pointer(*path) for name, path in _anchors(document, ()) if path[-2:-1] != ("$defs",)}
    found: JSONObject = _bound(document, anchors, document)
    return found


def _bound(value: Any, anchors: dict[str, str], document: JSONObject) -> Any:
    if is_array(value):
        return [_bound(item, anchors, document) for item in value]
    if not is_object(value):
        return value
    ref, dynamic = value.get("$ref"), value.get("$dynamicRef")
    own = {
        str(schema["$dynamicAnchor"]): schema
        for schema in object_at(value, "$defs").values()
        if is_object(schema) and "$dynamicAnchor" in schema
    }
    if isinstance(ref, str) and ref.startswith("#/") and own:
        try:
            generic = look_up(document, ref[1:])
        except LookupError:
            return value
        rest = {key: item for key, item in value.items() if key not in ("$ref", "$defs")}
        filled = _filled(generic, own)
        return _bound({**filled, **rest} if is_object(filled) else filled, anchors, document)
    if isinstance(dynamic, str) and (anchor := dynamic.rpartition("#")[2]) in anchors:
        rest = {key: _bound(item, anchors, document) for key, item in value.items() if key != "$dynamicRef"}
        return {"$ref": anchors[anchor], **rest}
    return {key: _bound(item, anchors, document) for key, item in value.items()}


def _filled(value: Any, schemas: dict[str, JSONObject]) -> Any:
    """A generic schema with others in the places that it leaves open."""
    if is_array(value):
        return [_filled(item, schemas) for item in value]
    if not is_object(value):
        return value
    dynamic = value.get("$dynamicRef")
    if isinstance(dynamic, str) and (schema := schemas.get(dynamic.rpartition("#")[2])) is not None:
        return {key: item for key, item in schema.items() if key != "$dynamicAnchor"}
    return {key: _filled(item, schemas) for key, item in value.items() if key != "$defs"}


def _anchors(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Dynamic anchors, and where they are."""
    if is_array(value):
        for index, item in enumerate(value):
            yield from _anchors(item, (*path, index))
    elif is_object(value):
        if isinstance(anchor := value.get("$dynamicAnchor"), str):
            yield anchor, path
        for key, item in value.items():
            yield from _anchors(item, (*path, key))
