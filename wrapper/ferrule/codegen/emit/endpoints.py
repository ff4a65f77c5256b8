"""What the endpoint template prints."""

from __future__ import annotations

from collections import Counter
from typing import Any

from attrs import frozen
from openapi_python_client.parser.openapi import Endpoint
from openapi_python_client.parser.properties import AnyProperty, EnumProperty, ModelProperty, Property
from openapi_python_client.parser.properties.file import FileProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.none import NoneProperty
from openapi_python_client.parser.properties.string import StringProperty

from ..naming import module_of
from ..normalise import Body, Normalised, Operation, Parameter
from ..normalise.shapes import SCALARS
from ..properties import MapProperty
from .decode import Decoder
from .responses import Branch, Reader
from .source import docstring, entry, literal, prose, wrapped
from .types import Imports, annotation


@frozen
class Argument:
    """An argument of an endpoint's functions."""

    python: str
    declaration: str


@frozen
class EndpointSource:
    """An endpoint module."""

    title: str
    operation: str
    full_name: str
    method: str
    positional: list[Argument]
    keywords: list[Argument]
    url: str
    query: list[str]
    query_in_url: bool
    headers: list[tuple[str, str, bool]]
    """Argument, statement, and whether it may be missing."""
    cookies: list[str]
    body_statements: list[tuple[str, list[str]]]
    """A condition (empty for none) with statements."""
    body_optional: bool
    has_headers: bool
    headers_optional: bool
    success_type: str
    success: list[Branch]
    fallback: int | None
    error_type: str
    error: list[Branch]
    client: str
    docstring: str
    decoders: list[str]
    choices: dict[str, str]
    imports: Imports
    classes: list[tuple[str, str]]


def endpoint_source(endpoint: Endpoint, operation: Operation, normalised: Normalised) -> EndpointSource:
    """Everything that `endpoint_module.py.jinja` prints for `endpoint`."""
    imports = Imports()
    name = f"{operation.group}.{operation.name}"
    decoder = Decoder(name, "_models", normalised.discriminators)
    properties = {str(prop.python_name): prop for prop in endpoint.query_parameters}
    parameters = [(one, properties[one.python]) for one in operation.parameters if one.python in properties]
    arguments = [(one, _argument(one, prop, imports)) for one, prop in parameters]
    bodies = _bodies(endpoint, operation)
    keywords = [argument for one, argument in arguments if one.location != "path"]
    if bodies:
        keywords.insert(0, _body_argument(bodies, operation.body_required, imports))
        keywords += _content_type_argument(bodies, imports)
    keywords.sort(key=lambda one: "=" in one.declaration)
    statements = _body_statements(bodies)
    reader = Reader(name, decoder, imports)
    success_type, success = reader.branches(operation, endpoint, success=True)
    error_type, error = reader.branches(operation, endpoint, success=False)
    headers = [_header(one) for one, _ in parameters if one.location == "header"]
    return EndpointSource(
        title=docstring([wrapped(f"{operation.method} {operation.path}: {operation.summary}".rstrip(": "))]),
        operation=literal(describe(operation)),
        full_name=literal(name),
        method=literal(operation.method.lower()),
        positional=[argument for one, argument in arguments if one.location == "path"],
        keywords=keywords,
        url=_url(operation),
        query=[_query(one) for one, _ in parameters if one.location == "query"],
        query_in_url=any(_is_delimited(one) for one, _ in parameters),
        headers=headers,
        cookies=[_cookie(one) for one, _ in parameters if one.location == "cookie"],
        body_statements=statements,
        body_optional=bool(bodies) and not operation.body_required,
        has_headers=bool(headers or bodies),
        headers_optional=not (any(not optional for _, _, optional in headers) or _always_typed(operation, bodies)),
        success_type=success_type,
        success=success,
        fallback=_fallback(success_type, operation),
        error_type=error_type,
        error=error,
        client="AuthenticatedClient" if _needs_credential(operation) else "Client",
        docstring=docstring(documentation(operation), indent=4),
        decoders=sorted(decoder.names),
        choices={constant: value for value, constant in decoder.choices.items()},
        imports=imports,
        classes=sorted((module_of(one), one) for one in imports.classes),
    )


def describe(operation: Operation) -> dict[str, Any]:
    """`_OPERATION`: what Ferrule has to know of an operation besides its functions."""
    media_types: list[str] = []
    for response in operation.responses:
        media_types.extend(content.media_type for content in response.contents)
    json_first = sorted(dict.fromkeys(media_types), key=lambda one: "json" not in one)
    return {
        "id": operation.id,
        "name": f"{operation.group}.{operation.name}",
        "method": operation.method,
        "path": operation.path,
        "tags": operation.tags,
        "security": operation.security,
        "servers": operation.servers,
        "deprecated": operation.deprecated,
        "facts": operation.facts,
        "accept": ", ".join(json_first),
    }


def documentation(operation: Operation) -> list[str]:
    """Paragraphs of the docstring of an operation."""
    parts = [wrapped(operation.summary or f"{operation.method} {operation.path}")]
    if operation.deprecated:
        parts.append("Deprecated.")
    if operation.description and operation.description.strip() != operation.summary.strip():
        parts.append(wrapped(operation.description))
    lines = []
    if operation.bodies:
        lines.append(entry("body", operation.body_description or "The request body."))
    for one in operation.parameters:
        notes = [
            prose(f"Default on the server: {one.default}.") if one.default and one.implied is None else "",
            "Deprecated." if one.deprecated else "",
        ]
        lines.append(entry(one.python, one.description, notes))
    if lines:
        parts.append("Args:\n" + "\n".join(sorted(lines, key=lambda line: line.startswith("    body:"))))
    return parts


def _argument(parameter: Parameter, prop: Property, imports: Imports) -> Argument:
    kind = annotation(prop, imports, argument=True)
    if parameter.required:
        implied = "" if parameter.implied is None else f" = {literal(parameter.implied)}"
        return Argument(parameter.python, f"{parameter.python}: {kind}{implied}")
    kind = kind if kind == "Any" else f"{kind} | Unset"
    return Argument(parameter.python, f"{parameter.python}: {kind} = UNSET")


def _url(operation: Operation) -> str:
    """An expression for the path with its parameters percent-encoded."""
    parts: list[str] = []
    rest = operation.path
    by_wire = {one.wire: one for one in operation.parameters if one.location == "path"}
    whole = [_whole_query(one) for one in operation.parameters if one.location == "querystring"]
    while rest:
        start, end = rest.find("{"), rest.find("}")
        wire = rest[start + 1 : end] if 0 <= start < end else ""
        if wire not in by_wire:
            parts.append(literal(rest))
            break
        if start:
            parts.append(literal(rest[:start]))
        one = by_wire[wire]
        options = "" if one.style == "simple" else f", style={literal(one.style)}"
        options += ", explode=True" if one.explode else ""
        options += ", slashes=True" if one.reserved else ""
        options += ", as_json=True" if one.as_json else ""
        parts.append(f"_parameters.segment({literal(one.wire)}, {one.python}{options})")
        rest = rest[end + 1 :]
    return " + ".join([*parts, *whole]) or '""'


def _whole_query(one: Parameter) -> str:
    if one.kind == "form":
        return f"_body.query({one.python}, {literal(one.encoding)})"
    return f"_parameters.whole_query({one.python}{', as_json=True' if one.as_json else ''})"


def _query(one: Parameter) -> str:
    options = "" if one.style == "form" else f", style={literal(one.style)}"
    if _is_delimited(one):
        options += ", explode=True" if one.explode else ""
        options += ", reserved=True" if one.reserved else ""
        return f"_parameters.delimited(_params, {literal(one.wire)}, {one.python}{options})"
    options += ", as_json=True" if one.as_json else ""
    return f"_parameters.query(_params, {literal(one.wire)}, {one.python}{options})"


def _is_delimited(one: Parameter) -> bool:
    """Whether httpx would encode what has to stand in the query as it is."""
    plain = one.explode or one.schema.get("type") in SCALARS
    return one.location == "query" and one.style != "deepObject" and not one.as_json and (one.reserved or not plain)


def _header(one: Parameter) -> tuple[str, str, bool]:
    options = ", explode=True" if one.explode else ""
    options += ", as_json=True" if one.as_json else ""
    return one.python, f"_headers[{literal(one.wire)}] = _parameters.header({one.python}{options})", not one.required


def _cookie(one: Parameter) -> str:
    options = "" if one.style == "form" else f", style={literal(one.style)}"
    options += "" if one.explode else ", explode=False"
    options += ", reserved=True" if one.reserved else ""
    options += ", as_json=True" if one.as_json else ""
    return f"_parameters.cookie(_cookies, {literal(one.wire)}, {one.python}{options})"


def _always_typed(operation: Operation, bodies: list[tuple[Body, Any]]) -> bool:
    """Whether each request has a `Content-Type` of ours; that of a multipart body is set by httpx."""
    return operation.body_required and len(bodies) == 1 and bodies[0][0].kind != "multipart"


def _bodies(endpoint: Endpoint, operation: Operation) -> list[tuple[Body, Any]]:
    parsed = {body.content_type.get_untrusted_value(): body.prop for body in endpoint.bodies}
    return [(body, parsed[body.media_type]) for body in operation.bodies if body.media_type in parsed]


def _body_argument(bodies: list[tuple[Body, Any]], required: bool, imports: Imports) -> Argument:
    kinds: list[str] = []
    for body, prop in bodies:
        kinds.append(annotation(prop, imports))
        if body.kind == "bytes":
            kinds.append("bytes")
    kind = "Any" if "Any" in kinds else " | ".join(dict.fromkeys(kinds))
    if required:
        return Argument("body", f"body: {kind}")
    return Argument("body", f"body: {kind} = UNSET" if kind == "Any" else f"body: {kind} | Unset = UNSET")


def _content_type_argument(bodies: list[tuple[Body, Any]], imports: Imports) -> list[Argument]:
    """The argument that says which of several media types is sent, where the type of the body does not."""
    names = [literal(body.media_type) for body, _ in _ambiguous(bodies)]
    if not names:
        return []
    imports.names.add("Literal")
    return [Argument("content_type", f"content_type: Literal[{', '.join(names)}] | Unset = UNSET")]


def _ambiguous(bodies: list[tuple[Body, Any]]) -> list[tuple[Body, Any]]:
    """Bodies that another one cannot be told from by its Python type."""
    times = Counter(_is_instance(prop) for _, prop in bodies)
    return [(body, prop) for body, prop in bodies if times[_is_instance(prop)] > 1]


def _body_statements(bodies: list[tuple[Body, Any]]) -> list[tuple[str, list[str]]]:
    if len(bodies) == 1:
        return [("", _send(*bodies[0]))]
    asked = [(f"content_type == {literal(body.media_type)}", _send(body, prop)) for body, prop in _ambiguous(bodies)]
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


def _fallback(success_type: str, operation: Operation) -> int | None:
    """The status that an undocumented success is read as: the one that has the operation's only success schema."""
    documented = [one for one in operation.responses if one.status[:1] == "2"]
    with_body = [one for one in documented if one.contents]
    schemas = {repr([content.schema for content in one.contents]) for one in with_body}
    if len(schemas) != 1 or any(one.status.upper() == "2XX" for one in documented):
        return None
    return int(with_body[0].status)


def _needs_credential(operation: Operation) -> bool:
    return bool(operation.security) and {} not in operation.security
