"""Documents whose parts are of another type than OpenAPI has there."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ferrule.codegen import CodegenError, generate
from ferrule.codegen.check import check

PET = {
    "type": "object",
    "required": ["a"],
    "properties": {"a": {"type": "string"}, "b": {"type": "array", "items": {}}},
}
CONTENT = {"content": {"application/json": {"schema": PET, "encoding": {"a": {"style": "form"}}}}}
OPERATION = {
    "operationId": "go",
    "tags": ["t"],
    "parameters": [{"name": "q", "in": "query", "schema": {"type": "string"}}],
    "requestBody": CONTENT,
    "responses": {"200": {"description": "x", **CONTENT}},
    "callbacks": {"done": {"{$url}": {"post": {"requestBody": CONTENT}}}},
    "security": [{"key": []}],
    "servers": [{"url": "https://x.example", "variables": {"v": {"default": "1", "enum": ["1"]}}}],
}
UNION = {
    "oneOf": [{"$ref": "#/components/schemas/Pet"}, {"type": "integer"}],
    "discriminator": {"propertyName": "a", "mapping": {"x": "Pet"}},
}
DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "t", "version": "1"},
    "servers": [{"url": "https://x.example"}],
    "tags": [{"name": "t"}],
    "paths": {"/a": {"parameters": [], "get": OPERATION}},
    "webhooks": {"made": {"post": {"requestBody": CONTENT}}},
    "components": {
        "schemas": {"Pet": PET, "All": {"allOf": [{"$ref": "#/components/schemas/Pet"}]}, "One": UNION},
        "parameters": {}, "responses": {}, "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "K"}},
    },
}  # fmt: skip


def paths_of(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where anything stands in a document."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, item in pairs for found in paths_of(item, (*path, key)))]


WRONG = st.sampled_from([None, 1, 1.5, True, "x", [], {}, [1], [None], [[]], {"a": 1}, {"x": None}])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.sampled_from(paths_of(DOCUMENT)[1:]), value=WRONG)
def test_whatever_is_wrong_is_said_or_does_not_matter(
    path: tuple[Any, ...], value: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """There is a package or an error that names the file, never a traceback."""
    document = copy.deepcopy(DOCUMENT)
    parent: Any = document
    for part in path[:-1]:
        parent = parent[part]
    parent[path[-1]] = value
    folder = tmp_path_factory.mktemp("wrong")
    (folder / "x.json").write_text(json.dumps(document))
    try:
        generate(folder / "x.json", None, folder / "out", "api")
    except CodegenError as error:
        assert error.where.startswith(str(folder / "x.json"))
        assert "defect" not in error.fix


@pytest.mark.parametrize(
    ("path", "value", "place", "expected"),
    [
        (("info",), [], "#/info", "an object"),
        (("tags",), ["t"], "#/tags/0", "an object"),
        (("paths", "/a", "get"), 3, "#/paths/~1a/get", "an object"),
        (("paths", "/a", "get", "tags"), "t", "#/paths/~1a/get/tags", "an array"),
        (("paths", "/a", "get", "tags"), [None], "#/paths/~1a/get/tags/0", "text"),
        (("paths", "/a", "get", "parameters"), [None], "#/paths/~1a/get/parameters/0", "an object"),
        (("paths", "/a", "get", "responses", "200", "content"), [], "#/paths/~1a/get/responses/200/content", "an object"),
        (("components", "schemas"), [], "#/components/schemas", "an object"),
    ],
)  # fmt: skip
def test_the_place_is_named(path: tuple[str, ...], value: Any, place: str, expected: str) -> None:
    """With what should stand there."""
    document = copy.deepcopy(DOCUMENT)
    parent = document
    for part in path[:-1]:
        parent = parent[part]
    parent[path[-1]] = value
    with pytest.raises(CodegenError, match=f"must be {expected}") as caught:
        check(document, "x.yaml")
    assert caught.value.where == f"x.yaml: {place}"


def test_an_empty_key_is_as_good_as_none(tmp_path: Path) -> None:
    """YAML has null for it."""
    source = tmp_path / "x.yaml"
    source.write_text(
        "openapi: 3.1.0\ninfo:\ntags:\nservers:\ncomponents: {schemas: }\npaths: {/a: {parameters: , get: {responses: , tags: }}}"
    )
    assert generate(source, None, tmp_path / "out", "api").operations == 1
