"""Text of a description never becomes code."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ferrule.codegen import CodegenError, facade, generate, normalise, parser, render
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
                "headers": {
                    "X-State": {"description": text, "schema": {"type": "string", "enum": [f"s{text}", "other"]}},
                    "X-Pairs": {"schema": {"type": "object", "properties": {f"r{text}": {"type": "integer"}}}},
                    "X-Json": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/A"}}}},
                    "X-Text": {"content": {f"text/{text}": {"schema": {"type": "string"}}}},
                },
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
    data, _ = parser.parse(normalised, "x.yaml")
    shown = facade.facade(raw, "x", list(normalised.operations.values()))
    package = folder / "x"
    render.Renderer(data, normalised, shown, package).run()
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


@settings(max_examples=40, deadline=None)
@given(name=st.one_of(TEXT, st.text("!#$%&'*+.^_`|~-aA0", min_size=1, max_size=8)))
@example(name="'+x+'")
@example(name="``")
def test_a_header_is_an_attribute_or_lost_whatever_its_name(
    name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Nothing else is in the class, and what no server can send has its reason."""
    raw = document("plain")
    (path,) = raw["paths"]
    raw["paths"][path]["post"]["responses"] = {"204": {"headers": {"X-One": {}, name: {}}}}
    normalised = normalise.normalise(raw, "x.yaml")
    data, _ = parser.parse(normalised, "x.yaml")
    shown = facade.facade(raw, "x", list(normalised.operations.values()))
    package = tmp_path_factory.mktemp("names") / "x"
    render.Renderer(data, normalised, shown, package).run()
    (endpoint,) = (path for path in package.glob("api/*/*.py") if path.name != "__init__.py")
    *_, last = ast.parse(endpoint.read_text(encoding="utf-8")).body
    assert isinstance(last, ast.ClassDef)
    lost = sum(note.kind == "header" for note in normalised.notes)
    assert [type(part) for part in last.body] == [ast.Expr, *[ast.AnnAssign] * (2 - lost), ast.FunctionDef]
    assert lost == (re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", name) is None)


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


def _described(**schemas: Any) -> dict[str, Any]:
    return {"openapi": "3.1.0", "info": {"title": "x", "version": "1"}, "paths": {}, "components": {"schemas": schemas}}


def _generated(document: dict[str, Any], folder: Path) -> list[str]:
    """Paths of the modules generated from a document."""
    (folder / "x.json").write_text(json.dumps(document))
    generate(folder / "x.json", None, folder, "api")
    return [path.relative_to(folder / "api").as_posix() for path in sorted((folder / "api").rglob("*.py"))]


AWKWARD = [
    "con", "CON", "Aux", "nul", "com1", "LPT9", "Foo", "foo", "FOO", "ﬁle", "file", "Ⅷ", "VIII", "K", "\u212a", "ß", "ss", "日本",
    "class", "None", "self", "__init__", "../up", "a/b", "a.b", "models", "types", "Any", "Shape", "", " ", "x" * 5000,
]  # fmt: skip


def test_names_are_files_everywhere(tmp_path: Path) -> None:
    """Unique without regard to case, none that Windows keeps for devices, none that leads out; each can be imported."""
    document = _described(
        **{name: {"type": "object", "properties": {name: {"type": "string"}}} for name in AWKWARD if name}
    )
    document["paths"] = {
        f"/{number}": {"get": {"operationId": name, "tags": [name], "responses": {"204": {"description": "x"}}}}
        for number, name in enumerate(AWKWARD)
    }
    modules = _generated(document, tmp_path)
    assert len({module.lower() for module in modules}) == len(modules)
    devices = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.py)?", re.IGNORECASE)
    assert not [module for module in modules if any(devices.fullmatch(part) for part in module.split("/"))]
    assert max(len(part) for module in modules for part in module.split("/")) < 255
    names = [module.removesuffix(".py").replace("/", ".").removesuffix(".__init__") for module in modules]
    script = "import importlib, sys\nfor name in sys.argv[1:]: importlib.import_module('api.' + name)\nimport api.models as m\n[getattr(m, n) for n in dir(m)]"
    wanted = [name for name in names if name not in ("__init__", "_facade")]
    done = subprocess.run(
        [sys.executable, "-c", script, *wanted], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "schemas",
    [
        {"A": {"$ref": "#/components/schemas/A"}},
        {"A": {"$ref": "#/components/schemas/B"}, "B": {"$ref": "#/components/schemas/A"}},
        {"A": {"allOf": [{"$ref": "#/components/schemas/B"}]}, "B": {"allOf": [{"$ref": "#/components/schemas/A"}]}},
        {"A": {"type": "array", "items": {"$ref": "#/components/schemas/A"}}},
        {
            "A": {
                "oneOf": [
                    {"$ref": "#/components/schemas/A"},
                    {"type": "array", "items": {"$ref": "#/components/schemas/A"}},
                ]
            }
        },
    ],
)
def test_what_is_made_of_itself_only_may_be_anything(schemas: dict[str, Any], tmp_path: Path) -> None:
    """And the ledger says so."""
    _generated(_described(**schemas), tmp_path)
    ledger = json.loads((tmp_path / "api" / "ledger.json").read_text())
    assert any("itself" in note["reason"] for note in ledger["changed"])


def test_what_doubles_at_each_step_is_refused(tmp_path: Path) -> None:
    """Forty references would be a billion schemas once written out."""
    schemas: dict[str, Any] = {"A40": {"type": "string"}}
    for number in range(40):
        inner = {"$ref": f"#/components/schemas/A{number + 1}"}
        schemas[f"A{number}"] = {"oneOf": [inner, {"type": "array", "items": inner}]}
    with pytest.raises(CodegenError, match="more than 100,000 schemas"):
        _generated(_described(**schemas), tmp_path)


def test_what_is_nested_endlessly_is_refused(tmp_path: Path) -> None:
    """With an error, whatever step has too little room for it."""
    for depth in (2_000, 30_000):
        nested = '{"items": ' * depth + "{}" + "}" * depth
        (tmp_path / "x.json").write_text(json.dumps(_described(A="@")).replace('"@"', nested))
        with pytest.raises(CodegenError):
            generate(tmp_path / "x.json", None, tmp_path, "api")


def test_half_a_character_is_refused(tmp_path: Path) -> None:
    """JSON can write it, but no file can."""
    (tmp_path / "x.json").write_text(json.dumps(_described(A={"type": "string", "description": "\ud800"})))
    with pytest.raises(CodegenError, match="half a surrogate pair"):
        generate(tmp_path / "x.json", None, tmp_path, "api")
    (tmp_path / "x.json").write_text(json.dumps(_described(A={"type": "string", "description": "\N{PILE OF POO}"})))
    assert generate(tmp_path / "x.json", None, tmp_path, "api").models == 0


@pytest.mark.parametrize(
    "ref",
    [
        "../x.yaml", "/etc/passwd", "%2e%2e/x.yaml", "..\\x.yaml", "C:\\x.yaml", "sub/../../x.yaml", "//x.example/y",
        "file:///etc/passwd", "https://x.example/y", "ftp://x.example/y",
    ],
)  # fmt: skip
def test_a_reference_does_not_leave_its_folder(ref: str, tmp_path: Path) -> None:
    """However it is written, on whatever system; and URLs are not followed by default."""
    with pytest.raises(CodegenError, match=r"leaves the folder|not followed by default|has a backslash"):
        _generated(_described(A={"$ref": f"{ref}#/A"}), tmp_path)
