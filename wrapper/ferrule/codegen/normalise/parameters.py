"""Parameters of an operation: which are arguments, their names, their schemas, and how they get on the wire."""

from __future__ import annotations

import json
import re
from typing import Any

from attrs import define, field

from .. import naming
from ..errors import Note, conversion_notes
from ..jsondata import JSONObject, is_object, object_at, text_at
from ..pointers import escape
from . import media
from .operation import Declared, Parameter
from .references import References
from .schemas import SchemaNormaliser

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
_TEMPLATE = re.compile(r"\{([^{}/]+)\}")


@define
class ParameterNormaliser:
    """Reads the parameters of a document's operations."""

    references: References
    schemas: SchemaNormaliser
    notes: list[Note]
    _hoisted: dict[str, JSONObject] = field(factory=dict[str, JSONObject])
    """Shapes by the place of their parameter."""

    def run(self, operation: Declared, hint: str, bodies: int) -> list[Parameter]:
        """The arguments of an operation: those of its path first, in its order."""
        taken = {*_RESERVED, *("body", "content_type")[:bodies]}  # the latter chooses between several
        found: dict[tuple[str, str], Parameter] = {}
        credentials = self._credentials()
        in_path = _TEMPLATE.findall(operation.path)
        declared = [(*self.references.follow_object(one, at), at) for one, at in operation.parameters()]
        for value, place, declared_at in declared:
            name, location = str(value.get("name", "")), str(value.get("in", ""))
            if (name, location) in found:
                continue  # the operation's own wins over the path's
            refused = _no_argument(name, location, in_path, credentials)
            if location == "querystring":
                refused = _no_query(value, [str(one.get("in")) for one, _, _ in declared])
            if refused:
                self.notes.append(Note("parameter", declared_at, *refused))
                continue
            wanted = text_at(value, "x-ferrule-name") or name or location
            python = naming.identifier(wanted)
            if python in taken:
                python = naming.identifier(f"{wanted}_{location}", taken)
            taken.add(python)
            found[name, location] = self._parameter(value, name, python, hint, place)
        for name in in_path:
            if (name, "path") not in found:
                python = naming.identifier(name, taken)
                taken.add(python)
                reason = f"path parameter {name} is not declared; it is taken as text"
                self.notes.append(Note("parameter", operation.where, reason, "Declare it in an overlay.", lost=False))
                found[name, "path"] = Parameter(python, name, "path", True, {"type": "string"}, "simple", False)
        order = {name: index for index, name in enumerate(in_path)}
        rank = {"path": 0, "query": 1, "querystring": 1, "header": 2, "cookie": 3}
        return sorted(found.values(), key=lambda one: (rank[one.location], order.get(one.wire, 0)))

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
        return Parameter(
            python=python,
            wire=name,
            location=location,
            required=required,
            schema=schema,
            style=style,
            explode=explode is True,
            kind=media.kind(media_type, described) if content else None,
            encoding=media.encodings(described) if location == "querystring" else {},
            reserved=raw.get("allowReserved") is True or raw.get("x-multi-segment") is True,
            description=text_at(raw, "description") or text_at(about, "description"),
            default="" if default is None else json.dumps(default, ensure_ascii=False),
            deprecated=raw.get("deprecated") is True,
            implied=_implied(schema, default) if required and location != "path" else None,
        )

    def _credentials(self) -> set[tuple[str, str]]:
        schemes = object_at(object_at(self.references.document, "components"), "securitySchemes")
        return {
            (str(scheme.get("in")), str(scheme.get("name")).lower())
            for scheme in schemes.values()
            if is_object(scheme) and scheme.get("type") == "apiKey"
        }


def literals(schemas: SchemaNormaliser, shape: JSONObject, hint: str) -> JSONObject:
    """A shape whose enum, if it is written here, stays a set of literals: plain values will do without a class."""
    if "enum" in shape:
        return {"oneOf": [{"const": value} for value in shape["enum"]]}
    if "items" in shape:
        items = schemas.resolve(shape["items"])
        name = shape["items"].get("$ref", "").rpartition("/")[2]
        if "enum" in items and name not in schemas.classes.values():
            schemas.components.pop(name, None)
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


def _no_argument(
    name: str, location: str, in_path: list[str], credentials: set[tuple[str, str]]
) -> tuple[str, str] | None:
    """Why a declared parameter is no argument of the method, and what to do about it."""
    if location not in _STYLES:
        return f"`in: {location}` is no place for a parameter", "Correct it in an overlay."
    if location == "header" and name.lower() in _IGNORED_HEADERS:
        return f"OpenAPI ignores a header parameter called {name}", "Nothing: the client sets it."
    if (location, name.lower()) in credentials:
        return f"{name} is a credential of a security scheme", "Nothing: the client's auth sends it."
    if location == "path" and name not in in_path:
        return f"the path has no {{{name}}}", "Correct the path or remove the parameter in an overlay."
    return None
