"""What a changed description changes in the Python that is generated from it."""

from __future__ import annotations

import copy
import importlib
import json
import sys
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
        ((*SCHEMAS, "Kind", "enum"), ["cat"], [("Kind, DOG", "removed", True), ("Pet, kind", "has a default now", False)]),
        ((*SCHEMAS, "Kind", "enum"), ["cat", "dog", "fox"], [("Kind, FOX", "added", False)]),
    ],
)  # fmt: skip
def test_a_change_of_the_generated_python_is_told(
    tmp_path: Path, path: tuple[Any, ...], value: Any, expected: list[tuple[str, str, bool]]
) -> None:
    """Classes, fields, functions, parameters and events; what is given may become wider, what is got narrower."""
    assert changed(tmp_path, path, value) == expected


STATE = {"type": "object", "properties": {"state": {"type": "string", "enum": ["open", "shut"]}}}


def test_a_class_keeps_its_name_when_its_like_is_added(tmp_path: Path) -> None:
    """What two schemas describe alike is one class under both names, so neither goes, and callers see no change."""
    alone = {**BASE, "components": {"schemas": {**BASE["components"]["schemas"], "Door": STATE}}}
    later = {**BASE, "components": {"schemas": {"Cupboard": STATE, **alone["components"]["schemas"]}}}
    for side, written in (("old", alone), ("new", later)):
        (tmp_path / f"{side}.json").write_text(json.dumps(written))
        generate(tmp_path / f"{side}.json", None, tmp_path / side, f"stable_{side}")
    found = compare_packages(tmp_path / "old" / "stable_old", tmp_path / "new" / "stable_new")
    assert [(one.where, one.what) for one in found] == [("Cupboard", "added"), ("CupboardState", "added")]
    sys.path[:0] = [str(tmp_path / "old"), str(tmp_path / "new")]
    try:
        models = importlib.import_module("stable_new.models")
        assert importlib.import_module("stable_old.models").DoorState.OPEN == models.DoorState.OPEN
    finally:
        del sys.path[:2]
    assert models.DoorState is models.CupboardState
    assert {"DoorState", "CupboardState"} <= set(dir(models))


def test_a_class_that_parts_from_its_like_keeps_its_name(tmp_path: Path) -> None:
    """Only its own change is told."""
    schemas = {**BASE["components"]["schemas"], "Cupboard": STATE, "Door": STATE}
    ajar = {"type": "object", "properties": {"state": {"type": "string", "enum": ["open", "shut", "ajar"]}}}
    for side, doors in (("old", STATE), ("new", ajar)):
        written = {**BASE, "components": {"schemas": {**schemas, "Door": doors}}}
        (tmp_path / f"{side}.json").write_text(json.dumps(written))
        generate(tmp_path / f"{side}.json", None, tmp_path / side, "api")
    found = compare_packages(tmp_path / "old" / "api", tmp_path / "new" / "api")
    assert [(one.where, one.what, one.breaking) for one in found] == [("DoorState, AJAR", "added", False)]
