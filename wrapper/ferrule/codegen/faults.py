"""What is wrong with a description although a client can be made from it. Each fault is told with its pointer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from .errors import Note
from .jsondata import JSONObject, array_at, as_object, is_array, object_at, text_at
from .normalise import operations_of
from .normalise.references import References
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
        if not path.startswith(("/", "x-", "#")):
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
