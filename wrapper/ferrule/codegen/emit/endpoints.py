"""What the endpoint template prints."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen
from openapi_python_client.parser.openapi import Endpoint

from ..normalise import HEADER, Operation, Parameter
from ..parser import responses_of
from ..properties import PropertyProtocol
from .bodies import BodyBranch, BodyWriter
from .decode import Decoder
from .described import describe, documentation
from .headers import HeaderSource, headers_of, required_headers
from .headers import documentation as headers_documentation
from .imports import Imports
from .pages import PagesSource, pages_of
from .parameters import (
    Argument,
    argument_of,
    cookie_of,
    dates_of,
    header_of,
    is_delimited,
    mark_of,
    query_of,
    taken,
    url_of,
    variable_of,
)
from .responses import Branch, Reader, either
from .source import docstring, lines, literal, wrapped
from .streams import StreamSource, stream_of
from .tags import Unions
from .uploads import UploadSource, upload_of
from .written import Written, header_mark, operation_mark, pages_mark, stream_mark, upload_mark


@frozen
class EndpointSource:
    """An endpoint module; all as Python source."""

    module: str
    """Its path within the package."""
    title: str
    operation: str
    full_name: str
    method: str
    taken: str
    """Parameters of `_get_kwargs`."""
    taken_with_client: str
    """Parameters of the functions that send."""
    passed: str
    """Arguments that these give to `_get_kwargs`."""
    url: str
    query: list[str]
    query_in_url: bool
    query_string: str
    """An expression for the query, or for the rest of one that the path begins."""
    headers: list[str]
    cookies: list[str]
    dates: list[str]
    """Arguments that must be no moments."""
    body_choice: str
    bodies: list[BodyBranch]
    body_optional: bool
    has_headers: bool
    headers_optional: bool
    success_type: str
    success: list[Branch]
    fallback: int
    """The status that a success of an undocumented one is read as, or 0."""
    error_type: str
    error: list[Branch]
    returned: str
    """What a plain call may parse a response to."""
    optional: str
    """That, or None."""
    client: str
    docstring: str
    response_headers: list[HeaderSource]
    required_headers: str
    response_headers_docstring: str
    choices: dict[str, str]
    pages: PagesSource | None
    stream: StreamSource | None
    upload: UploadSource | None
    document: str
    """What is sent where the API is GraphQL; else empty."""
    document_name: str
    imports: Imports
    written: list[Written]


def endpoint_source(
    endpoint: Endpoint, operation: Operation, operations: Iterable[Operation], unions: Unions
) -> EndpointSource:
    """Everything that `endpoint_module.py.jinja` prints for `endpoint`, one of several operations."""
    client = "AuthenticatedClient" if _needs_credential(operation) else "Client"
    imports = Imports("...", "...models.")
    imports.use("Any", "Mismatch", "Received", "Response", "_read", client)
    name = literal(f"{operation.group}.{operation.name}")
    decoder = Decoder(f"{operation.group}.{operation.name}", unions, imports)
    properties = {str(prop.python_name): prop for prop in endpoint.query_parameters}
    parameters = [one for one in operation.parameters if one.python in properties]
    arguments = {one.python: argument_of(one, properties[one.python], imports) for one in parameters}
    body = BodyWriter(operation, endpoint, imports)
    body_arguments = body.arguments()
    keywords = [arguments[one.python] for one in parameters if one.location != "path"]
    keywords = sorted([*body_arguments[:1], *keywords, *body_arguments[1:]], key=lambda one: bool(one.default))
    positional = [arguments[one.python] for one in parameters if one.location == "path"]
    body_optional = bool(body_arguments) and not operation.body_required
    imports.use(*(["Unset"] if body_optional else []), *(["_encode"] if dates_of(parameters, properties) else []))
    reader = Reader(operation, name, responses_of(endpoint), decoder)
    success_type, success = reader.branches(success=True)
    error_type, error = reader.branches(success=False)
    response_headers = headers_of(operation, _header_properties(endpoint), decoder)
    headers = [header_of(one, imports) for one in parameters if one.location == "header"]
    module = f"api/{operation.group}/{operation.name}.py"
    return EndpointSource(
        module=module,
        title=docstring([wrapped(f"{operation.method} {operation.path}: {operation.summary}".rstrip(": "))]),
        operation=literal(describe(operation)),
        full_name=name,
        method=literal(operation.method.lower()),
        taken=taken(positional, keywords),
        taken_with_client=taken(positional, [Argument("client", f"client: {client}"), *keywords]),
        passed="".join(
            [*(f"{one.python}, " for one in positional), *(f"{one.python}={one.python}, " for one in keywords)]
        ),
        url=url_of(operation, imports),
        query=[
            variable_of(one, imports) if operation.document else query_of(one, imports)
            for one in parameters
            if one.location == "query"
        ],
        query_in_url=not operation.document
        and (bool(operation.template.query) or any(is_delimited(one) for one in parameters)),
        query_string="_parameters.query_string(_params" + (", first='&')" if operation.template.query else ")"),
        headers=headers,
        cookies=[cookie_of(one, imports) for one in parameters if one.location == "cookie"],
        dates=dates_of(parameters, properties),
        body_choice=body.choice(),
        bodies=body.branches(),
        body_optional=body_optional,
        has_headers=bool(headers or body_arguments),
        headers_optional=not body.is_always_typed(),
        success_type=success_type,
        success=success,
        fallback=_fallback(operation),
        error_type=error_type,
        error=error,
        returned=either(success_type, error_type),
        optional=either(success_type, error_type, "None"),
        client=client,
        docstring=docstring(documentation(operation), indent=4),
        response_headers=response_headers,
        required_headers=required_headers(operation, response_headers),
        response_headers_docstring=headers_documentation(operation),
        stream=stream_of(operation, endpoint, unions.fields, decoder),
        document=operation.document and lines(operation.document),
        document_name=literal(operation.id),
        choices=decoder.choices,
        pages=pages_of(operation, endpoint, unions.fields, imports),
        upload=upload_of(operation, operations, body.bodies, positional, keywords),
        imports=imports,
        written=_written(operation, module, parameters, body, reader, response_headers),
    )


def _written(
    operation: Operation,
    module: str,
    parameters: list[Parameter],
    body: BodyWriter,
    reader: Reader,
    headers: list[HeaderSource],
) -> list[Written]:
    """What of the description the module carries; keys are as the ledger counts."""
    key = (operation.method, operation.path)
    read = {one.key: one.wire for one in headers}
    return [
        Written("operation", key, module, operation_mark()),
        *([Written("pages", key, module, pages_mark())] if "pagination" in operation.facts else ()),
        *(_stream_written(operation, key, module) if operation.stream else ()),
        *([Written("upload", key, module, upload_mark())] if "upload" in operation.facts else ()),
        *(Written("parameter", (*key, one.location, one.wire), module, mark_of(one)) for one in parameters),
        *(Written("body", (*key, one.documented), module, mark) for one, mark in body.marks()),
        *(Written("response", (*key, status, media), module, mark) for status, media, mark in reader.written),
        *(
            Written("header", (*key, response.status, one.wire), module, header_mark(read[one.key]))
            for response in operation.responses
            for one in response.headers
            if one.key in read
        ),
    ]


def _stream_written(operation: Operation, key: tuple[str, str], module: str) -> list[Written]:
    """The stream, and the media type that is read by it alone."""
    stream = operation.stream
    mark = stream_mark(stream.media_type if stream else "")
    statuses = [one.status for one in operation.responses if one.status[:1] == "2"]
    found = [Written("response", (*key, status, stream.media_type), module, mark) for status in statuses if stream]
    return [Written("stream", key, module, mark), *found]


def _header_properties(endpoint: Endpoint) -> dict[str, PropertyProtocol]:
    """The generator's property of each response header."""
    pairs = (pair for response in responses_of(endpoint) for pair in response.contents.items())
    return {key.removeprefix(HEADER): prop for key, prop in pairs if key.startswith(HEADER)}


def _fallback(operation: Operation) -> int:
    """The status that an undocumented success is read as: the one that has the operation's only success schema."""
    documented = [one for one in operation.responses if one.status[:1] == "2"]
    with_body = [one for one in documented if one.contents]
    schemas = {repr([content.schema for content in one.contents]) for one in with_body}
    if len(schemas) != 1 or operation.method == "HEAD" or not with_body[0].status.isdigit():
        return 0
    return int(with_body[0].status)


def _needs_credential(operation: Operation) -> bool:
    return bool(operation.security) and {} not in operation.security
