"""What a changed description changes for callers."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from ferrule import cli
from ferrule.codegen.changes import Change
from ferrule.codegen.diff import compare
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
        "1 change, and it is breaking.",
    ]
    assert cli.main(["diff", *files, "--format", "markdown"]) == 0
    assert "### Breaking\n\n- wire: `POST /pets`: `operation removed`\n" in capsys.readouterr().out
    assert cli.main(["diff", *files, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "breaking": 1,
        "changes": [{"where": "POST /pets", "what": "operation removed", "breaking": True, "side": "wire"}],
    }


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


NAME, ID = (*NEW, "properties", "name"), (*PET, "properties", "id")
OF_SORT = "GET /pets, query parameter sort"


@pytest.mark.parametrize(
    ("keyword", "old", "new", "what", "narrower"),
    [
        ("maximum", None, 10, "maximum 10 now", True),
        ("maximum", 10, 5, "maximum 5, was 10", True),
        ("maximum", 5, 10, "maximum 10, was 5", False),
        ("maximum", 10, None, "no maximum, was 10", False),
        ("exclusiveMaximum", None, 10, "maximum 10 (excluded) now", True),
        ("minimum", 1, 0, "minimum 0, was 1", False),
        ("minimum", 0, 1, "minimum 1, was 0", True),
        ("maxLength", None, 3, "maxLength 3 now", True),
        ("minLength", 3, None, "no minLength, was 3", False),
        ("pattern", None, "^a$", "pattern ^a$ now", True),
        ("pattern", "^a$", "^b$", "pattern ^b$, was ^a$", None),
        ("pattern", "^a$", None, "no pattern, was ^a$", False),
        ("multipleOf", 2, 4, "multipleOf 4, was 2", True),
        ("multipleOf", 4, 2, "multipleOf 2, was 4", False),
        ("multipleOf", 2, 3, "multipleOf 3, was 2", None),
        ("maxItems", 5, 3, "maxItems 3, was 5", True),
        ("minItems", 1, None, "no minItems, was 1", False),
        ("uniqueItems", None, True, "items must differ", True),
        ("uniqueItems", True, None, "items need not differ", False),
        ("maxProperties", 1, 2, "maxProperties 2, was 1", False),
    ],
)  # fmt: skip
def test_a_constraint_breaks_what_is_sent_if_it_tightens_and_what_is_received_if_it_loosens(
    keyword: str, old: Any, new: Any, what: str, narrower: bool | None
) -> None:
    """Parameters, request bodies and responses; what is neither breaks both."""
    for place, where, sent in (
        ((*SORT, "schema"), OF_SORT, True), (NAME, f"name {OF_NEW}", True), (ID, f"id {OF_PET}", False),
    ):  # fmt: skip
        before, after = copy.deepcopy(BASE), copy.deepcopy(BASE)
        for document, value in ((before, old), (after, new)):
            schema: Any = document
            for part in place:
                schema = schema[part]
            if value is not None:
                schema[keyword] = value
        found = compare(normalise(before, "old"), normalise(after, "new"))
        assert found == [Change(where, what, narrower is not (not sent))]


@pytest.mark.parametrize(
    ("path", "value", "where", "what", "breaking"),
    [
        ((*NEW, "additionalProperties"), False, "New in a request", "takes no further properties", True),
        ((*PET, "additionalProperties"), False, "Pet in a response", "takes no further properties", False),
        ((*SORT, "schema", "default"), "up", OF_SORT, "default up now", False),
        ((*NAME, "default"), "x", f"name {OF_NEW}", "default x now", False),
        ((*NAME, "readOnly"), True, f"name {OF_NEW}", "set by the server alone now", True),
        (("servers",), [{"url": "https://a"}], "servers", "server https://a added", False),
        ((*GET, "servers"), [{"url": "https://a"}], "GET /pets", "server https://a added", False),
    ],
)  # fmt: skip
def test_what_schemas_and_servers_say_besides_is_told(
    path: tuple[Any, ...], value: Any, where: str, what: str, breaking: bool
) -> None:
    """Each as one change."""
    assert changed((path, value)) == [Change(where, what, breaking)]


def both(old: tuple[tuple[Any, ...], Any], new: tuple[tuple[Any, ...], Any]) -> list[tuple[str, str, bool]]:
    """The changes between the base with one value set, and with another."""
    documents = copy.deepcopy(BASE), copy.deepcopy(BASE)
    for document, (path, value) in zip(documents, (old, new), strict=True):
        parent: Any = document
        for part in path[:-1]:
            parent = parent[part]
        parent[path[-1]] = value
    found = compare(normalise(documents[0], "old"), normalise(documents[1], "new"))
    return [(one.where, one.what, one.breaking) for one in found]


def test_another_default_is_another_meaning_of_leaving_out() -> None:
    """In requests."""
    place = (*SORT, "schema", "default")
    assert both((place, "up"), (place, "down")) == [(OF_SORT, "default down, was up", True)]
    assert both((place, "up"), (place, None)) == [(OF_SORT, "no default, was up", True)]


def test_servers_that_go_break_callers() -> None:
    """So does another one in the first place, which clients call."""
    a, b = {"url": "https://a"}, {"url": "https://{r}.b", "variables": {"r": {"default": "eu", "enum": ["eu", "us"]}}}
    place = ("servers",)
    assert both((place, [a]), (place, [b])) == [("servers", "server https://eu.b instead of https://a", True)]
    assert both((place, [a, b]), (place, [b, a])) == [
        ("servers", "server https://eu.b is the first, was https://a", True)
    ]
    assert both((place, [a, b]), (place, [a])) == [("servers", "server https://eu.b removed", True)]
    less = {**b, "variables": {"r": {"default": "eu", "enum": ["eu"]}}}
    assert both((place, [b]), (place, [less])) == [("servers", "server https://{r}.b, variable r: no longer us", True)]


@pytest.mark.parametrize(
    ("old", "new", "breaking"),
    [
        ([], [{"key": []}], True),
        ([{"key": []}], [], False),
        ([{"key": []}], [{"key": []}, {"other": []}], False),
        ([{"key": []}, {"other": []}], [{"key": []}], True),
        ([{"key": [], "other": []}], [{"key": []}], False),
        ([{"key": []}], [{"key": [], "other": []}], True),
        ([{"key": ["a"]}], [{"key": ["a", "b"]}], True),
        ([{"key": ["a", "b"]}], [{"key": ["a"]}], False),
        ([{}, {"key": []}], [{"key": []}], True),
    ],
)
def test_credentials_that_were_enough_must_stay_enough(old: Any, new: Any, breaking: bool) -> None:
    """Otherwise callers break."""
    place = (*GET, "security")
    assert both((place, old), (place, new)) == [("GET /pets", "takes other credentials", breaking)]


def test_a_security_scheme_that_works_otherwise_breaks() -> None:
    """Its place, its name, its kind."""
    place = ("components", "securitySchemes")
    header, query = {"type": "apiKey", "in": "header", "name": "K"}, {"type": "apiKey", "in": "query", "name": "k"}
    basic, bearer = {"type": "http", "scheme": "Basic"}, {"type": "http", "scheme": "bearer"}
    assert both((place, {"key": header}), (place, {"key": query})) == [
        ("security scheme key", "apiKey query k instead of apiKey header K", True)
    ]
    assert both((place, {"key": basic}), (place, {"key": bearer})) == [
        ("security scheme key", "http bearer instead of http basic", True)
    ]
    assert both((place, {"key": basic}), (place, {"key": {**basic, "scheme": "basic"}})) == []


def test_a_change_of_what_is_sent_and_received_is_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And what the generated Python shows of it is none besides."""
    document = copy.deepcopy(BASE)
    document["paths"]["/pets"]["post"]["requestBody"]["content"]["application/json"]["schema"] = {
        "$ref": "#/components/schemas/Pet"
    }
    (tmp_path / "old.json").write_text(json.dumps(document))
    document["components"]["schemas"]["Pet"]["properties"]["age"] = {"type": "integer"}
    document["paths"]["/pets"]["get"]["parameters"][0]["schema"]["enum"].append("x")
    document["paths"]["/pets"]["get"]["operationId"] = "all"
    (tmp_path / "new.json").write_text(json.dumps(document))
    assert cli.main(["diff", str(tmp_path / "old.json"), str(tmp_path / "new.json")]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "breaking  wire    GET /pets: called pets.all in Python, was pets.list",
        "          wire    GET /pets, query parameter sort: may be 'x' too",
        "          wire    age of Pet in requests and responses: added",
        "3 changes, 1 of them breaking.",
    ]


def test_an_overlay_is_applied_as_far_as_it_goes(
    files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A description that lost an operation with a fact is compared all the same."""
    overlay = tmp_path / "overlay.yaml"
    overlay.write_text(
        'overlay: 1.0.0\ninfo: {title: A, version: "1"}\nactions:\n'
        "  - {target: '$.paths[''/pets''].post', description: Safe., update: {x-ferrule-idempotent: true}}\n"
    )
    assert cli.main(["diff", *files, "--overlay", str(overlay)]) == 0
    told = capsys.readouterr()
    assert "wire    POST /pets: operation removed" in told.out
    assert "#/actions/0: $.paths['/pets'].post matches nothing in" in told.err


def test_a_fact_about_what_is_gone_does_not_end_the_comparison(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The parameter that pages were asked for by, say."""
    document = copy.deepcopy(BASE)
    page = {"type": "array", "items": {"$ref": "#/components/schemas/Pet"}}
    document["paths"]["/pets"]["get"]["responses"]["200"]["content"]["application/json"]["schema"] = page
    document["paths"]["/pets"]["get"]["parameters"].append({"name": "page", "in": "query", "schema": INTEGER})
    document["paths"]["/pets"]["get"]["x-ferrule-pagination"] = {"style": "page", "request": "page", "items": ""}
    (tmp_path / "old.json").write_text(json.dumps(document))
    document["paths"]["/pets"]["get"]["parameters"].pop()
    (tmp_path / "new.json").write_text(json.dumps(document))
    assert cli.main(["diff", str(tmp_path / "old.json"), str(tmp_path / "new.json")]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "breaking  wire    GET /pets, query parameter page: removed"
