"""Text of a description never becomes code."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ferrule.codegen import facade, normalise, parser, render
from ferrule.codegen.emit import source

HOSTILE = [
    '"""\nimport os; os.system("x")\n"""',
    "'''",
    "\\",
    '\\"""',
    '"',
    "{{ 7 * 7 }}{% raw %}",
    "{__import__('os')}",
    "\x00\x07\x1b[31m",
    "\u2028\u202e\ud800",
    "a\r\nimport os\r",
    '"); import os; ("',
    "# type: ignore",
    "*/ \N{PILE OF POO} \U000e0001",
]
TEXT = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=20))


def document(text: str) -> dict[str, Any]:
    """A description that has `text` wherever a description may have text of its author's."""
    schema = {
        "type": "object",
        "title": text,
        "description": text,
        "required": ["kind"],
        "properties": {
            f"p{text}": {"type": "string", "description": text, "default": text, "example": text},
            "kind": {"type": "string", "enum": [f"k{text}", "other"]},
            "fixed": {"const": text},
            "pick": {"oneOf": [{"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/B"}]},
        },
    }
    other = {"type": "object", "properties": {f"q{text}": {"type": "integer"}}}
    operation = {
        "operationId": f"do{text}",
        "tags": [f"t{text}"],
        "summary": text,
        "description": text,
        "parameters": [
            {"name": f"n{text}", "in": "query", "description": text, "schema": {"type": "string", "enum": [text, "x"]}},
            {"name": f"h{text}", "in": "header", "schema": {"type": "string", "default": text}},
            {"name": f"c{text}", "in": "cookie", "schema": {"type": "string"}},
        ],
        "requestBody": {
            "description": text,
            "content": {
                f"application/{text}+json": {"schema": {"$ref": "#/components/schemas/A"}},
                "multipart/form-data": {
                    "schema": {"type": "object", "properties": {f"f{text}": {"type": "string", "format": "binary"}}},
                    "encoding": {f"f{text}": {"contentType": text}},
                },
            },
        },
        "responses": {
            "200": {
                "description": text,
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/A"}}},
            }
        },
        "security": [{text: [text]}],
        "servers": [{"url": text, "description": text}],
        "x-ferrule-name": f"m{text}",
        "x-ferrule-cache": {text: text},
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": text, "version": text, "description": text},
        "servers": [{"url": text, "variables": {text: {"default": text}}}],
        "tags": [{"name": f"t{text}", "description": text}],
        "x-ferrule-class": text,
        "x-ferrule-error": {"message": text},
        "webhooks": {
            f"w{text}": {
                "post": {
                    "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/B"}}}}
                }
            }
        },
        "paths": {"/a" + text.replace("{", "").replace("}", ""): {"post": operation}},
        "components": {
            "schemas": {"A": schema, "B": other},
            "securitySchemes": {text: {"type": "http", "scheme": text}},
        },
    }


def written(text: str, folder: Path) -> dict[str, str]:
    """The modules generated from `document(text)`, by kind."""
    raw = document(text)
    normalised = normalise.normalise(raw, "x.yaml")
    data, _, config = parser.parse(normalised, "x.yaml")
    shown = facade.facade(raw, "x", list(normalised.operations.values()))
    package = folder / "x"
    render.Renderer(data, config, normalised, shown, package).run()
    (endpoint,) = (path for path in package.glob("api/*/*.py") if path.name != "__init__.py")
    files = {"endpoint": endpoint, "init": package / "__init__.py", "facade": package / "_facade.py"}
    files |= {"webhooks": package / "webhooks.py"}
    files |= {"stub": package / "_facade.pyi", "a": package / "models" / "a.py", "b": package / "models" / "b.py"}
    return {kind: path.read_text(encoding="utf-8") for kind, path in files.items()}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The syntax of modules generated from harmless text."""
    return {kind: ast.parse(text) for kind, text in written("plain", tmp_path_factory.mktemp("plain")).items()}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXT)
@example(text='"""\nimport os; os.system("x")\n"""')
@example(text="{{ 7 * 7 }}{% raw %}")
def test_generated_modules_have_the_same_syntax_whatever_the_text(
    text: str, plain: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Names and literals differ; statements, calls and imports are those of harmless text."""
    for kind, module in written(text, tmp_path_factory.mktemp("hostile")).items():
        statements = [type(node).__name__ for node in ast.walk(ast.parse(module)) if isinstance(node, ast.stmt)]
        assert statements == [type(node).__name__ for node in ast.walk(plain[kind]) if isinstance(node, ast.stmt)]


@given(TEXT)
def test_a_literal_is_the_text_itself(text: str) -> None:
    """A literal evaluates to exactly the text it was made of, and is one line."""
    made = source.literal({text: [text, 1, None, True, 1.5]})
    assert ast.literal_eval(made) == {text: [text, 1, None, True, 1.5]}
    assert len(made.splitlines()) == 1


@given(st.lists(TEXT, min_size=1, max_size=4))
def test_a_docstring_stays_one(texts: list[str]) -> None:
    """Whatever is written into a docstring, a class body with it holds nothing else."""
    made = source.docstring([source.wrapped(text) for text in texts] + [source.entry("name", texts[0])], indent=4)
    (definition,) = ast.parse(f"class A:\n    {made}\n").body
    assert isinstance(definition, ast.ClassDef)
    assert [type(node) for node in definition.body] == [ast.Expr]
