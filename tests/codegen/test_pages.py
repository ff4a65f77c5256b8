"""What an overlay declares about pages is checked against the description, and becomes source."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

from ferrule.codegen import CodegenError, generate

ROW = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}}
PAGE = {
    "type": "object",
    "required": ["data", "meta"],
    "properties": {
        "data": {"type": "array", "items": ROW},
        "next": {"type": ["string", "null"]},
        "nextPageToken": {"type": "integer"},
        "more": {"type": "boolean"},
        "when": {"type": "string", "format": "date-time"},
        "meta": {"type": "object", "properties": {"total": {"type": "integer"}}},
    },
}
QUERY = [{"name": "after", "in": "query", "schema": {"type": "string"}}]
CURSOR = {"style": "cursor", "request": "after", "next": "/next", "items": "/data"}

COUNTED = {"style": "page", "request": "after", "items": "/data"}


def described(fact: dict[str, Any], schema: dict[str, Any] = PAGE, **operation: Any) -> dict[str, Any]:
    """A description of one list."""
    content = {"content": {"application/json": {"schema": schema}}}
    listed = {
        "operationId": "rows/list", "tags": ["rows"], "parameters": QUERY, "x-ferrule-pagination": fact,
        "responses": {"200": {"description": "a page", **content}},
    }  # fmt: skip
    return {
        "openapi": "3.1.0",
        "info": {"title": "Rows", "version": "1"},
        "servers": [{"url": "https://rows.example"}],
        "paths": {"/rows": {"post" if "requestBody" in operation else "get": listed | operation}},
    }


def module(tmp_path: Path, document: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Source of the operation's module, and `_PAGES` in it."""
    (tmp_path / "rows.json").write_text(json.dumps(document))
    generate(tmp_path / "rows.json", None, tmp_path / "out", "rows")
    source = (tmp_path / "out/rows/api/rows/list.py").read_text()
    (pages,) = (
        one.value for one in ast.parse(source).body if isinstance(one, ast.AnnAssign) and one.target.id == "_PAGES"
    )
    return source, {
        key.value: ast.literal_eval(value)
        for key, value in zip(pages.keys, pages.values, strict=True)
        if key.value != "missing"
    }


def test_the_module_says_how_its_pages_follow_each_other(tmp_path):
    """Names on the wire have become names in Python, and the item has its type."""
    source, pages = module(tmp_path, described({**CURSOR, "next": "/nextPageToken", "more": "/more"}))
    assert pages == {
        "style": "cursor", "items": "/data", "always": True, "parameter": "after", "next": ["next_page_token"],
        "pointer": "/nextPageToken", "required": False, "number": True, "more": ["more"],
    }  # fmt: skip
    assert "def _items(page: Any) -> list[RowsListResponseDataItem]:" in source
    assert "= page.data\n" in source
    ledger = json.loads((tmp_path / "out/rows/ledger.json").read_text())
    assert ledger["counts"]["pages"] == {"spec": 1, "generated": 1, "lost": 0}


def test_the_first_page_is_the_parameters_default(tmp_path):
    """Unless the overlay says another."""
    zero = [{"name": "p", "in": "query", "schema": {"type": "integer", "default": 0}}]
    fact = {"style": "page", "request": "p", "items": "/data", "total": "/meta/total"}
    _, pages = module(
        tmp_path / "a" if (tmp_path / "a").mkdir() is None else tmp_path, described(fact, parameters=zero)
    )
    assert (pages["first"], pages["total"]) == (0, ["meta", "total"])
    _, pages = module(
        tmp_path / "b" if (tmp_path / "b").mkdir() is None else tmp_path,
        described({**fact, "first": 7}, parameters=zero),
    )
    assert pages["first"] == 7


@pytest.mark.parametrize(
    ("fact", "operation", "said"),
    [
        ({**CURSOR, "items": "/rows"}, {}, "items: the description of the answer has nothing at /rows (no 'rows')"),
        ({**CURSOR, "items": "/meta"}, {}, "items: there is no array at /meta"),
        ({**CURSOR, "items": ""}, {}, "items: there is no array at the root of the answer"),
        ({**CURSOR, "next": "/nxt"}, {}, "next: the description of the answer has nothing at /nxt (no 'nxt')"),
        ({**CURSOR, "next": "/data/0/nope"}, {}, "next: the description of the answer has nothing at /data/0/nope"),
        ({**CURSOR, "next": "/more"}, {}, "next: must be described as text or as a whole number"),
        ({**CURSOR, "next": "/when"}, {}, "next: must be described as text or as a whole number"),
        ({**CURSOR, "more": "/has_more"}, {}, "more: the description of the answer has nothing at /has_more"),
        ({**CURSOR, "more": "/next"}, {}, "more: must be described as true or false"),
        ({**CURSOR, "more": "/meta"}, {}, "more: must be described as true or false"),
        (COUNTED | {"total": "/more"}, {}, "total: must be described as a whole number"),
        (COUNTED | {"pages": "/next"}, {}, "pages: must be described as a whole number"),
        (COUNTED | {"total": "/data"}, {}, "total: must be described as a whole number"),
        ({**CURSOR, "request": "before"}, {}, "request: the operation has no query parameter 'before'"),
        ({**CURSOR, "request": "/page/after"}, {}, "request: the description of the body has nothing at /page/after"),
        ({"style": "cursor", "request": "after", "items": "/data"}, {}, "either next or header must say"),
        ({**CURSOR, "header": "X-Next"}, {}, "either next or header must say"),
        (CURSOR, {"responses": {"204": {"description": "nothing"}}}, "no success of it is documented as JSON"),
    ],
)
def test_what_is_not_there_is_refused(tmp_path, fact, operation, said):
    """With what is declared wrongly, and the action of the overlay that says so; nothing is generated."""
    (tmp_path / "rows.json").write_text(json.dumps(described(fact, **operation)))
    with pytest.raises(CodegenError) as caught:
        generate(tmp_path / "rows.json", None, tmp_path / "out", "rows")
    assert str(caught.value).startswith(f"GET /rows: x-ferrule-pagination: {said}")
    assert "Correct the overlay's action for $.paths['/rows'].get" in str(caught.value)
    assert not (tmp_path / "out/rows").exists()


def test_what_is_not_there_is_refused_in_a_large_description_too(tmp_path):
    """There modules are written by several processes."""
    document = described({**CURSOR, "items": "/rows"})
    listed = document["paths"]["/rows"]
    for number in range(300):
        document["paths"][f"/rows{number}"] = {"get": {**listed["get"], "operationId": f"rows/list{number}"}}
    (tmp_path / "rows.json").write_text(json.dumps(document))
    with pytest.raises(CodegenError, match=r"x-ferrule-pagination: items: .* nothing at /rows"):
        generate(tmp_path / "rows.json", None, tmp_path / "out", "rows")
