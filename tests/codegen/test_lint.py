"""What `ferrule lint` finds in a description; each action that it prints mends what was found."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from ferrule import cli
from ferrule.codegen import generate

TEXT, WHOLE, FLAG = {"type": "string"}, {"type": "integer"}, {"type": "boolean"}
ROW = {"type": "object", "required": ["id"], "properties": {"id": TEXT, "name": TEXT}}
ROWS = {"type": "array", "items": ROW}


def query(name: str, schema: dict[str, Any] = TEXT) -> dict[str, Any]:
    """A query parameter."""
    return {"name": name, "in": "query", "schema": schema}


def answer(schema: Any = None, media_type: str = "application/json", **headers: dict[str, Any]) -> dict[str, Any]:
    """The responses of an operation."""
    documented = {name.replace("_", "-"): {"schema": one} for name, one in headers.items()}
    content = {media_type: {} if schema is None else {"schema": schema}}
    return {"200": {"description": "", "content": content, "headers": documented}}


def page(**members: Any) -> dict[str, Any]:
    """An object around the rows."""
    return {"type": "object", "properties": {"data": ROWS, **members}}


def described(operation: dict[str, Any], method: str = "get", **components: Any) -> dict[str, Any]:
    """A description of one operation."""
    plain = {"operationId": "find", "tags": ["rows"], "responses": answer(TEXT)}
    return {
        "openapi": "3.1.0", "info": {"title": "Rows", "version": "1"}, "servers": [{"url": "https://rows.example"}],
        "paths": {"/it's/rows": {method: {**plain, **operation}}},
        "components": {"schemas": components},
    }  # fmt: skip


class Linted:
    """Lints a description, with an overlay of all actions that were printed for it before."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], document: dict[str, Any]) -> None:
        self.spec, self.overlay, self.folder, self.capsys = folder / "rows.json", folder / "o.yaml", folder, capsys
        self.spec.write_text(json.dumps(document))

    def run(self, *options: str) -> tuple[int, str]:
        """Exit code and output."""
        code = cli.main(["lint", str(self.spec), *options])
        return code, self.capsys.readouterr().out

    def actions(self) -> list[dict[str, Any]]:
        """What is printed, as it stands in an overlay."""
        lines = self.run()[1].splitlines(keepends=True)
        return yaml.safe_load("".join(line for line in lines if line.startswith("  "))) or []

    def mended(self) -> str:
        """Output of linting again with the actions, after the client was generated with them."""
        actions = self.actions()
        head = "overlay: 1.0.0\ninfo: {title: Mends, version: 1.0.0}\n"
        self.overlay.write_text(head + yaml.safe_dump({"actions": actions}, sort_keys=False))
        generate(self.spec, self.overlay, self.folder / "out", "rows")
        return self.run("--overlay", str(self.overlay), "--strict")[1]


CLEAN = "Nothing to mend: "
PAGED = [
    ([query("page", WHOLE)], answer(ROWS), {"style": "page", "request": "page", "items": ""}),
    (
        [query("page[number]", WHOLE)],
        answer(page(meta={"type": "object", "properties": {"total_pages": WHOLE, "total": WHOLE}})),
        {"style": "page", "request": "page[number]", "pages": "/meta/total_pages", "items": "/data"},
    ),
    (
        [query("offset", WHOLE), query("limit", WHOLE)],
        answer(page(totalCount=WHOLE)),
        {"style": "offset", "request": "offset", "total": "/totalCount", "items": "/data"},
    ),
    (
        [query("cursor")],
        answer(page(**{"a/b": TEXT}, response_metadata={"type": "object", "properties": {"next_cursor": TEXT}})),
        {"style": "cursor", "request": "cursor", "next": "/response_metadata/next_cursor", "items": "/data"},
    ),
    (
        [query("starting_after")],
        answer(page(has_more=FLAG)),
        {"style": "cursor", "request": "starting_after", "next": "/data/-1/id", "more": "/has_more", "items": "/data"},
    ),
    (
        [query("pageToken")],
        answer(page(nextPageToken=TEXT)),
        {"style": "token", "request": "pageToken", "next": "/nextPageToken", "items": "/data"},
    ),
    (
        [query("page_token")],
        answer(page(next_page_token={"type": ["string", "null"]})),
        {"style": "token", "request": "page_token", "next": "/next_page_token", "items": "/data"},
    ),
    (
        [query("PageToken"), query("Page", WHOLE)],
        answer(page(next_page_uri=TEXT)),
        {"style": "next-url", "next": "/next_page_uri", "items": "/data"},
    ),
    (
        [query("page", WHOLE)],
        answer(page(count=WHOLE, next={"type": ["string", "null"], "format": "uri"}, previous=TEXT)),
        {"style": "next-url", "next": "/next", "items": "/data"},
    ),
    (
        [query("page", WHOLE)],
        answer(page(_links={"type": "object", "properties": {"next": {"type": "object", "properties": {"href": TEXT}}}})),
        {"style": "next-url", "next": "/_links/next/href", "items": "/data"},
    ),
    (
        [query("page", WHOLE)],
        answer(page(next_page={"type": ["integer", "null"]})),
        {"style": "cursor", "request": "page", "next": "/next_page", "items": "/data"},
    ),
    (
        [query("page", {**WHOLE, "minimum": 0})],
        answer(ROWS),
        {"style": "page", "request": "page", "first": 0, "items": ""},
    ),
    ([], answer(ROWS, Link=TEXT), {"style": "link", "items": ""}),
    ([query("page", WHOLE)], answer(ROWS, X_Next_Page=TEXT), {
        "style": "token", "request": "page", "header": "X-Next-Page", "items": "",
    }),
    ([], answer(ROWS, Next_Page=TEXT), {"style": "header", "header": "Next-Page", "items": ""}),
]  # fmt: skip


@pytest.mark.parametrize(("parameters", "responses", "fact"), PAGED)
def test_a_list_that_looks_paginated_gets_the_style_that_fits(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], parameters: Any, responses: Any, fact: dict[str, Any]
) -> None:
    """Its pointers lead to what is there, so that the client is generated with it, and nothing is left to find."""
    linted = Linted(tmp_path, capsys, described({"parameters": parameters, "responses": responses}))
    (action,) = linted.actions()
    assert action["update"] == {"x-ferrule-pagination": fact}
    assert action["target"] == r"$.paths['/it\'s/rows'].get"
    assert linted.mended().startswith(CLEAN)


@pytest.mark.parametrize(
    ("parameters", "responses"),
    [
        ([query("page", WHOLE)], answer(ROW)),  # no list
        ([query("page", WHOLE)], answer(page(others=ROWS))),  # which list?
        ([query("page", TEXT)], answer(ROWS)),  # a name
        ([query("after", {**TEXT, "format": "date-time"})], answer(ROWS)),  # a moment
        ([query("cursor")], answer(page())),  # nothing says where the next page is
        ([query("limit", WHOLE)], answer(page(next=TEXT))),  # nothing asks for it
        ([query("page", WHOLE)], answer(TEXT, "text/plain")),
    ],
)
def test_what_no_declaration_fits_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], parameters: Any, responses: Any
) -> None:
    """Nothing is proposed that could not be generated."""
    document = described({"parameters": parameters, "responses": responses})
    assert Linted(tmp_path, capsys, document).run("--strict") == (
        0,
        f"{CLEAN}{tmp_path}/rows.json reads well once it is generated.\n",
    )


@pytest.mark.parametrize("media_type", ["text/event-stream", "application/jsonl", "application/x-ndjson"])
@pytest.mark.parametrize("schema", [None, TEXT])
def test_a_stream_without_a_type_gets_the_schema_that_is_named_like_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], media_type: str, schema: Any
) -> None:
    """Here the only one that is of rows and an event."""
    document = described({"responses": answer(schema, media_type)}, RowEvent=ROW, Row=ROW, ErrorEvent=ROW)
    linted = Linted(tmp_path, capsys, document)
    (action,) = linted.actions()
    assert action["update"] == {"x-ferrule-stream": {"item": "/components/schemas/RowEvent"}}
    assert linted.mended().startswith(CLEAN)


def test_a_stream_that_no_schema_is_like_gets_one_to_fill_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two actions: the schema, and what refers to it."""
    document = described({"responses": answer(None, "text/event-stream")})
    del document["components"]
    linted = Linted(tmp_path, capsys, document)
    added, declared = linted.actions()
    assert (added["target"], list(added["update"]["components"]["schemas"])) == ("$", ["RowsFindEvent"])
    assert declared["update"] == {"x-ferrule-stream": {"item": "/components/schemas/RowsFindEvent"}}
    assert linted.mended().startswith(CLEAN)


def test_a_stream_with_a_type_is_fine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Also where that type is text: `itemSchema` says so."""
    responses = answer(None, "text/event-stream")
    responses["200"]["content"]["text/event-stream"] = {"itemSchema": {"type": "object", "properties": {"data": TEXT}}}
    assert Linted(tmp_path, capsys, described({"responses": responses})).run()[1].startswith(CLEAN)
    document = described({"responses": answer(ROWS, "application/jsonl")})
    assert Linted(tmp_path, capsys, document).run()[1].startswith(CLEAN)


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("get-rows", "get"),
        ("get_row_by_id", "get_by_id"),
        ("list_all_rows", "list"),
        ("copy_every_cell_of_this_table_to_another_table", "copy_every_cell_of_this_table_to_another"),
        ("company_projects_locations_datasets_tables_columns_list", "locations_datasets_tables_columns_list"),
    ],
)
def test_a_name_that_is_long_or_says_its_group_gets_a_shorter_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, better: str
) -> None:
    """Words that lead to nothing then are left out too."""
    linted = Linted(tmp_path, capsys, described({"operationId": name}))
    (action,) = linted.actions()
    assert action["update"] == {"x-ferrule-name": better}
    assert linted.mended().startswith(CLEAN)


def test_no_name_is_proposed_that_another_operation_has(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two would share it, and one would get a number."""
    document = described({"operationId": "get-rows"})
    document["paths"]["/row"] = {"get": {"operationId": "get", "tags": ["rows"], "responses": answer(TEXT)}}
    document["paths"]["/all"] = {"get": {"operationId": "read-rows", "tags": ["rows"], "responses": answer(TEXT)}}
    document["paths"]["/one"] = {"get": {"operationId": "read-row", "tags": ["rows"], "responses": answer(TEXT)}}
    assert [one["update"] for one in Linted(tmp_path, capsys, document).actions()] == [{"x-ferrule-name": "read"}]


def test_a_word_is_kept_that_is_no_repetition(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is done, part of something else, and a verb that all names begin with."""
    for name in ("row_cells", "find_all_row_sizes", "get_cells"):
        assert Linted(tmp_path, capsys, described({"operationId": name})).run()[1].startswith(CLEAN)


def test_the_name_of_the_api_is_left_out_beside_the_group(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`sheet.rows.list` in the group `rows`, as Google names operations."""
    document = described({"operationId": "sheet.rows.list"})
    document["paths"]["/row"] = {"get": {"operationId": "sheet.rows.get", "tags": ["rows"], "responses": answer(TEXT)}}
    linted = Linted(tmp_path, capsys, document)
    assert [one["update"]["x-ferrule-name"] for one in linted.actions()] == ["list", "get"]
    assert linted.mended().startswith(CLEAN)


def test_an_operation_without_an_id_gets_one_that_keeps_its_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """So a changed path renames nothing."""
    document = described({})
    document["paths"] = {"/rows/{key}": document["paths"]["/it's/rows"]}
    del document["paths"]["/rows/{key}"]["get"]["operationId"]
    linted = Linted(tmp_path, capsys, document)
    assert [one["update"] for one in linted.actions()] == [{"operationId": "rows_get_by_key"}]
    assert linted.mended().startswith(CLEAN)
    assert (tmp_path / "out/rows/api/rows/get_by_key.py").exists()


@pytest.mark.parametrize("nullable", [False, True])
def test_a_class_with_a_number_for_a_name_gets_a_title(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], nullable: bool
) -> None:
    """Made of what only this member of the union has."""
    cat = {"type": ["object", "null"] if nullable else "object", "properties": {"id": TEXT, "claws": WHOLE}}
    dog = {"type": "object", "properties": {"id": TEXT, "bark": TEXT}}
    document = described({"responses": answer({"$ref": "#/components/schemas/Pet"})}, Pet={"oneOf": [cat, dog, TEXT]})
    linted = Linted(tmp_path, capsys, document)
    assert [(one["target"], one["update"]) for one in linted.actions()] == [
        ("$.components.schemas.Pet.oneOf[0]", {"title": "WithClaws"}),
        ("$.components.schemas.Pet.oneOf[1]", {"title": "WithBark"}),
    ]
    assert linted.mended().startswith(CLEAN)


def test_a_class_made_of_what_stands_in_several_places_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An overlay has nothing to give a title to; and a member that leads to nothing is no reason to fail."""
    cat, dog = ({"type": "object", "properties": {name: WHOLE}} for name in ("claws", "bark"))
    told = {"type": "object", "properties": {"id": TEXT}, "then": {"properties": {"pet": {"oneOf": [cat, dog]}}}}
    document = described({"responses": answer({"$ref": "#/components/schemas/Told"})}, Told=told)
    assert Linted(tmp_path, capsys, document).run()[1].startswith(CLEAN)
    document["components"]["schemas"]["Told"] = {"oneOf": [cat, {"$ref": "#/components/schemas/Gone"}]}
    assert [one["update"] for one in Linted(tmp_path, capsys, document).actions()] == [{"title": "WithClaws"}]


def test_an_operation_is_named_by_where_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A path item that is referred to, and a method of one's own (OpenAPI 3.2)."""
    document = described({})
    found = {"operationId": "get-rows", "tags": ["rows"], "responses": answer(TEXT)}
    document["openapi"] = "3.2.0"
    document["components"]["pathItems"] = {"Row": {"get": found}}
    document["paths"]["/row"] = {"$ref": "#/components/pathItems/Row"}
    document["paths"]["/all"] = {"additionalOperations": {"COPY": {**found, "operationId": "copy-rows"}}}
    linted = Linted(tmp_path, capsys, document)
    assert [one["target"] for one in linted.actions()] == [
        "$.components.pathItems.Row.get", "$.paths['/all'].additionalOperations.COPY"
    ]  # fmt: skip
    assert linted.mended().startswith(CLEAN)


@pytest.mark.parametrize("header", ["Idempotency-Key", "X-Idempotency-Key", "idempotencyKey"])
def test_a_documented_idempotency_key_gets_its_fact(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], header: str
) -> None:
    """With the header as it is documented."""
    document = described({"parameters": [{"name": header, "in": "header", "schema": TEXT}]}, "post")
    linted = Linted(tmp_path, capsys, document)
    assert [one["update"] for one in linted.actions()] == [{"x-ferrule-idempotency-key": header}]
    assert linted.mended().startswith(CLEAN)
    idempotent = described({"parameters": [{"name": header, "in": "header", "schema": TEXT}]}, "put")
    assert Linted(tmp_path, capsys, idempotent).run()[1].startswith(CLEAN)


def test_findings_are_no_failure_unless_they_shall_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As JSON for programs, or with the actions for people."""
    linted = Linted(tmp_path, capsys, described({"operationId": "get_rows"}))
    assert linted.run() == (0, (
        "GET /it's/rows: is called rows.get_rows, which says its group again\n"
        "  - target: $.paths['/it\\'s/rows'].get\n"
        "    description: Reads better than rows.get_rows.\n"
        "    update: {x-ferrule-name: get}\n"
        "\n"
        "1 finding. Next: put the actions that are right into the `actions` of an overlay, each with its reason.\n"
    ))  # fmt: skip
    assert linted.run("--strict")[0] == 1
    code, output = linted.run("--json")
    (finding,) = json.loads(output)["findings"]
    assert (code, finding["kind"], finding["where"]) == (0, "name", "GET /it's/rows")
    assert finding["actions"][0]["update"] == {"x-ferrule-name": "get"}


def test_input_that_cannot_be_generated_is_the_same_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No file, an overlay that matches nothing, and a fact that the description does not bear out."""
    fact = {"style": "page", "request": "p", "items": ""}
    document = described(
        {"parameters": [query("page", WHOLE)], "responses": answer(ROWS), "x-ferrule-pagination": fact}
    )
    (tmp_path / "fact.json").write_text(json.dumps(document))
    (tmp_path / "good.json").write_text(json.dumps(described({})))
    (tmp_path / "o.yaml").write_text("overlay: 1.0.0\nactions: [{target: $.no, description: No., update: {a: 1}}]")
    for spec, options in (("none.json", []), ("fact.json", []), ("good.json", ["--overlay", str(tmp_path / "o.yaml")])):
        arguments = [str(tmp_path / spec), *options]
        linted = cli.main(["lint", *arguments]), *capsys.readouterr()
        generated = cli.main(["generate", *arguments, "--out", str(tmp_path / "out"), "--package", "a"])
        assert linted == (generated, *capsys.readouterr())
        assert linted[0] and linted[2].startswith("error: ")


def test_faults_are_told_beside_the_findings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As `ferrule generate` tells them."""
    document = copy.deepcopy(described({}))
    document["paths"]["/it's/rows"]["get"]["responses"] = {}
    (tmp_path / "a.json").write_text(json.dumps(document))
    assert cli.main(["lint", str(tmp_path / "a.json")]) == 0
    assert "it has no `responses`" in capsys.readouterr().err
