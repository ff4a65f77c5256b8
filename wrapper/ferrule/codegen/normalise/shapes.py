"""Small decisions about one schema or shape."""

from __future__ import annotations

from ..load import JSONObject

NULL: JSONObject = {"type": "null"}
SCALARS = ("string", "integer", "number", "boolean")
TYPES = (*SCALARS, "array", "object")
FORMATS = ("date-time", "date", "uuid", "binary")
# Keys that only restrict which values are valid: they have no influence on the Python type.
CONSTRAINTS = {"deprecated", "description", "example", "examples", "externalDocs", "not", "required", "title", "xml"}
# Parts of a pointer that make no good part of a class name.
SILENT = {
    "allOf", "anyOf", "components", "content", "items", "oneOf", "parameters", "paths", "properties", "requestBodies",
    "requestBody", "responses", "schema", "schemas",
}  # fmt: skip


def undescribed(shape: JSONObject) -> JSONObject:
    """A shape without what it says to people."""
    bare = {key: value for key, value in shape.items() if key not in ("description", "x-fields")}
    if "x-fields" in shape:
        said = ("description", "default")
        bare["x-fields"] = {
            name: {key: value for key, value in field.items() if key not in said}
            for name, field in shape["x-fields"].items()
        }
    return bare


def types_of(raw: JSONObject) -> list[str]:
    """The types a schema allows."""
    kind = raw.get("type")
    kinds = kind if isinstance(kind, list) else [kind]
    return [kind for kind in kinds if kind in (*TYPES, "null")]


def required_of(raw: JSONObject) -> list[str]:
    """Names of the properties that an object must have; older drafts have a flag there."""
    required = raw.get("required")
    return [name for name in required if isinstance(name, str)] if isinstance(required, list) else []


def guessed_type(raw: JSONObject) -> str:
    """The type of a schema that does not say it."""
    if "properties" in raw or "additionalProperties" in raw or "patternProperties" in raw:
        return "object"
    return "array" if "items" in raw or "prefixItems" in raw else ""


def is_choice(shape: JSONObject) -> bool:
    """Whether a shape is a union of more than one thing that is not null."""
    return len([member for member in shape.get("oneOf", []) if member != NULL]) > 1


def or_null(shape: JSONObject) -> JSONObject:
    """A shape with null besides."""
    if not set(shape) - {"description"} or shape == NULL:
        return shape  # anything goes already
    rest = {key: shape[key] for key in ("description",) if key in shape}
    members = shape.get("oneOf") or [{key: value for key, value in shape.items() if key != "description"}]
    return {"oneOf": members if NULL in members else [*members, dict(NULL)], **rest}
