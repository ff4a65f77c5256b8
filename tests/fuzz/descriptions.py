"""Descriptions whose author is hostile: their text never becomes code, and what comes out can be imported."""

from __future__ import annotations

import ast
import json
import tempfile
from functools import cache
from pathlib import Path
from random import Random

from codegen.test_hostile import document
from ferrule.codegen import generate
from fuzz.mutation import text

SLOW = 60.0  # seconds of processor time: each case is a whole package
_PIECES = [
    '"', "'", '"""', "'''", "\\", "\n", "\r", "\t", "\0", "\x0c", "\u2028", "\u0085", "\N{BOM}", "{", "}", "{{", "}}", "{%", "%}", "{#", "#", "$", "`", "import os",
    "__import__('os')", "; ", "):", ")\n    ", "(", "[", "]", ",", "=", ":", "->", "lambda: ", "class A:", "def f(): ", "self", "None", "\\N{BULLET}", "\\u0022", "%s",
    "f\"{1}\"", "r'", "b'", "async", "await", "type: ignore", "noqa", "../", "/", "//", "~1", "~0", "*", "**", ".", "..", "__class__", "__init__", "_client", "raw",
    "ﬁ", "K", "ß", "日本", "\N{PILE OF POO}", "\u202e", "x" * 300, " ", "a", "A", "0",
]  # fmt: skip


def attempt(random: Random) -> None:
    """One text wherever an author's text may stand: the package has the statements of one made from harmless text."""
    hostile = text(random, _PIECES, 6)
    for name, module in _generated(hostile).items():
        found = _statements(module)
        assert found in _harmless(), f"{hostile!r} changes {name}:\n{module}"


@cache
def _harmless() -> list[list[str]]:
    return [_statements(module) for module in _generated("plain").values()]


def _statements(module: str) -> list[str]:
    """The kinds of a module's statements and calls; names and literals may differ."""
    return [
        type(node).__name__
        for node in ast.walk(ast.parse(module))
        if isinstance(node, (ast.stmt, ast.Lambda, ast.Await))
    ]


def _generated(hostile: str) -> dict[str, str]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "x.json").write_text(json.dumps(document(hostile)), encoding="utf-8")
        generate(folder / "x.json", None, folder, "made")
        return {path.name: path.read_text(encoding="utf-8") for path in sorted((folder / "made").rglob("*.py*"))}
