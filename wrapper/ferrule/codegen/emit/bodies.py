"""How an endpoint module takes its body, and how that gets into the request: its Python type decides which media type is sent."""

from __future__ import annotations

from typing import Any

from openapi_python_client.parser.openapi import Endpoint
from openapi_python_client.parser.properties import AnyProperty, EnumProperty, ModelProperty
from openapi_python_client.parser.properties.file import FileProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.none import NoneProperty
from openapi_python_client.parser.properties.string import StringProperty

from ..normalise import Body, Operation
from ..properties import MapProperty
from .parameters import Argument
from .source import literal
from .types import Imports, annotation

Bodies = list[tuple[Body, Any]]
"""The media types of a body, each with the generator's property for it."""


def bodies_of(endpoint: Endpoint, operation: Operation) -> Bodies:
    """Those that the generator took."""
    parsed = {body.content_type.get_untrusted_value(): body.prop for body in endpoint.bodies}
    return [(body, parsed[body.media_type]) for body in operation.bodies if body.media_type in parsed]


def body_argument(bodies: Bodies, required: bool, imports: Imports) -> Argument:
    """The argument for the body, of any type that one of its media types has."""
    kinds: list[str] = []
    for body, prop in bodies:
        kinds.append(annotation(prop, imports))
        if body.kind == "bytes":
            kinds.append("bytes")
    kind = "Any" if "Any" in kinds else " | ".join(dict.fromkeys(kinds))
    if required:
        return Argument("body", f"body: {kind}")
    return Argument("body", f"body: {kind} = UNSET" if kind == "Any" else f"body: {kind} | Unset = UNSET")


def content_type_argument(bodies: Bodies, imports: Imports) -> list[Argument]:
    """The argument that says which of several media types is sent, where the type of the body does not."""
    names = [literal(body.media_type) for body, _ in _ambiguous(bodies)]
    if not names:
        return []
    imports.names.add("Literal")
    return [Argument("content_type", f"content_type: Literal[{', '.join(names)}] | Unset = UNSET")]


def _ambiguous(bodies: Bodies) -> Bodies:
    """Those of several media types that the Python type of the body does not tell apart, one of each."""
    by_type: dict[str, dict[str, tuple[Body, Any]]] = {}
    for body, prop in bodies:
        by_type.setdefault(_is_instance(prop), {}).setdefault(body.media_type, (body, prop))
    return [one for found in by_type.values() if len(found) > 1 for one in found.values()]


def body_statements(bodies: Bodies) -> list[tuple[str, list[str]]]:
    """Conditions, empty for none, with the statements that put the body into the request."""
    if len(bodies) == 1:
        return [("", _send(*bodies[0]))]
    asked = [
        (f"content_type == {literal(body.media_type)} and {_is_instance(prop)}", _send(body, prop))
        for body, prop in _ambiguous(bodies)
    ]
    first = {_is_instance(prop): (body, prop) for body, prop in reversed(bodies)}
    return asked + [(test, _send(body, prop)) for test, (body, prop) in reversed(first.items())]


def _is_instance(prop: Any) -> str:
    if isinstance(prop, ModelProperty):
        return f"isinstance(body, _models.{prop.class_info.name})"
    for kind, test in (
        (ListProperty, "isinstance(body, list)"),
        (MapProperty, "isinstance(body, dict)"),
        (FileProperty, "isinstance(body, (File, bytes))"),
        ((StringProperty, EnumProperty), "isinstance(body, str)"),
    ):
        if isinstance(prop, kind):
            return test
    return "True"


def _send(body: Body, prop: Any) -> list[str]:
    nullable = isinstance(prop, AnyProperty | NoneProperty) or any(
        isinstance(member, NoneProperty) for member in getattr(prop, "inner_properties", ())
    )
    encoding = literal(body.encoding)
    content_type = f'_headers["Content-Type"] = {literal(body.media_type)}'
    match body.kind:
        case "json":
            if nullable:
                return ['_kwargs["content"] = _body.json_or_null(body)', content_type]
            return ['_kwargs["json"] = _encode.encode(body)', content_type]
        case "sequence":
            framed = ", framed=True" if body.media_type.partition(";")[0].strip().lower().endswith("json-seq") else ""
            return [f'_kwargs["content"] = _body.sequence(body{framed})', content_type]
        case "form":
            return [f'_kwargs["content"] = _body.form(body, {encoding})', content_type]
        case "multipart":
            return [f'_kwargs["files"] = _body.multipart(body, {encoding})']
        case "related":
            return [f'_headers["Content-Type"], _kwargs["content"] = _body.related(body, {encoding})']
        case "text":
            return ['_kwargs["content"] = body', content_type]
        case _:
            content_type = f'_headers["Content-Type"] = _body.content_type(body, {literal(body.media_type)})'
            return ['_kwargs["content"] = _body.content(body)', content_type]


def is_always_typed(operation: Operation, bodies: Bodies) -> bool:
    """Whether each request has a `Content-Type` of ours; that of a multipart body is set by httpx."""
    return operation.body_required and len(bodies) == 1 and bodies[0][0].kind != "multipart"
