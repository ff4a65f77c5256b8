"""Documents made to exhaust whoever reads them: an error, soon, and never a hang or a crash."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ferrule.codegen import CodegenError, generate
from ferrule.codegen.text import parse

LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{this}: &{this} [{', '.join([f'*{last}'] * 9)}]\n" for last, this in zip("abcdefghi", "bcdefghij", strict=True)
)
MERGED = "a: &a {x1: 1, x2: 2}\n" + "".join(
    f"{this}: &{this} {{<<: [{', '.join([f'*{last}'] * 9)}]}}\n"
    for last, this in zip("abcdefghi", "bcdefghij", strict=True)
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (LAUGHS, "aliases stand for more than"),
        ("openapi: " + "[" * 100_000, "nested"),
        ("openapi: " + "- " * 100_000, "nested"),
        ("openapi: " + "[" * 3_000 + "]" * 3_000, "nested too deep"),
        ('{"a":' * 100_000 + "1" + "}" * 100_000, "nested too deep"),
        ("a: &a {b: *a}", "recursive"),
    ],
    ids=["aliases", "flow", "block", "constructed", "json", "cycle"],
)
def test_what_would_exhaust_the_reader_is_refused(text: str, said: str) -> None:
    """Aliases that multiply, brackets and dashes without end, an object within itself."""
    with pytest.raises(CodegenError, match=said):
        parse(text.encode(), "x")


def test_merge_keys_do_not_multiply() -> None:
    """Ten levels of nine merges each are as many keys as the first level has."""
    assert parse(MERGED.encode(), "x.yaml")["j"] == {"x1": 1, "x2": 2}


def test_own_keys_override_merged_ones() -> None:
    """That is what merging is for; a key written twice is an error as ever."""
    document = parse(b"a: &a {x: 1, y: 2}\nb: &b {<<: *a, x: 3}\nc: {<<: *b, y: 4}\n", "x.yaml")
    assert document["c"] == {"x": 3, "y": 4}
    with pytest.raises(CodegenError, match="'x' occurs twice"):
        parse(b"a: &a {x: 1}\nb: {<<: *a, x: 1, x: 2}\n", "x.yaml")


def _schemas(schemas: dict[str, Any]) -> dict[str, Any]:
    return {"openapi": "3.1.0", "info": {"title": "x", "version": "1"}, "paths": {}, "components": {"schemas": schemas}}


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


@pytest.mark.parametrize(
    "schemas",
    [
        {"A": _ref("B"), "B": _ref("A")},
        {"A": {"allOf": [_ref("A")]}},
        {"A": {"allOf": [_ref("B")]}, "B": {"allOf": [_ref("A"), {"properties": {"x": {}}}]}},
        {"A": {"oneOf": [_ref("A"), {"type": "array", "items": _ref("A")}]}},
        {"A": {"type": "array", "items": {"type": "array", "items": _ref("A")}}},
        {"A": {"properties": {"a": {"$ref": "#/components/schemas/A/properties/a"}}}},
        {f"S{n}": {"allOf": [_ref(f"S{n + 1}"), {"properties": {f"p{n}": {}}}]} for n in range(60)} | {"S60": {}},
    ],
    ids=["aliases", "self", "all-of", "one-of", "arrays", "deep-ref", "chain"],
)
def test_schemas_that_go_in_circles_end(schemas: dict[str, Any], tmp_path: Path) -> None:
    """They generate, with a note of what was cut, or they are refused by name."""
    source = tmp_path / "x.json"
    source.write_text(json.dumps(_schemas(schemas)))
    try:
        report = generate(source, None, tmp_path / "out", "x")
    except CodegenError as error:
        assert "x.json: #" in str(error) or "circle" in str(error)
    else:
        assert report.ledger.counts["schema"]["spec"] == len(schemas)


def test_a_schema_hundreds_of_levels_deep_generates(tmp_path: Path) -> None:
    """Names of its classes stay short enough for a file system."""
    levels = 200
    text = json.dumps(_schemas({"Outer": "here"}))
    text = text.replace('"here"', '{"properties": {"property": ' * levels + "{}" + "}}" * levels)
    source = tmp_path / "x.json"
    source.write_text(text)
    report = generate(source, None, tmp_path / "out", "x")
    assert report.models == levels
    assert max(len(path.name) for path in (tmp_path / "out" / "x" / "models").iterdir()) < 250
