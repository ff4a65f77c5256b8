"""The generator's parser, and the patches it runs under."""

from __future__ import annotations

from typing import Any

import pytest
from openapi_python_client.parser import openapi
from openapi_python_client.parser.properties import property_from_data

from ferrule.codegen import CodegenError, parser
from ferrule.codegen.normalise import normalise
from ferrule.codegen.properties import MapProperty
from ferrule.codegen.render import endpoints


def parsed(**document: Any) -> Any:
    """The generator's view of a document."""
    data, warned, _ = parser.parse(normalise({"openapi": "3.1.0", "paths": {}, **document}, "x.yaml"), "x.yaml")
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


def test_warnings_do_not_depend_on_the_run() -> None:
    """Memory addresses are taken out of the generator's messages."""
    assert parser._plain("bad <a.b.UntrustedString object at 0x7f00>\n name") == "bad (name) name"


def test_a_document_the_generator_refuses_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its reason is passed on."""
    monkeypatch.setattr(parser.oai.OpenAPI, "model_validate", lambda data: parser.oai.OpenAPI(openapi=3))
    with pytest.raises(CodegenError, match="Failed to parse OpenAPI document"):
        parsed()
