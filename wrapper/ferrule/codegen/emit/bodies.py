"""How an endpoint module takes its body, and how that gets into the request: its Python type decides the media type."""

from __future__ import annotations

from typing import Final, TypeAlias

from attrs import define, frozen
from openapi_python_client.parser.openapi import Endpoint

from ..normalise import Body, Operation
from ..properties import (
    AnyProperty,
    EnumProperty,
    FileProperty,
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

    def arguments(self) -> list[Argument]:
        """The argument for the body; and, where its type leaves a choice, one that says which media type is sent."""
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
        if names := [literal(body.media_type) for body, _ in _ambiguous(bodies)]:
            self.imports.use("Literal")
            found.append(Argument.of("content_type", f"Literal[{', '.join(names)}]", self.imports, required=False))
        return found

    def branches(self) -> list[BodyBranch]:
        """Tests with the statements that put the body into the request."""
        bodies = self.bodies
        if len(bodies) == 1:
            return [BodyBranch("", self._send(*bodies[0]))]
        for _, prop in bodies:
            self.imports.use(*_needed(prop))
        chosen = [
            BodyBranch(f"content_type == {literal(body.media_type)} and {_test(prop)}", self._send(body, prop))
            for body, prop in _ambiguous(bodies)
        ]
        first = {_test(prop): (body, prop) for body, prop in reversed(bodies)}
        return chosen + [BodyBranch(test, self._send(*one)) for test, one in reversed(first.items())]

    def is_always_typed(self) -> bool:
        """Whether each request has a `Content-Type` of ours; that of a multipart body is set by httpx."""
        bodies = self.bodies
        return self.operation.body_required and len(bodies) == 1 and bodies[0][0].kind != "multipart"

    def marks(self) -> list[tuple[Body, Mark]]:
        """What shows each body in the module."""
        return [
            (body, body_mark(body.kind if body.kind in ("multipart", "related") else body.media_type))
            for body, _ in self.bodies
        ]

    def _send(self, body: Body, prop: PropertyProtocol) -> list[str]:
        content_type = f'_headers["Content-Type"] = {literal(body.media_type)}'
        encoding = literal(body.encoding)
        nullable = type(prop) is AnyProperty or any(type(member) is NoneProperty for member in members_of(prop))
        if body.kind != "text":
            self.imports.use("_encode" if body.kind == "json" and not nullable else "_body")
        match body.kind:
            case "json":
                if nullable:
                    return ['_kwargs["content"] = _body.json_or_null(body)', content_type]
                return ['_kwargs["json"] = _encode.encode(body)', content_type]
            case "sequence":
                framed = (
                    ", framed=True" if body.media_type.partition(";")[0].strip().lower().endswith("json-seq") else ""
                )
                return [f'_kwargs["content"] = _body.sequence(body{framed})', content_type]
            case "form":
                return [f'_kwargs["content"] = _body.form(body, {encoding})', content_type]
            case "multipart":
                return [f'_kwargs["files"] = _body.multipart(body, {encoding})']
            case "related":
                return [f'_headers["Content-Type"], _kwargs["content"] = _body.related(body, {encoding})']
            case "text":
                return ['_kwargs["content"] = body', content_type]
            case "bytes":
                content_type = f'_headers["Content-Type"] = _body.content_type(body, {literal(body.media_type)})'
                return ['_kwargs["content"] = _body.content(body)', content_type]


def _ambiguous(bodies: Bodies) -> Bodies:
    """Those of several media types that the Python type of the body does not tell apart, one of each."""
    by_type: dict[str, dict[str, tuple[Body, PropertyProtocol]]] = {}
    for body, prop in bodies:
        by_type.setdefault(_test(prop), {}).setdefault(body.media_type, (body, prop))
    return [one for found in by_type.values() if len(found) > 1 for one in found.values()]


def _test(prop: PropertyProtocol) -> str:
    """Whether the body is of a property's Python type."""
    if type(prop) is ModelProperty:
        return f"isinstance(body, _models.{prop.class_info.name})"
    if type(prop) is FileProperty:
        return "isinstance(body, (File, bytes))"
    kind = _KINDS.get(type(prop))
    return f"isinstance(body, {kind})" if kind else "True"


_KINDS: Final[dict[type, str]] = {EnumProperty: "str", ListProperty: "list", MapProperty: "dict", StringProperty: "str"}


def _needed(prop: PropertyProtocol) -> list[str]:
    """Names that the test needs."""
    return ["_models"] if type(prop) is ModelProperty else ["File"] if type(prop) is FileProperty else []
