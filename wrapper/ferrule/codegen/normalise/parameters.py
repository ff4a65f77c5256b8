"""Parameters of an operation: which are arguments, their names, their schemas, and how they get on the wire."""

from __future__ import annotations

import json
from typing import Any

from attrs import define, field

from .. import naming
from ..errors import Note, conversion_notes
from ..jsondata import JSONObject, array_at, as_object, object_at, text_at
from ..openapi import FACT
from ..pointers import escape
from . import media
from .operation import Declared, Parameter
from .references import References
from .schemas import SchemaNormaliser
from .templates import Template, template_of

_IGNORED_HEADERS = ("accept", "content-type", "authorization")
_STYLES = {
    "path": ("simple", "label", "matrix"),
    "query": ("form", "spaceDelimited", "pipeDelimited", "deepObject"),
    "header": ("simple",),
    "cookie": ("form", "cookie"),
    "querystring": ("",),  # all of the query, by the rules of its media type
}
# The generator reserves `client` and `url`; the others are functions that are called where the arguments are known.
_RESERVED = ("client", "url", "sync_detailed", "asyncio_detailed")


@define
class ParameterNormaliser:
    """Reads the parameters of a document's operations."""

    references: References
    schemas: SchemaNormaliser
    notes: list[Note]
    _hoisted: dict[str, JSONObject] = field(factory=dict[str, JSONObject])
    """Shapes by the place of their parameter."""

    def run(self, operation: Declared, hint: str, bodies: int) -> tuple[list[Parameter], Template]:
        """The arguments of an operation, those of its path first, in its order; and its path, taken apart."""
        taken = {*_RESERVED, *("body", "content_type")[:bodies]}  # the latter chooses between several
        found: dict[tuple[str, str], Parameter] = {}
        declared = [(*self.references.follow_object(one, at), at) for one, at in operation.parameters()]
        places = [(str(one.get("name", "")), str(one.get("in", ""))) for one, _, _ in declared]
        template = template_of(operation.path, places, f"{self.references.file}: {operation.item_where}")
        holes = template.names
        credentials = self._credentials(operation)
        for (value, place, declared_at), (name, location) in zip(declared, places, strict=True):
            if (name, location) in found:
                continue  # the operation's own wins over the path's
            refused = _no_argument(value, name, location, holes, credentials)
            if location == "querystring":
                refused = _no_query(value, [where for _, where in places])
            if refused:
                self.notes.append(Note("parameter", declared_at, *refused))
                continue
            wanted = text_at(value, "x-ferrule-name") or name or location
            python = naming.identifier(wanted)
            if python in taken:
                python = naming.identifier(f"{wanted}_{location}", taken)
            taken.add(python)
            found[name, location] = self._parameter(value, name, python, hint, place)
        undeclared = [
            *((name, "path") for name in dict.fromkeys(holes) if (name, "path") not in found),
            *((name, "query") for name in template.expanded if (name, "query") not in found),
        ]
        for name, location in undeclared:
            python = naming.identifier(name, taken)
            taken.add(python)
            reason = f"{location} parameter {name} is not declared; it is taken as text"
            self.notes.append(Note("parameter", operation.where, reason, "Declare it in an overlay.", lost=False))
            found[name, location] = Parameter(
                python, name, location, location == "path", {"type": "string"}, _STYLES[location][0], False
            )
        order = {name: index for index, name in enumerate(holes)}
        rank = {"path": 0, "query": 1, "querystring": 1, "header": 2, "cookie": 3}
        return sorted(found.values(), key=lambda one: (rank[one.location], order.get(one.wire, 0))), template

    def _parameter(self, raw: JSONObject, name: str, python: str, hint: str, place: str) -> Parameter:
        self.notes.extend(conversion_notes("parameter", raw, place))
        location = raw["in"]
        content = object_at(raw, "content")
        media_type = next(iter(content), "")
        described, _ = self.references.follow_object(content[media_type] if content else raw, place)
        schema_raw = described.get("schema")
        step = f"content/{escape(media_type)}/schema" if content else "schema"
        shared = place.rsplit("/", 1)[-1] if place.startswith("#/components/") else ""
        if place not in self._hoisted:
            wanted = naming.pascal(shared) or hint + naming.pascal(python)
            shape = self.schemas.shape(schema_raw or {}, wanted, f"{place}/{step}")
            self._hoisted[place] = literals(self.schemas, shape, wanted)
        schema = self._hoisted[place]
        usual, *other = _STYLES[location]
        style = text_at(raw, "style") or usual
        if style not in (usual, *other):
            reason = f"a {location} parameter has no style {style}; it is written as {usual}"
            self.notes.append(Note("parameter", place, reason, "Correct the style in an overlay.", lost=False))
            style = usual
        explode = raw.get("explode", style in ("form", "cookie"))
        about = object_at(described, "schema")
        default = about.get("default")
        required = location == "path" or raw.get("required") is True
        implied = _implied(schema, default) if location != "path" else None
        if location == "header" and name.lower() == "accept":
            required = implied is not None  # the client knows a value for those who give none
        return Parameter(
            python=python,
            wire=name,
            location=location,
            required=required,
            schema=schema,
            style=style,
            explode=explode is True,
            kind=media.kind(media_type, described, about) if content else None,
            encoding=media.encodings(described) if location == "querystring" else {},
            reserved=raw.get("allowReserved") is True or raw.get("x-multi-segment") is True,
            description=text_at(raw, "description") or text_at(about, "description"),
            default="" if default is None else json.dumps(default, ensure_ascii=False),
            deprecated=raw.get("deprecated") is True,
            implied=implied if required else None,
            may_be_empty=location == "path" and _may_be_empty(raw, about),
        )

    def _credentials(self, operation: Declared) -> set[tuple[str, str]]:
        """Location and name of each API key that the operation may be called with."""
        document = self.references.document
        schemes = object_at(object_at(document, "components"), "securitySchemes")
        used = {name for one in security_of(operation.raw, document) for name in one}
        found = [self.references.follow_object(schemes[name], "")[0] for name in used & schemes.keys()]
        return {(str(one.get("in")), str(one.get("name")).lower()) for one in found if one.get("type") == "apiKey"}


def literals(schemas: SchemaNormaliser, shape: JSONObject, hint: str) -> JSONObject:
    """A shape whose enum, if it is written here, stays a set of literals: plain values will do without a class."""
    if "enum" in shape:
        return {"oneOf": [{"const": value} for value in shape["enum"]]}
    if "items" in shape:
        items = schemas.resolve(shape["items"])
        name = shape["items"].get("$ref", "").rpartition("/")[2]
        if "enum" in items and name not in schemas.classes.values():
            schemas.components.shapes.pop(name, None)
            return {**shape, "items": literals(schemas, items, hint)}
    if "oneOf" in shape:
        members = [member for one in shape["oneOf"] for member in _members(schemas, one, hint)]
        return {**shape, "oneOf": members}
    return schemas.hoist(shape, hint)


def _members(schemas: SchemaNormaliser, member: JSONObject, hint: str) -> list[JSONObject]:
    literal = literals(schemas, member, hint)
    consts: list[JSONObject] = literal.get("oneOf", [literal])
    return consts


_PYTHON = {"string": str, "boolean": bool, "integer": int, "number": float}


def _implied(schema: JSONObject, default: Any) -> Any:
    """The value that a required parameter has by default: its only one, or its documented default where that fits."""
    members: list[JSONObject] = schema.get("oneOf", [schema])
    constants = [member["const"] for member in members if "const" in member]
    if len(constants) == len(members) == 1:
        return constants[0]
    fits = default in constants or any(
        type(default) is _PYTHON.get(member.get("type", "")) and "format" not in member for member in members
    )
    return default if fits else None


def _no_query(raw: JSONObject, locations: list[str]) -> tuple[str, str] | None:
    """Why a parameter that is all of the query is no argument (OpenAPI 3.2, Parameter Locations)."""
    if not raw.get("content"):
        return "a `querystring` parameter needs `content`", "Give it a media type in an overlay."
    if "query" in locations or locations.count("querystring") > 1:
        return "a `querystring` parameter is all of the query, but there are others", "Remove one in an overlay."
    return None


def security_of(raw: JSONObject, document: JSONObject) -> list[JSONObject]:
    """Alternatives of what an operation needs. One that takes the document's away is called without any credential."""
    own = raw.get("security")
    return array_at(document, "security") if own is None else own or [{}]


def _may_be_empty(raw: JSONObject, schema: JSONObject) -> bool:
    """Whether the description, or a fact, says that a path parameter may be empty."""
    examples = [as_object(one).get("value") for one in object_at(raw, "examples").values()]
    said = [raw.get("example"), schema.get("example"), schema.get("default"), schema.get("const"), *examples]
    listed = [*array_at(schema, "examples"), *array_at(schema, "enum")]
    optional = raw.get("required") is False  # which OpenAPI has no path parameters be
    return optional or "" in (*said, *listed) or True in (raw.get("allowEmptyValue"), raw.get(f"{FACT}allow-empty"))


def _names_media_types(raw: JSONObject) -> bool:
    """Whether a declared `Accept` says what it can be: that is a choice, which the types of responses may not show."""
    schema = object_at(raw, "schema")
    return any(key in owner for key in ("enum", "const", "default", "example", "oneOf") for owner in (schema, raw))


def _no_argument(
    raw: JSONObject, name: str, location: str, in_path: list[str], credentials: set[tuple[str, str]]
) -> tuple[str, str] | None:
    """Why a declared parameter is no argument of the method, and what to do about it."""
    if location not in _STYLES:
        return f"`in: {location}` is no place for a parameter", "Correct it in an overlay."
    if location == "header" and name.lower() == "accept" and _names_media_types(raw):
        return None
    if location == "header" and name.lower() in _IGNORED_HEADERS:
        return f"OpenAPI ignores a header parameter called {name}", "Nothing: the client sets it."
    if (location, name.lower()) in credentials:
        return f"{name} is a credential of a security scheme", "Nothing: the client's auth sends it."
    if location == "path" and name not in in_path:
        return f"the path has no {{{name}}}", "Correct the path or remove the parameter in an overlay."
    return None
