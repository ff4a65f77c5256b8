"""Reading documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from ferrule.codegen import CodegenError
from ferrule.codegen.load import load
from ferrule.codegen.overlay import apply
from ferrule.codegen.text import parse


def test_yaml_is_read_as_its_core_schema() -> None:
    """Words that YAML 1.1 takes for booleans, dates and octal or sexagesimal numbers stay what OpenAPI means."""
    found = parse(b"a: on\nb: no\nc: 2020-01-01\nd: 010\ne: 12:30\nf: true\ng: ~\nh: 1.5e3\ni: 0x1f\nj:\n", "x.yaml")
    assert found == {
        "a": "on", "b": "no", "c": "2020-01-01", "d": 10, "e": "12:30", "f": True, "g": None, "h": 1500.0, "i": 31, "j": None,
    }  # fmt: skip


def test_keys_are_text() -> None:
    """Unquoted status codes are text, as they are in JSON."""
    assert parse(b"responses:\n  200: {ok: 1}\n  on: 2\n", "x.yaml") == {"responses": {"200": {"ok": 1}, "on": 2}}


@pytest.mark.parametrize("text", [b"a: 1\na: 2\n", b'{"a": 1, "a": 2}', b'{"b": {"a": 1, "a": 2}}'])
def test_a_duplicate_key_is_refused(text: bytes) -> None:
    """One of two equal keys would be lost, so the document is refused, with the key's name."""
    with pytest.raises(CodegenError, match="'a' occurs twice"):
        parse(text, "x")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"- 1\n", "not an object"),
        (b"a: [", "expected"),
        (b"{", "expected node content"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html><p>Sign in: a: b", "this is HTML, perhaps a login page"),
        (b'<?xml version="1.0"?><a/>', "this is XML"),
    ],
)
def test_what_is_no_document_is_refused(text: bytes, reason: str) -> None:
    """Errors name the file and say what is wrong on one line."""
    with pytest.raises(CodegenError, match=reason) as caught:
        parse(text, "x.yaml")
    assert caught.value.where == "x.yaml"
    assert "\n" not in caught.value.reason


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A path that leads nowhere is an error with that path."""
    with pytest.raises(CodegenError, match="No such file"):
        load(tmp_path / "none.yaml")


@pytest.mark.parametrize("source", ["npm:left-pad", "npm:a@1", "npm:a b@1:x", "npm:--flag@1:x;y"])
def test_an_npm_source_names_package_version_and_path(source: str) -> None:
    """Anything else is refused before npm is asked."""
    with pytest.raises(CodegenError, match="npm:PACKAGE@VERSION:PATH"):
        load(source)


def test_a_byte_order_mark_is_skipped() -> None:
    """JSON stays JSON with it."""
    assert parse(b'\xef\xbb\xbf{"a":\t1}', "x") == {"a": 1}


def test_merge_keys_and_anchors_work() -> None:
    """Aliases are copies of their anchors, merge keys give defaults."""
    assert parse(b"a: &a {x: 1}\nb: {<<: *a, y: 2}\n", "x") == {"a": {"x": 1}, "b": {"x": 1, "y": 2}}


@pytest.mark.parametrize(
    ("name", "text", "reason", "fix"),
    [
        ("x.yaml", b"a:\n\tb: 1\n", "line 2, column 1: ", "takes no tabs"),
        ("x.yaml", b"a: [1\nb: 2\n", "line 2, column 2: ", "Correct the document's syntax"),
        ("x.json", b'{"a": 1,\n // why\n "b": 2}', "line 2, column 2: ", "JSON has none. Or name the file"),
        ("x.json", b'{"a": 1,}', "line 1, column ", "Remove the comma before it"),
        ("x.json", b"{'a': 1}", "line 1, column 2: ", "double quotes"),
    ],
)
def test_a_fault_in_the_syntax_is_told_with_its_place_and_what_to_do(
    name: str, text: bytes, reason: str, fix: str
) -> None:
    """Lines and columns count from 1, and the file is named as it was given."""
    with pytest.raises(CodegenError) as caught:
        parse(text, name)
    assert caught.value.where == name
    assert caught.value.reason.startswith(reason)
    assert fix in caught.value.fix
    assert "byte string" not in str(caught.value)


def test_one_action_is_told_in_the_singular() -> None:
    """As people do."""
    overlay = {"overlay": "1.0.0", "actions": [{"target": "$.x", "description": "x", "update": {}}]}
    with pytest.raises(CodegenError, match="1 action matches nothing"):
        apply({"openapi": "3.1.0"}, overlay, "overlay.yaml")
