"""What a changed description changes in the Python that is generated from it."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from ferrule.codegen import generate
from ferrule.codegen.surface import compare_packages

PET = {
    "type": "object",
    "required": ["id", "kind"],
    "properties": {"id": {"type": "integer"}, "kind": {"$ref": "#/components/schemas/Kind"}},
}
NEW = {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}
BASE: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "x", "version": "1"},
    "paths": {
        "/pets/{id}": {
            "parameters": [
                {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}},
                {"name": "sort", "in": "query", "schema": {"type": "string"}},
            ],
            "post": {
                "tags": ["pets"],
                "operationId": "add",
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/New"}}},
                },
                "responses": {
                    "200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}}
                },
            },
        }
    },
    "webhooks": {
        "found": {
            "post": {"requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}}}
        }
    },
    "components": {"schemas": {"Pet": PET, "New": NEW, "Kind": {"type": "string", "enum": ["cat", "dog"]}}},
}
PARAMETERS, POST = ("paths", "/pets/{id}", "parameters"), ("paths", "/pets/{id}", "post")
SCHEMAS, FOUND = ("components", "schemas"), ("webhooks", "found")
WEBHOOK = {"post": {"requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/New"}}}}}}
STRING = {"type": "string"}


def changed(folder: Path, path: tuple[Any, ...], value: Any) -> list[tuple[str, str, bool]]:
    """The changes that setting a path to a value (None deletes) makes."""
    document = copy.deepcopy(BASE)
    parent: Any = document
    for part in path[:-1]:
        parent = parent[part]
    if value is None:
        del parent[path[-1]]
    elif isinstance(parent, list) and path[-1] == len(parent):
        parent.append(value)
    else:
        parent[path[-1]] = value
    for side, written in (("old", BASE), ("new", document)):
        (folder / f"{side}.json").write_text(json.dumps(written))
        generate(folder / f"{side}.json", None, folder / side, "api")
    found = compare_packages(folder / "old" / "api", folder / "new" / "api")
    assert {one.side for one in found} <= {"python"}
    return [(one.where, one.what, one.breaking) for one in found]


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (("info", "title"), "other", []),
        ((*POST, "operationId"), "put", [("pets.add", "removed", True), ("pets.put", "added", False)]),
        ((*PARAMETERS, 1), None, [("pets.add, parameter sort", "removed", True)]),
        ((*PARAMETERS, 2), {"name": "n", "in": "query", "schema": STRING}, [("pets.add, parameter n", "added", False)]),
        (
            (*PARAMETERS, 2), {"name": "n", "in": "query", "required": True, "schema": STRING},
            [("pets.add, parameter n", "added, required", True)],
        ),
        ((*PARAMETERS, 1, "required"), True, [("pets.add, parameter sort", "required now", True)]),
        ((*PARAMETERS, 1, "schema"), {"type": "integer"}, [("pets.add, parameter sort", "int, was str", True)]),
        (
            (*PARAMETERS, 1, "schema"), {"type": ["string", "integer"]},
            [("pets.add, parameter sort", "int | str, was str", False)],
        ),
        ((*SCHEMAS, "New", "properties", "tag"), STRING, [("New, tag", "added", False)]),
        ((*SCHEMAS, "Pet", "properties", "tag"), STRING, [("Pet, tag", "added", False)]),
        ((*SCHEMAS, "Pet", "properties", "id"), STRING, [("Pet, id", "str, was int", True)]),
        (
            (*SCHEMAS, "New", "properties", "name"), {"type": ["string", "null"]},
            [("New, name", "None | str, was str", False)],
        ),
        (
            (*SCHEMAS, "Pet", "properties", "id"), {"type": ["integer", "null"]},
            [("Pet, id", "None | int, was int", True)],
        ),
        (FOUND, None, [("webhooks.parse('found')", "removed", True)]),
        (("webhooks", "lost"), WEBHOOK, [("webhooks.parse('lost')", "added", False)]),
        (FOUND, WEBHOOK, [("webhooks.parse('found'), result", "New, was Pet", True)]),
        ((*SCHEMAS, "Kind", "enum"), ["cat"], [("Kind, DOG", "removed", True)]),
        ((*SCHEMAS, "Kind", "enum"), ["cat", "dog", "fox"], [("Kind, FOX", "added", False)]),
    ],
)  # fmt: skip
def test_a_change_of_the_generated_python_is_told(
    tmp_path: Path, path: tuple[Any, ...], value: Any, expected: list[tuple[str, str, bool]]
) -> None:
    """Classes, fields, functions, parameters and events; what is given may become wider, what is got narrower."""
    assert changed(tmp_path, path, value) == expected
