"""The generator's parser, and the patches it runs under."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from typing import Any

import openapi_python_client
import pytest
from openapi_python_client import strings
from openapi_python_client.parser import openapi
from openapi_python_client.parser.properties import property_from_data

from ferrule.codegen import CodegenError, parser
from ferrule.codegen.normalise import normalise
from ferrule.codegen.properties import MapProperty
from ferrule.codegen.render import endpoints


def parsed(**document: Any) -> Any:
    """The generator's view of a document."""
    data, warned = parser.parse(normalise({"openapi": "3.1.0", "paths": {}, **document}, "x.yaml"), "x.yaml")
    assert warned == []
    return data


def test_patches_are_undone() -> None:
    """Another user of the generator in this process finds it as it is."""
    before = (openapi.deepcopy, openapi.response_from_data, openapi.property_from_data)
    parsed()
    assert (openapi.deepcopy, openapi.response_from_data, openapi.property_from_data) == before
    assert openapi.property_from_data is property_from_data


def test_an_object_without_properties_is_a_map() -> None:
    """No class is made for it, and its values keep their type."""
    value = {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "integer"}}}
    data = parsed(
        components={"schemas": {"A": {"type": "object", "properties": {"m": value, "any": {"type": "object"}}}}}
    )
    (model,) = data.models
    typed, free = model.optional_properties
    assert isinstance(typed, MapProperty)
    assert typed.get_type_string(no_optional=True).as_unembedded_code() == "dict[str, list[int]]"
    assert free.get_type_string(no_optional=True).as_unembedded_code() == "dict[str, Any]"


def test_every_media_type_of_a_response_is_kept() -> None:
    """The generator alone reads the first one it knows."""
    content = {"text/csv": {}, "application/json": {"schema": {"type": "integer"}}, "application/pdf": {}}
    data = parsed(paths={"/a": {"get": {"responses": {"200": {"description": "", "content": content}}}}})
    (endpoint,) = endpoints(data)
    (response,) = endpoint.responses
    assert set(response.contents) == set(content)  # type: ignore[attr-defined]


def test_endpoints_do_not_share_what_the_parser_changes() -> None:
    """The shallow copy that replaces `deepcopy` is deep enough."""
    parameters = [{"name": "q", "in": "query", "schema": {"type": "string"}}]
    paths = {
        f"/{name}": {"parameters": parameters, "get": {"responses": {"200": {"description": ""}}}} for name in "ab"
    }
    one, other = endpoints(parsed(paths=paths))
    assert one.query_parameters is not other.query_parameters
    assert (len(one.query_parameters), len(other.query_parameters), len(one.responses)) == (1, 1, 1)


def test_a_copied_endpoint_shares_nothing_that_can_change() -> None:
    """Should the generator give endpoints another list, it has to be copied too."""
    body = {"content": {"application/json": {"schema": {"type": "object", "properties": {"a": {"type": "integer"}}}}}}
    parameters = [{"name": "q", "in": "query", "schema": {"type": "string"}}]
    operation = {"parameters": parameters, "requestBody": body, "responses": {"200": {"description": ""}}}
    (endpoint,) = endpoints(parsed(paths={"/a": {"post": operation}}))
    copied = parser._copy_endpoint(endpoint)
    shared = {
        name
        for name, value in vars(endpoint).items()
        if value is getattr(copied, name) and not isinstance(value, (str, int, tuple, type(None)))
    }
    assert shared <= {"name", "path", "tags", "description", "summary", "data"}, "written to by nobody"
    assert copied == endpoint


def test_what_is_patched_is_what_the_generator_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever it makes a property, and nowhere under another name; so a patch that no longer takes effect is seen."""
    modules = [
        importlib.import_module(found.name)
        for found in pkgutil.walk_packages(openapi_python_client.__path__, "openapi_python_client.")
        if ".parser" in found.name
    ]
    unpatched = {
        module.__name__ for module in modules if getattr(module, "property_from_data", None) is property_from_data
    }
    with parser._patched():
        left = {
            module.__name__ for module in modules if getattr(module, "property_from_data", None) is property_from_data
        }
    assert len(unpatched) >= 4
    assert left == set()
    copies: list[Any] = []
    copy_endpoint = parser._copy_endpoint
    monkeypatch.setattr(parser, "_copy_endpoint", lambda one: copies.append(one) or copy_endpoint(one))
    parsed(paths={"/a": {"get": {"responses": {"200": {"description": ""}}}}})
    assert copies


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [(parser._response, openapi.response_from_data), (parser._property, property_from_data)],
)
def test_a_patch_takes_what_the_generator_gives(ours: Any, theirs: Any) -> None:
    """All arguments by name, or passes them on."""
    given = set(inspect.signature(theirs).parameters)
    taken = inspect.signature(ours).parameters
    passes_on = any(one.kind is inspect.Parameter.VAR_KEYWORD for one in taken.values())
    assert given == set(taken) or (passes_on and set(taken) - {"kwargs"} <= given)


@pytest.mark.parametrize("function", [strings.sanitize, strings.snake_case, strings.pascal_case])
def test_what_is_remembered_depends_on_the_name_alone(function: Any) -> None:
    """A name always gives the same; no setting has a part in it."""
    assert set(inspect.signature(function).parameters) <= {"value"}
    assert not {"config", "settings"} & set(inspect.getclosurevars(function).globals)


def test_warnings_do_not_depend_on_the_run() -> None:
    """Memory addresses are taken out of the generator's messages."""
    assert parser._one_line("bad <a.b.UntrustedString object at 0x7f00>\n name") == "bad (name) name"


def test_a_document_the_generator_refuses_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its reason is passed on."""
    monkeypatch.setattr(parser.oai.OpenAPI, "model_validate", lambda data: parser.oai.OpenAPI(openapi=3))
    with pytest.raises(CodegenError, match="Failed to parse OpenAPI document"):
        parsed()
