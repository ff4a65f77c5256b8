"""What the endpoint template prints."""

from __future__ import annotations

from typing import Any

from attrs import frozen
from openapi_python_client.parser.openapi import Endpoint

from ..naming import module_of
from ..normalise import HEADER, Normalised, Operation
from .bodies import bodies_of, body_argument, body_statements, content_type_argument, is_always_typed
from .decode import Decoder
from .headers import HeaderSource, headers_of
from .headers import documentation as headers_documentation
from .parameters import Argument, argument_of, cookie_of, header_of, is_delimited, query_of, url_of
from .responses import Branch, Reader
from .source import docstring, entry, literal, prose, wrapped
from .types import Imports


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
    response_headers: list[HeaderSource]
    response_headers_docstring: str
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
    arguments = [(one, argument_of(one, prop, imports)) for one, prop in parameters]
    bodies = bodies_of(endpoint, operation)
    keywords = [argument for one, argument in arguments if one.location != "path"]
    if bodies:
        keywords.insert(0, body_argument(bodies, operation.body_required, imports))
        keywords += content_type_argument(bodies, imports)
    keywords.sort(key=lambda one: "=" in one.declaration)
    statements = body_statements(bodies)
    reader = Reader(name, decoder, imports)
    success_type, success = reader.branches(operation, endpoint, success=True)
    error_type, error = reader.branches(operation, endpoint, success=False)
    response_headers = headers_of(operation, _header_properties(endpoint), decoder, imports)
    headers = [header_of(one) for one, _ in parameters if one.location == "header"]
    return EndpointSource(
        title=docstring([wrapped(f"{operation.method} {operation.path}: {operation.summary}".rstrip(": "))]),
        operation=literal(describe(operation)),
        full_name=literal(name),
        method=literal(operation.method.lower()),
        positional=[argument for one, argument in arguments if one.location == "path"],
        keywords=keywords,
        url=url_of(operation),
        query=[query_of(one) for one, _ in parameters if one.location == "query"],
        query_in_url=any(is_delimited(one) for one, _ in parameters),
        headers=headers,
        cookies=[cookie_of(one) for one, _ in parameters if one.location == "cookie"],
        body_statements=statements,
        body_optional=bool(bodies) and not operation.body_required,
        has_headers=bool(headers or bodies),
        headers_optional=not (any(not optional for _, _, optional in headers) or is_always_typed(operation, bodies)),
        success_type=success_type,
        success=success,
        fallback=_fallback(success_type, operation),
        error_type=error_type,
        error=error,
        client="AuthenticatedClient" if _needs_credential(operation) else "Client",
        docstring=docstring(documentation(operation), indent=4),
        response_headers=response_headers,
        response_headers_docstring=headers_documentation(operation),
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


def _header_properties(endpoint: Endpoint) -> dict[str, Any]:
    """The generator's property of each response header."""
    contents = (response.contents.items() for response in endpoint.responses)  # type: ignore[attr-defined]
    return {key.removeprefix(HEADER): prop for pairs in contents for key, prop in pairs if key.startswith(HEADER)}


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
