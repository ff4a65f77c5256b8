"""Types that are the same wherever they stand, as JSON Schema: scalars, enums, and the objects that are sent."""

from __future__ import annotations

from typing import Any, Final

from graphql import (
    GraphQLEnumType,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLScalarType,
    GraphQLSchema,
    is_introspection_type,
    is_required_input_field,
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
    """A scalar, an enum or an input object. The enums of introspection are the schema's own language, and text here."""
    if is_introspection_type(kind):
        return {"type": "string"}
    known = _SCALARS.get(kind.name)
    return dict(known) if known is not None else {"$ref": f"{SCHEMAS}{kind.name}"}


def nullable(schema: JSONObject) -> JSONObject:
    """A schema that null is allowed by, too."""
    return {"anyOf": [schema, {"type": "null"}]}


def input_schema(kind: Any) -> JSONObject:
    """The schema of a type that is sent."""
    return _input(kind.of_type) if is_non_null(kind) else nullable(_input(kind))


def _input(kind: Any) -> JSONObject:
    return {"type": "array", "items": input_schema(kind.of_type)} if is_list(kind) else named(kind)


def wrapped(kind: Any, inner: JSONObject) -> JSONObject:
    """The schema of a field that gives `inner`, with the lists and nulls that are around it."""
    return _wrapped(kind.of_type, inner) if is_non_null(kind) else nullable(_wrapped(kind, inner))


def _wrapped(kind: Any, inner: JSONObject) -> JSONObject:
    return {"type": "array", "items": wrapped(kind.of_type, inner)} if is_list(kind) else inner


def type_of(field: Any) -> Any:
    """The type of a field. For graphql-core's own annotation, nobody knows what is in a list."""
    return field.type


def inner_type_of(field: Any) -> GraphQLNamedType:
    """The type of a field, without the lists and nulls that are around it."""
    kind: Any = field.type
    while is_list(kind) or is_non_null(kind):
        kind = kind.of_type
    found: GraphQLNamedType = kind
    return found


def is_list(kind: Any) -> bool:
    """Whether a type is one of lists, and not null."""
    return isinstance(kind, GraphQLList)


def is_non_null(kind: Any) -> bool:
    """Whether a type has no null."""
    return isinstance(kind, GraphQLNonNull)


def _sent(kind: GraphQLInputObjectType) -> JSONObject:
    properties = {name: _field(field) for name, field in kind.fields.items()}
    required = [name for name, field in kind.fields.items() if is_required_input_field(field)]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _field(field: GraphQLInputField) -> JSONObject:
    found: JSONObject = {**input_schema(type_of(field))}
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
