"""Types that are the same wherever they stand, as JSON Schema: scalars, enums, and the objects that are sent."""

from __future__ import annotations

from typing import Any, Final

from graphql import (
    GraphQLEnumType,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLOutputType,
    GraphQLScalarType,
    GraphQLSchema,
    Undefined,
    is_introspection_type,
    is_specified_scalar_type,
)

from ..jsondata import JSONObject
from ..openapi import SCHEMAS

ERROR: Final = "GraphQLError"
_SCALARS: Final[dict[str, JSONObject]] = {
    "Boolean": {"type": "boolean"},
    "Float": {"type": "number"},
    "ID": {"type": "string"},
    "Int": {"type": "integer"},
    "String": {"type": "string"},
}


def components(schema: GraphQLSchema) -> JSONObject:
    """Schemas of all scalars, enums and input objects, by name, and that of an error.

    A scalar of the API's own may be anything, until a fact says what it is.
    """
    found: JSONObject = {ERROR: _error()}
    for name, kind in schema.type_map.items():
        if is_introspection_type(kind) or is_specified_scalar_type(kind):
            continue
        if isinstance(kind, GraphQLScalarType):
            found[name] = _described({}, kind)
        elif isinstance(kind, GraphQLEnumType):
            found[name] = _described({"type": "string", "enum": list(kind.values)}, kind)
        elif isinstance(kind, GraphQLInputObjectType):
            found[name] = _described(_sent(kind), kind)
    return found


def named(kind: GraphQLNamedType) -> JSONObject:
    """A scalar, an enum or an input object."""
    known = _SCALARS.get(kind.name)
    return dict(known) if known is not None else {"$ref": f"{SCHEMAS}{kind.name}"}


def nullable(schema: JSONObject) -> JSONObject:
    """A schema that null is allowed by, too."""
    return {"anyOf": [schema, {"type": "null"}]}


def input_schema(kind: GraphQLInputType) -> JSONObject:
    """The schema of a variable, or of a field of an input object."""
    if isinstance(kind, GraphQLNonNull):
        return _input(kind.of_type)
    return nullable(_input(kind))


def _input(kind: Any) -> JSONObject:
    if isinstance(kind, GraphQLList):
        return {"type": "array", "items": input_schema(kind.of_type)}
    return named(kind)


def wrapped(kind: GraphQLOutputType, inner: JSONObject) -> JSONObject:
    """The schema of a field that gives `inner`, with the lists and nulls that are around it."""
    if isinstance(kind, GraphQLNonNull):
        return _wrapped(kind.of_type, inner)
    return nullable(_wrapped(kind, inner))


def _wrapped(kind: Any, inner: JSONObject) -> JSONObject:
    return {"type": "array", "items": wrapped(kind.of_type, inner)} if isinstance(kind, GraphQLList) else inner


def _sent(kind: GraphQLInputObjectType) -> JSONObject:
    properties = {name: _field(field) for name, field in kind.fields.items()}
    required = [
        name
        for name, field in kind.fields.items()
        if isinstance(field.type, GraphQLNonNull) and field.default_value is Undefined and field.default is None
    ]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _field(field: GraphQLInputField) -> JSONObject:
    found: JSONObject = {**input_schema(field.type)}
    if field.description:
        found["description"] = field.description
    if field.deprecation_reason is not None:
        found["deprecated"] = True
    return found


def _described(schema: JSONObject, kind: GraphQLNamedType) -> JSONObject:
    return {**schema, "description": kind.description} if kind.description else schema


def _error() -> JSONObject:
    """An error of an answer (GraphQL specification, §7.1.5)."""
    place: JSONObject = {"type": "object", "properties": {"line": {"type": "integer"}, "column": {"type": "integer"}}}
    return {
        "type": "object",
        "description": "An error in an answer.",
        "properties": {
            "message": {"type": "string", "description": "For the developer; it may quote what was sent."},
            "path": {
                "type": "array",
                "items": {"type": ["string", "integer"]},
                "description": "The field that it is about.",
            },
            "locations": {"type": "array", "items": place, "description": "Where in the document that field is."},
            "extensions": {"type": "object", "description": "What this API says besides, such as a code."},
        },
        "required": ["message"],
    }
