"""What is wrong with a description although a client can be made from it. Each fault is told with its pointer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from .errors import Note
from .jsondata import JSONObject, array_at, as_object, is_array, is_object, object_at, text_at
from .normalise import Declared, operations_of
from .normalise.references import References
from .openapi import FACT
from .pointers import escape, pointer

_TYPES: Final = frozenset({"array", "boolean", "integer", "null", "number", "object", "string"})
_MEANT: Final = {
    "any": "leave `type` out",
    "bool": "boolean",
    "bytes": "string with `format: binary`",
    "date": "string with `format: date`",
    "datetime": "string with `format: date-time`",
    "dict": "object",
    "double": "number with `format: double`",
    "enum": "string with `enum`",
    "file": "string with `format: binary`",
    "float": "number with `format: float`",
    "int": "integer",
    "list": "array",
    "long": "integer with `format: int64`",
    "map": "object with `additionalProperties`",
    "str": "string",
    "uuid": "string with `format: uuid`",
}
_DATA: Final = frozenset({"example", "examples", "default", "enum", "const", "value", "securitySchemes"})
"""Members whose values are no part of the description, or whose `type` is not a schema's."""
_FIX: Final = "Correct it, in an overlay if need be."


def faults_of(document: JSONObject, file: str) -> list[Note]:
    """All faults of a bundled document, in its order.

    Args:
        document: with its overlay applied.
        file: its name, for errors.

    Raises:
        CodegenError: an operation cannot be read at all.
    """
    references = References(document, file)
    return [*_in_operations(references), *_in_schemas(references)]


def _in_schemas(references: References) -> Iterator[Note]:
    """References to nothing, and types that no JSON value has."""
    rest: list[tuple[Any, str]] = [(references.document, "#")]
    followed: dict[str, bool] = {}
    while rest:
        value, place = rest.pop()
        if is_array(value):
            rest += [(item, f"{place}/{index}") for index, item in enumerate(value) if isinstance(item, (dict, list))]
            continue
        ref, kind = value.get("$ref"), value.get("type")
        if isinstance(ref, str) and ref not in followed:
            followed[ref] = references.leads_nowhere(ref)
        if isinstance(ref, str) and followed[ref]:
            yield Note("schema", place, f"$ref {ref} points to nothing, so it is typed as Any", _FIX, lost=False)
        for one in kind if is_array(kind) else [kind]:
            if isinstance(one, str) and one not in _TYPES:
                meant = _MEANT.get(one.lower())
                reason = f"there is no type {one}" + (
                    f"; write {meant}" if meant else f", only {', '.join(sorted(_TYPES))}"
                )
                yield Note("schema", place, reason, _FIX, lost=False)
        rest += [
            (item, f"{place}/{escape(key)}")
            for key, item in reversed(value.items())
            if isinstance(item, (dict, list)) and key not in _DATA and not key.startswith("x-")
        ]


def _in_operations(references: References) -> Iterator[Note]:
    document = references.document
    schemes = object_at(object_at(document, "components"), "securitySchemes")
    for path in object_at(document, "paths"):
        if not path.startswith(("/", "x-")):
            reason = f"the path {path} does not begin with a slash, so it is added to the server's URL as it is"
            yield Note("operation", pointer("paths", path), reason, _FIX, lost=False)
    first: dict[str, str] = {}
    for one in operations_of(references):
        name = text_at(one.raw, "operationId")
        if name and name in first:
            reason = f"operationId {name} is that of {first[name]} too, so its name gets a number"
            yield Note("operation", one.where, reason, "Give each operation its own.", lost=False)
        first.setdefault(name, one.where)
        if not object_at(one.raw, "responses"):
            reason = "it has no `responses`, so that any success is taken as it comes"
            yield Note("operation", one.where, reason, "Describe at least its success.", lost=False)
        for needed in array_at(one.raw, "security"):
            for scheme in as_object(needed).keys() - schemes.keys():
                reason = f"it needs the security scheme {scheme}, which is not described"
                yield Note("operation", f"{one.where}/security", reason, _FIX, lost=False)
        if f"{FACT}pagination" in one.raw:
            yield from _in_pagination(references, one)


def _in_pagination(references: References, operation: Declared) -> Iterator[Note]:
    """Members of the fact that name what the operation has not."""
    fact = object_at(operation.raw, f"{FACT}pagination")
    place = f"{operation.where}/{FACT}pagination"
    followed = [references.follow_object(one, at)[0] for one, at in operation.parameters()]
    queries = [str(one.get("name")) for one in followed if one.get("in") == "query"]
    if "request" in fact and fact["request"] not in queries:
        reason = f"there is no query parameter {fact['request']}, only {', '.join(queries) or 'none'}"
        yield Note("operation", f"{place}/request", reason, _FIX, lost=False)
    responses = object_at(operation.raw, "responses")
    success = next((one for status, one in responses.items() if str(status).startswith("2")), None)
    if success is None:
        return
    content = object_at(references.follow_object(success, operation.where)[0], "content")
    described = next((one for name, one in content.items() if "json" in name), None)
    schema = references.follow_object(described, operation.where)[0].get("schema")
    for member in ("items", "next", "more"):
        path = fact.get(member)
        if isinstance(path, str) and schema is not None and not _has(references, schema, path.split("/")[1:]):
            reason = f"the answer has no {path}"
            yield Note("operation", f"{place}/{member}", reason, _FIX, lost=False)


def _has(references: References, schema: Any, path: list[str], depth: int = 20) -> bool:
    """Whether a value of a schema can have what a JSON pointer leads to."""
    found = references.follow(schema, "")[0] if not _dangles(references, schema) else {}
    if not path or not is_object(found) or depth == 0:
        return True
    parts = [one for key in ("allOf", "anyOf", "oneOf") for one in array_at(found, key)]
    properties, items = object_at(found, "properties"), found.get("items")
    if path[0] in properties:
        return _has(references, properties[path[0]], path[1:], depth - 1)
    if path[0].removeprefix("-").isdigit() and items is not None:  # `-1` is the last one
        return _has(references, items, path[1:], depth - 1)
    if parts:
        return any(_has(references, one, path, depth - 1) for one in parts)
    is_open = found.get("additionalProperties") not in (None, False)
    return is_open or not (properties or items)


def _dangles(references: References, schema: Any) -> bool:
    return is_object(schema) and isinstance(ref := schema.get("$ref"), str) and references.leads_nowhere(ref)
