"""Small decisions about one schema or shape: a schema is as the document has it, a shape as the generator gets it."""

from __future__ import annotations

import json
from typing import Any

from attrs import frozen

from ..jsondata import JSONObject, array_at, as_object, is_array, is_object, object_at

NULL: JSONObject = {"type": "null"}
SCALARS = ("string", "integer", "number", "boolean")
TYPES = (*SCALARS, "array", "object")
FORMATS = ("date-time", "date", "uuid", "binary")
# Keys that only restrict which values are valid: they have no influence on the Python type.
CONSTRAINTS = {"deprecated", "description", "example", "examples", "externalDocs", "not", "required", "title", "xml"}
# Keys that say something about the Python type when they stand beside a `$ref`.
APPLICATORS = {
    "additionalProperties", "allOf", "anyOf", "const", "enum", "items", "oneOf", "properties", "required",
}  # fmt: skip
_SIDE_BY_SIDE = {"$ref", "oneOf", "then", "else", "dependentSchemas"}
# Parts of a pointer that make no good part of a class name.
SILENT = {
    "allOf", "anyOf", "components", "content", "items", "oneOf", "parameters", "paths", "properties", "requestBodies",
    "requestBody", "responses", "schema", "schemas",
}  # fmt: skip


@frozen
class Discriminator:
    """The property that names the member of a union, and the class for each of its values."""

    property: str
    mapping: dict[str, list[str]]
    """Classes by value; several where a value stands for a union."""
    default: str = ""
    """The class for any other value, or none (OpenAPI 3.2, `defaultMapping`)."""
    stated: frozenset[str] = frozenset()
    """The values that the description has in a mapping; beside them there are only the names of the schemas."""


def undescribed(shape: JSONObject) -> JSONObject:
    """A shape without what is for readers only."""
    bare = {key: value for key, value in shape.items() if key not in ("description", "x-fields")}
    if "x-fields" in shape:
        bare["x-fields"] = {
            name: {key: value for key, value in field.items() if key not in ("description", "default")}
            for name, field in shape["x-fields"].items()
        }
    return bare


def types_of(raw: JSONObject) -> list[str]:
    """The types a schema allows."""
    kind = raw.get("type")
    kinds = kind if is_array(kind) else [kind]
    return [kind for kind in kinds if kind in (*TYPES, "null")]


def is_nullable(raw: JSONObject) -> bool:
    """Whether a schema allows null, in the words of any version of OpenAPI."""
    return raw.get("nullable") is True or "null" in types_of(raw) or None in array_at(raw, "enum")


def is_null(raw: JSONObject) -> bool:
    """Whether a schema allows null and nothing else; a lone `nullable` is how some say so in a union."""
    if raw.get("nullable") is True and raw.keys() <= {"nullable", *CONSTRAINTS}:
        return True
    if raw.get("type") in ("null", ["null"]) or raw.get("const", "") is None:
        return True
    values = array_at(raw, "enum")
    return bool(values) and all(value is None for value in values)


def required_of(raw: JSONObject) -> list[str]:
    """Names of the properties that an object must have; older drafts have a flag there."""
    required = raw.get("required")
    return [name for name in required if isinstance(name, str)] if is_array(required) else []


def guessed_type(raw: JSONObject) -> str:
    """The type of a schema that does not say it."""
    if "properties" in raw or "additionalProperties" in raw or "patternProperties" in raw:
        return "object"
    return "array" if "items" in raw or "prefixItems" in raw else ""


def merged_keywords(raw: JSONObject) -> JSONObject:
    """A schema with what stands side by side in it in the places where it is looked for.

    What stands beside a `$ref` or beside a second union is one more part of an `allOf`. Properties that an object has
    only under a condition become optional ones.
    """
    if raw.keys().isdisjoint(_SIDE_BY_SIDE):
        return raw
    if isinstance(ref := raw.get("$ref"), str):
        raw = {key: value for key, value in raw.items() if key != "$ref"}
        raw["allOf"] = [{"$ref": ref}, *array_at(raw, "allOf")]
    if _says_types(raw.get("oneOf")) and _says_types(raw.get("anyOf")):
        raw = {**raw, "allOf": [*array_at(raw, "allOf"), {"anyOf": raw["anyOf"]}]}
        del raw["anyOf"]
    branches = [as_object(raw.get(key)) for key in ("then", "else")]
    branches += [as_object(branch) for branch in object_at(raw, "dependentSchemas").values()]
    if conditional := [branch for branch in branches if object_at(branch, "properties")]:
        properties = dict(object_at(raw, "properties"))
        for branch in conditional:
            properties = {**branch["properties"], **properties}
        raw = {**raw, "properties": properties}
    return raw


def _says_types(members: Any) -> bool:
    return is_array(members) and any(set(as_object(member)) - CONSTRAINTS for member in members)


def is_choice(shape: JSONObject) -> bool:
    """Whether a shape is a union of more than one thing that is not null."""
    return len([member for member in shape.get("oneOf", []) if member != NULL]) > 1


def or_null(shape: JSONObject) -> JSONObject:
    """A shape that allows null too."""
    if not set(shape) - {"description"} or shape == NULL:
        return shape  # anything goes already
    rest = {key: shape[key] for key in ("description",) if key in shape}
    members = shape.get("oneOf") or [{key: value for key, value in shape.items() if key != "description"}]
    return {"oneOf": members if NULL in members else [*members, dict(NULL)], **rest}


def one_of(members: list[JSONObject]) -> JSONObject:
    """A union of shapes, each once; the members of one that is a union itself become members of this."""
    flat: list[JSONObject] = []
    for member in members:
        flat.extend(member.get("oneOf", [member]))
    bare = [{key: value for key, value in member.items() if key != "description"} for member in flat]
    unique = list({json.dumps(member, sort_keys=True): member for member in bare}.values())
    if {} in unique:
        return {}
    return unique[0] if len(unique) == 1 else {"oneOf": unique}


def tag_of(raw: JSONObject) -> str:
    """The text that a property of an object always has, by which a person tells it from others; else empty.

    Rust's serde writes a variant as an object with nothing but its name, and what it holds.
    """
    properties = object_at(raw, "properties")
    for schema in map(as_object, properties.values()):
        values = array_at(schema, "enum") or [schema.get("const")]
        if len(values) == 1 and isinstance(values[0], str):
            return values[0]
    name = next(iter(properties), "")
    is_variant = raw.get("additionalProperties") is False and required_of(raw) == list(properties) == [name]
    return name if is_variant else ""


def choices_of(raw: JSONObject) -> list[JSONObject]:
    """The schemas that a schema chooses between."""
    found: Any = raw.get("oneOf") or raw.get("anyOf")
    return [member for member in found if is_object(member)] if is_array(found) else []
