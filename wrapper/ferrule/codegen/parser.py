"""Run openapi-python-client's parser in process, with the few patches it needs. Each has a test of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager
from copy import copy
from importlib.metadata import version
from pathlib import Path
from typing import Any
from unittest.mock import patch

from attrs import define, frozen
from openapi_python_client import schema as oai
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData, bodies, openapi, responses
from openapi_python_client.parser import properties as parser_properties
from openapi_python_client.parser.errors import GeneratorError, ParseError, PropertyError
from openapi_python_client.parser.openapi import Endpoint
from openapi_python_client.parser.properties import Schemas
from openapi_python_client.parser.responses import HTTPStatusPattern, Response, Responses
from openapi_python_client.strings import PythonIdentifier

from . import naming
from .errors import CodegenError
from .normalise import EVENT_PATH, Normalised
from .properties import MapProperty, PropertyProtocol, plain

GENERATOR = "openapi-python-client"
REQUIRED = "0.29.1"


@frozen
class Warned:
    """Something the generator itself complained about."""

    subject: str
    """`/group/name` of the endpoint, the name of the schema, or empty."""
    message: str


@define(order=False)
class ReadResponse(Response):
    """A response with a property for each of its media types; the generator keeps the first one only."""

    contents: dict[str, PropertyProtocol]


def parse(normalised: Normalised, file: str) -> tuple[GeneratorData, list[Warned]]:
    """The generator's view of a normalised document, and its warnings.

    Raises:
        CodegenError: the generator refuses the document as a whole, or is another version than the templates are for.
    """
    check_version()
    config = Config.from_sources(
        ConfigFile(
            post_hooks=[],
            field_prefix=naming.FIELD_PREFIX,
            content_type_overrides=_overrides(normalised),
        ),
        meta_type=MetaType.NONE,
        document_source=Path(file),
        file_encoding="utf-8",
        overwrite=True,
        output_path=Path(),
    )
    with _patched():
        data = GeneratorData.from_dict(normalised.document, config=config)
    if isinstance(data, GeneratorError):
        reason = _one_line(f"{data.header} {data.detail or ''}")
        raise CodegenError(file, reason, "Correct the document in an overlay.")
    return data, list(_warnings(data))


def check_version() -> None:
    """Refuse a generator that the templates and patches were not tested with."""
    installed = version(GENERATOR)
    if installed != REQUIRED:
        raise CodegenError(
            GENERATOR, f"version {installed} is installed, {REQUIRED} is needed", "pip install 'ferrule[codegen]'"
        )


def _overrides(normalised: Normalised) -> dict[str, str]:
    """Media types the generator does not know, as ones it does; templates look at the real ones."""
    known = {
        "json": "application/json",
        "form": "application/x-www-form-urlencoded",
        "multipart": "multipart/form-data",
    }
    return {
        body.media_type: known.get(body.kind, "application/octet-stream")
        for operation in normalised.operations.values()
        for body in operation.bodies
    }


@contextmanager
def _patched() -> Generator[None, None, None]:
    with ExitStack() as stack:
        # `Endpoint` is copied deeply four times an operation, raw responses included: 97 % of the parser's time.
        stack.enter_context(patch.object(openapi, "deepcopy", _copy_endpoint))
        stack.enter_context(patch.object(openapi, "response_from_data", _response))
        for module in (parser_properties, openapi, bodies, responses):
            stack.enter_context(patch.object(module, "property_from_data", _property))
        yield


def _copy_endpoint(endpoint: Any) -> Any:
    """A copy whose own lists are new: what the parser changes afterwards."""
    found = copy(endpoint)
    for name in ("query_parameters", "path_parameters", "header_parameters", "cookie_parameters", "bodies", "errors"):
        setattr(found, name, list(getattr(endpoint, name)))
    found.relative_imports = set(endpoint.relative_imports)
    found.responses = Responses(list(endpoint.responses.patterns), endpoint.responses.default)
    return found


_property_from_data: Callable[..., tuple[Any, Schemas]] = parser_properties.property_from_data


def _property(
    name: oai.UntrustedString, required: bool, data: oai.Reference | oai.Schema, schemas: Schemas, **kwargs: Any
) -> tuple[PropertyProtocol | PropertyError, Schemas]:
    """As the generator does, except that an object without properties is a map."""
    if not isinstance(data, oai.Schema) or data.type != oai.DataType.OBJECT or data.properties:
        return _property_from_data(name=name, required=required, data=data, schemas=schemas, **kwargs)
    inner: Any = None
    if isinstance(data.additionalProperties, (oai.Schema, oai.Reference)):
        inner, schemas = _property(
            name=oai.UntrustedString(f"{name.get_untrusted_value()}_value"),
            required=True,
            data=data.additionalProperties,
            schemas=schemas,
            **kwargs,
        )
        if isinstance(inner, PropertyError):
            return inner, schemas
    python_name = PythonIdentifier(name, naming.FIELD_PREFIX)
    found: Any = MapProperty(name, required, None, python_name, data.description, None, inner)
    return found, schemas


def _response(
    *,
    status_code: HTTPStatusPattern,
    data: oai.Response | oai.Reference,
    schemas: Schemas,
    responses: Any,
    parent_name: str,
    config: Config,
) -> tuple[Response | ParseError, Schemas]:
    """As the generator does, but every documented media type is kept."""
    assert isinstance(data, oai.Response)  # noqa: S101 - the normaliser left no references
    contents: dict[str, PropertyProtocol] = {}
    for media_type, content in (data.content or {}).items():
        prop, schemas = _property(
            name=oai.UntrustedString(f"response_{status_code.pattern}"),
            required=True,
            data=content.media_type_schema or oai.Schema(),
            schemas=schemas,
            parent_name=parent_name,
            config=config,
        )
        if isinstance(prop, PropertyError):
            return prop, schemas
        contents[media_type.get_untrusted_value()] = prop
    empty = _empty_response(status_code, data, config)
    first: Any = next(iter(contents.values()), empty.prop)
    return ReadResponse(status_code=status_code, prop=first, source=empty.source, data=data, contents=contents), schemas


def _empty_response(status_code: HTTPStatusPattern, data: oai.Response, config: Config) -> Response:
    """The generator's response without a body."""
    name = oai.UntrustedString("response")
    return responses.empty_response(status_code=status_code, response_name=name, config=config, data=data)


def endpoints(data: GeneratorData) -> list[Endpoint]:
    """All parsed endpoints, each once."""
    return [one for one in _all_endpoints(data) if not plain(one.path).startswith(EVENT_PATH)]


def key_of(endpoint: Endpoint) -> tuple[str, str]:
    """Group and name of an endpoint, as the normaliser put them into its path; see `Operation.key`."""
    _, group, name = plain(endpoint.path).split("/")
    return group, name


def responses_of(endpoint: Endpoint) -> list[ReadResponse]:
    """The responses of an endpoint."""
    return [one for one in endpoint.responses if isinstance(one, ReadResponse)]


def payloads(data: GeneratorData) -> dict[int, PropertyProtocol]:
    """What each event carries, by the event's place in `Normalised.events`."""
    found: dict[int, PropertyProtocol] = {}
    for endpoint in _all_endpoints(data):
        path = plain(endpoint.path)
        for response in endpoint.responses if path.startswith(EVENT_PATH) else ():
            found[int(path.removeprefix(EVENT_PATH))] = response.prop
    return found


def _all_endpoints(data: GeneratorData) -> list[Endpoint]:
    return [endpoint for collection in data.endpoint_collections_by_tag.values() for endpoint in collection.endpoints]


def _warnings(data: GeneratorData) -> Iterator[Warned]:
    for collection in data.endpoint_collections_by_tag.values():
        for error in collection.parse_errors:
            match = re.search(r"parsing \w+ (\S+) within", error.header or "")
            yield Warned(match[1] if match else "", _one_line(f"{error.header} {error.detail or ''}"))
    for error in data.errors:
        match = re.search(r"/components/schemas/(\S+)|schema (\w+)", f"{error.header} {error.detail}")
        yield Warned((match[1] or match[2]) if match else "", _one_line(f"{error.header} {error.detail or ''}"))


def _one_line(message: str) -> str:
    """A message on one line, without the memory addresses that make it differ from run to run."""
    return " ".join(re.sub(r"<[\w.]+ object at 0x[0-9a-f]+>", "(name)", message).split())
