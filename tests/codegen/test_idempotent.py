"""What makes a request safe to send again is checked against its parameters."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ferrule.codegen import CodegenError, generate


def described(fact: Any) -> dict[str, Any]:
    """A description of one DELETE with a precondition in its query, and one in its headers."""
    parameters = [
        {"name": name, "in": place, "schema": {"type": "string"}}
        for name, place in (("ifGenerationMatch", "query"), ("X-Lock", "header"))
    ]
    removed = {
        "operationId": "rows/delete", "tags": ["rows"], "parameters": parameters, "x-ferrule-idempotent": fact,
        "responses": {"204": {"description": "gone"}},
    }  # fmt: skip
    return {
        "openapi": "3.1.0",
        "info": {"title": "Rows", "version": "1"},
        "servers": [{"url": "https://rows.example"}],
        "paths": {"/rows": {"delete": removed}},
    }


def generated(tmp_path: Path, fact: Any) -> str:
    """Source of the operation's module."""
    (tmp_path / "rows.json").write_text(json.dumps(described(fact)))
    generate(tmp_path / "rows.json", None, tmp_path / "out", "rows")
    return (tmp_path / "out/rows/api/rows/delete.py").read_text()


@pytest.mark.parametrize("fact", [True, False, {"when": ["ifGenerationMatch", "x-lock", "If-Match"]}])
def test_a_precondition_is_a_parameter_or_any_header(tmp_path: Path, fact: Any) -> None:
    """Callers may set headers that the description does not have."""
    assert '"idempotent"' in generated(tmp_path, fact)


def test_a_parameter_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """It would otherwise do nothing."""
    with pytest.raises(CodegenError, match="the operation has no parameter ifGenerationMach in its query or headers"):
        generated(tmp_path, {"when": ["ifGenerationMatch", "ifGenerationMach"]})
