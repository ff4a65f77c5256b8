"""How an endpoint module takes its body, and how that gets into the request: its Python type decides the media type."""

from __future__ import annotations

from typing import Final, TypeAlias

from attrs import define, frozen
from openapi_python_client.parser.openapi import Endpoint

from ..normalise import Body, Operation, media
from ..properties import (
    BooleanProperty,
    EnumProperty,
    FileProperty,
    FloatProperty,
    IntProperty,
    ListProperty,
    MapProperty,
    ModelProperty,
    NoneProperty,
    PropertyProtocol,
    StringProperty,
    plain,
)
from .imports import Imports
from .parameters import Argument
from .source import literal
from .types import annotation
from .unions import members_of
from .written import Mark, body_mark

Bodies: TypeAlias = list[tuple[Body, PropertyProtocol]]
"""Media types of a body, each with the generator's property for it."""


@frozen
class BodyBranch:
    """What puts a body into the request."""

    test: str
    """Empty if there is no other."""
    statements: list[str]


@define
class BodyWriter:
    """Writes how a module takes and sends its body.

    Args:
        operation: whose body it is.
        endpoint: what the generator made of it; only what it took is written.
        imports: takes what is written.
    """

    operation: Operation
    endpoint: Endpoint
    imports: Imports

    @property
    def bodies(self) -> Bodies:
        """The media types that the generator took."""
        parsed = {plain(body.content_type): body.prop for body in self.endpoint.bodies}
        return [(body, parsed[body.media_type]) for body in self.operation.bodies if body.media_type in parsed]

    @property
    def _choices(self) -> Bodies:
        """Those that can be told apart when they are sent: a range may stand for a type that is documented as well."""
        found: dict[str, tuple[Body, PropertyProtocol]] = {}
        for body, prop in self.bodies:
            found.setdefault(body.media_type, (body, prop))
        return list(found.values())

    def arguments(self) -> list[Argument]:
        """The argument for the body; and, where there are several media types, one that says which is sent."""
        bodies = self.bodies
        if not bodies:
            return []
        kinds: list[str] = []
        for body, prop in bodies:
            kinds.append(annotation(prop, self.imports))
            if body.kind == "bytes":
                kinds.append("bytes")
        kind = "Any" if "Any" in kinds else " | ".join(dict.fromkeys(kinds))
        found = [Argument.of("body", kind, self.imports, required=self.operation.body_required)]
        if len(bodies) > 1:
            names = "str"
            if not any("*" in body.media_type for body, _ in bodies):
                self.imports.use("Literal")
                names = f"Literal[{', '.join(literal(body.media_type) for body, _ in self._choices)}]"
            found.append(Argument.of("content_type", names, self.imports, required=False))
        return found

    def choice(self) -> str:
        """An expression for the media type that a body is sent as; empty if there are not several."""
        if len(self.bodies) < 2:
            return ""
        self.imports.use("_body")
        options = [f"{literal(body.media_type)}: {self._types(prop)}" for body, prop in self._choices]
        return f"_body.fitting(body, content_type, {{{', '.join(options)}}})"

    def branches(self) -> list[BodyBranch]:
        """Tests with the statements that put the body into the request."""
        bodies = self.bodies
        if len(bodies) == 1:
            return [BodyBranch("", self._send(*bodies[0]))]
        return [
            BodyBranch(f"_kind == {literal(body.media_type)}", self._send(body, prop)) for body, prop in self._choices
        ]

    def _types(self, prop: PropertyProtocol) -> str:
        """The Python types of a body, as a tuple."""
        names: dict[str, None] = {}
        for member in members_of(prop):
            if type(member) is ModelProperty:
                self.imports.use("_models")
                names[f"_models.{member.class_info.name}"] = None
            else:
                kind = _KINDS.get(type(member), "object")
                self.imports.use(*(["File"] if kind == "File" else []))
                names[kind] = None
        return f"({', '.join(names)},)"

    def is_always_typed(self) -> bool:
        """Whether each request has a `Content-Type` of ours; that of a multipart body is set by httpx."""
        bodies = self.bodies
        return self.operation.body_required and bool(bodies) and all(body.kind != "multipart" for body, _ in bodies)

    def marks(self) -> list[tuple[Body, Mark]]:
        """What shows each body in the module."""
        return [
            (body, body_mark(body.kind if body.kind in ("multipart", "related") else body.media_type))
            for body, _ in self.bodies
        ]

    def _send(self, body: Body, prop: PropertyProtocol) -> list[str]:
        self.imports.use("_body")
        name, encoding = literal(body.media_type), literal(body.encoding)
        content_type = f'_headers["Content-Type"] = {name}'
        match body.kind:
            case "json":
                return ['_kwargs["content"] = _body.json(body)', content_type]
            case "sequence":
                framed = ", framed=True" if media.bare(body.media_type).endswith("json-seq") else ""
                return [f'_kwargs["content"] = _body.sequence(body{framed})', content_type]
            case "form":
                return [f'_kwargs["content"] = _body.form(body, {encoding})', content_type]
            case "multipart":
                return [f"_kwargs |= _body.multipart(body, {encoding}, _headers)"]
            case "related":
                return [f'_headers["Content-Type"], _kwargs["content"] = _body.related(body, {encoding})']
            case "text" | "bytes":
                if body.kind == "bytes" or "*" in body.media_type:
                    chosen = ", content_type" if len(self.bodies) > 1 else ""
                    content_type = f'_headers["Content-Type"] = _body.content_type(body, {name}{chosen})'
                return ['_kwargs["content"] = _body.content(body)', content_type]


_KINDS: Final[dict[type, str]] = {
    BooleanProperty: "bool",
    EnumProperty: "str",
    FileProperty: "File",
    FloatProperty: "float",
    IntProperty: "int",
    ListProperty: "list",
    MapProperty: "dict",
    NoneProperty: "type(None)",
    StringProperty: "str",
}
