"""Refuse a document whose parts are of another JSON type than OpenAPI has there. Later steps rely on that.

Only parts that later steps read are checked. Null stands for a missing part, as an empty key of YAML does. Schemas
are not checked: what is wrong in one is typed as anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from .errors import CodegenError
from .jsondata import JSONObject
from .openapi import METHODS
from .pointers import pointer

# By kind of part, the kind of each member: `[…]` an array of such parts, `{…}` a map of them.
_PARTS: Final[dict[str, dict[str, str]]] = {
    "document": {
        "info": "object", "servers": "[object]", "security": "[object]", "tags": "[object]", "paths": "{item}",
        "webhooks": "{item}", "x-webhooks": "{item}", "components": "components",
    },
    "components": {
        "schemas": "object", "parameters": "{parameter}", "requestBodies": "{body}", "responses": "{response}",
        "callbacks": "{callback}", "pathItems": "{item}", "mediaTypes": "{media}", "securitySchemes": "{object}",
    },
    "item": {
        **dict.fromkeys(METHODS, "operation"), "additionalOperations": "{operation}", "parameters": "[parameter]",
        "servers": "[object]",
    },
    "operation": {
        "tags": "[text]", "parameters": "[parameter]", "requestBody": "body", "responses": "{response}",
        "callbacks": "{callback}", "servers": "[object]", "security": "[object]",
    },
    "parameter": {"name": "text", "in": "text", "style": "text", "content": "{media}", "schema": "schema"},
    "body": {"content": "{media}"},
    "response": {"content": "{media}"},
    "media": {"schema": "schema", "itemSchema": "schema", "encoding": "object"},
}  # fmt: skip
_TYPES: Final[dict[str, tuple[str, type | tuple[type, ...]]]] = {
    "text": ("text", str),
    "schema": ("a schema", (dict, bool)),
    "[": ("an array", list),
}
_OBJECT: Final = ("an object", dict)

Place = tuple[str | int, ...]


def check(document: JSONObject, file: str) -> None:
    """Look at each part of `document`.

    Raises:
        CodegenError: one of them is of a wrong type; it names the first.
    """
    for expected, place in _wrong(document, "document", ()):
        raise CodegenError(f"{file}: {pointer(*place)}", f"must be {expected}", "Correct it, in an overlay if need be.")


def _wrong(value: Any, kind: str, place: Place) -> Iterator[tuple[str, Place]]:
    """The parts of a wrong type: what each must be, and its place."""
    expected, types = _TYPES.get(kind if kind in _TYPES else kind[0], _OBJECT)
    if value is None:
        return
    fits = isinstance(value, types)
    if not fits:
        yield expected, place
    elif kind[0] == "[":
        for index, one in enumerate(value):
            yield from _wrong(_present(one), kind[1:-1], (*place, index))
    elif kind[0] == "{" or kind == "callback":
        inner = kind[1:-1] if kind[0] == "{" else "item"
        for name, one in value.items():
            if not str(name).startswith("x-") and name != "$ref":
                yield from _wrong(one, inner, (*place, name))
    else:
        for name, inner in _PARTS.get(kind, {}).items():
            if name in value:
                yield from _wrong(value[name], inner, (*place, name))


def _present(value: Any) -> Any:
    """An element of an array. Null does not stand for a missing one there."""
    return () if value is None else value
