"""What a changed description changes for callers."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from ferrule import cli
from ferrule.codegen.diff import Change, compare
from ferrule.codegen.diff_command import as_markdown
from ferrule.codegen.normalise import normalise

BASE: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "x", "version": "1"},
    "paths": {
        "/pets": {
            "get": {
                "operationId": "list",
                "parameters": [{"name": "sort", "in": "query", "schema": {"type": "string", "enum": ["up", "down"]}}],
                "responses": {
                    "200": {
                        "headers": {
                            "X-Limit": {"schema": {"type": "integer"}},
                            "X-Pair": {"schema": {"type": "object"}},
                        },
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}},
                    }
                },
            },
            "post": {
                "operationId": "add",
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/New"}}}},
                "responses": {"204": {}},
            },
        }
    },
    "components": {
        "schemas": {
            "Pet": {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}, "x-y": {}}},
            "New": {"type": "object", "properties": {"name": {"type": "string"}, "tag": {"type": "string"}}},
        }
    },
}
GET, POST = ("paths", "/pets", "get"), ("paths", "/pets", "post")
PET, NEW = ("components", "schemas", "Pet"), ("components", "schemas", "New")
LIMIT = (*GET, "responses", "200", "headers")
SORT = (*GET, "parameters", 0)
OF_PET, OF_NEW = "of Pet in a response", "of New in a request"


def changed(*edits: tuple[tuple[Any, ...], Any]) -> list[Change]:
    """The changes that setting each path to its value (None deletes) makes."""
    document = copy.deepcopy(BASE)
    for path, value in edits:
        parent: Any = document
        for part in path[:-1]:
            parent = parent[part]
        if value is None:
            del parent[path[-1]]
        elif isinstance(parent, list) and path[-1] == len(parent):
            parent.append(value)
        else:
            parent[path[-1]] = value
    return compare(normalise(copy.deepcopy(BASE), "old"), normalise(document, "new"))


INTEGER = {"type": "integer"}


@pytest.mark.parametrize(
    ("path", "value", "where", "what", "breaking"),
    [
        (GET, None, "GET /pets", "operation removed", True),
        ((*GET[:2], "put"), {"operationId": "x", "responses": {}}, "PUT /pets", "operation added", False),
        ((*GET, "deprecated"), True, "GET /pets", "deprecated", False),
        ((*GET, "operationId"), "all", "GET /pets", "called pets.all in Python, was pets.list", True),
        ((*GET, "security"), [{"key": []}], "GET /pets", "takes other credentials", True),
        (SORT, None, "GET /pets, query parameter sort", "removed", True),
        ((*SORT, "required"), True, "GET /pets, query parameter sort", "required now", True),
        ((*SORT, "explode"), False, "GET /pets, query parameter sort", "written in another style", True),
        ((*SORT, "schema", "enum"), ["up"], "GET /pets, query parameter sort", "no longer 'down'", True),
        ((*SORT, "schema", "enum"), ["up", "down", "x"], "GET /pets, query parameter sort", "may be 'x' too", False),
        ((*GET, "parameters", 1), {"name": "n", "in": "query", "schema": INTEGER}, "GET /pets, query parameter n", "added", False),
        (
            (*GET, "parameters", 1), {"name": "n", "in": "query", "required": True, "schema": INTEGER},
            "GET /pets, query parameter n", "added, required", True,
        ),
        ((*POST, "requestBody", "required"), True, "POST /pets, body", "required now", True),
        ((*PET, "properties", "id"), None, f"id {OF_PET}", "removed", True),
        ((*PET, "properties", "id"), {"type": "string"}, f"id {OF_PET}", "string instead of integer", True),
        ((*PET, "properties", "id"), {"type": ["integer", "null"]}, f"id {OF_PET}", "may be null too", True),
        ((*PET, "properties", "age"), INTEGER, f"age {OF_PET}", "added", False),
        ((*PET, "required"), None, f"id {OF_PET}", "optional now", True),
        ((*PET, "required"), ["id", "x-y"], f"x-y {OF_PET}", "required now", False),
        ((*NEW, "required"), ["name"], f"name {OF_NEW}", "required now", True),
        ((*NEW, "properties", "name"), {"type": ["string", "null"]}, f"name {OF_NEW}", "may be null too", False),
        ((*NEW, "properties", "tag"), None, f"tag {OF_NEW}", "removed", True),
        ((*LIMIT, "Link"), {}, "GET /pets, header Link of response 200", "added", False),
        ((*LIMIT, "X-Limit"), None, "GET /pets, header X-Limit of response 200", "removed", True),
        (
            (*LIMIT, "X-Limit", "schema"), {"type": "string"},
            "GET /pets, header X-Limit of response 200", "string instead of integer", True,
        ),
        ((*LIMIT, "X-Pair", "explode"), True, "GET /pets, header X-Pair of response 200", "written in another style", True),
    ],
)  # fmt: skip
def test_a_change_is_told_with_its_place_and_whether_it_breaks(
    path: tuple[Any, ...], value: Any, where: str, what: str, breaking: bool
) -> None:
    """What is sent may become more lenient, what is received richer; the opposite breaks callers."""
    assert changed((path, value)) == [Change(where, what, breaking)]


def test_breaking_changes_come_first() -> None:
    """Whatever their place."""
    found = changed(((*GET, "deprecated"), True), (POST, None))
    assert [one.breaking for one in found] == [True, False]


def test_the_same_thing_written_otherwise_is_no_change() -> None:
    """Inline or by reference, with other words in descriptions."""
    inline = BASE["components"]["schemas"]["Pet"] | {"description": "other words"}
    assert changed((PET, inline), (("info", "title"), "other"), ((*POST, "summary"), "x")) == []


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    """A description, and one without its POST."""
    document = copy.deepcopy(BASE)
    (tmp_path / "old.json").write_text(json.dumps(document))
    del document["paths"]["/pets"]["post"]
    (tmp_path / "new.json").write_text(json.dumps(document))
    return str(tmp_path / "old.json"), str(tmp_path / "new.json")


def test_the_command_prints_text_markdown_and_json(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    """For people, for pull requests, for programs."""
    assert cli.main(["diff", *files]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "breaking  wire    POST /pets: operation removed",
        "breaking  python  pets.add: removed",
        "2 changes, 2 of them breaking.",
    ]
    assert cli.main(["diff", *files, "--format", "markdown"]) == 0
    assert (
        "### Breaking\n\n- wire: `POST /pets`: `operation removed`\n- python: `pets.add`: `removed`\n"
        in capsys.readouterr().out
    )
    assert cli.main(["diff", *files, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "breaking": 2,
        "changes": [
            {"where": "POST /pets", "what": "operation removed", "breaking": True, "side": "wire"},
            {"where": "pets.add", "what": "removed", "breaking": True, "side": "python"},
        ],
    }  # fmt: skip


def test_the_command_fails_where_asked(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    """On breaking changes or on any, and with 2 for what cannot be read."""
    old, new = files
    assert cli.main(["diff", old, new, "--fail-on", "breaking"]) == 1
    assert cli.main(["diff", new, old, "--fail-on", "breaking"]) == 0
    assert cli.main(["diff", new, old, "--fail-on", "any"]) == 1
    assert cli.main(["diff", old, old, "--fail-on", "any"]) == 0
    assert cli.main(["diff", old, f"{new}.missing"]) == 2
    assert "No such file" in capsys.readouterr().err


def test_text_of_a_description_is_no_markup() -> None:
    """In a comment on a pull request a path cannot mention people or break out."""
    shown = as_markdown([Change("GET /`@all`\n# x", "removed", breaking=True)])
    assert "- wire: `GET /'@all' # x`: `removed`" in shown


def test_a_long_list_fits_into_a_comment() -> None:
    """Markdown says how many it leaves out; a comment on GitHub has room for 65,536 characters."""
    many = [
        Change(f"GET /some/quite/long/path/{number}, query parameter sort", "removed", breaking=True)
        for number in range(900)
    ]
    shown = as_markdown(many)
    assert shown.startswith("900 changes, 900 of them breaking.")
    assert shown.endswith("- … and 650 more, which `ferrule diff` lists as text or JSON")
    assert len(shown) < 65_536


def test_the_sample_in_the_documentation_is_what_the_command_prints(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Word for word."""
    sort = {"name": "sort", "in": "query", "schema": {"type": "string", "enum": ["up", "down"]}}
    pet: dict[str, Any] = {"type": "object", "properties": {"name": {"type": "string"}}}
    pets = {"type": "array", "items": {"$ref": "#/components/schemas/Pet"}}
    answer = {"description": "Pets", "content": {"application/json": {"schema": pets}}}
    get = {"operationId": "list", "tags": ["pets"], "parameters": [sort], "responses": {"200": answer}}
    document = {**BASE, "paths": {"/pets": {"get": get}}, "components": {"schemas": {"Pet": pet}}}
    (tmp_path / "old.json").write_text(json.dumps(document))
    sort["schema"] = {"type": "string", "enum": ["up"]}
    pet["properties"]["age"] = {"type": "integer"}
    (tmp_path / "new.json").write_text(json.dumps(document))
    cli.main(["diff", str(tmp_path / "old.json"), str(tmp_path / "new.json")])
    page = (Path(__file__).parents[2] / "docs" / "codegen.md").read_text(encoding="utf-8")
    assert capsys.readouterr().out in page
