"""What overlays declare about uploads, and how that is held against the description."""

from __future__ import annotations

import importlib
import inspect
import json
import sys
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from ferrule.codegen import CodegenError, generate

NUMBERS = count()
BYTES = {"schema": {"type": "string", "format": "binary"}}


def described(fact: Any, content: Any, **operation: Any) -> dict[str, Any]:
    """A description with an operation that takes `content`, and one that may start an upload."""
    body = {} if content is None else {"requestBody": {"required": True, "content": content}}
    name = {"name": "name", "in": "query", "required": True, "schema": {"type": "string"}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Described", "version": "1"},
        "paths": {
            "/files": {
                "post": {
                    "operationId": "files/insert", "tags": ["all"], "parameters": [name],
                    "responses": {"200": {"description": "", "content": {"application/json": {"schema": {"type": "integer"}}}}},
                    "x-ferrule-name": "insert", "x-ferrule-upload": fact, **body, **operation,
                }
            },
            "/sessions": {
                "post": {
                    "operationId": "files/start", "tags": ["others"], "x-ferrule-name": "start",
                    "parameters": [{"name": "size", "in": "query", "schema": {"type": "integer"}}],
                    "responses": {"200": {"description": ""}},
                }
            },
        },
    }  # fmt: skip


def module_of(document: dict[str, Any], folder: Path) -> Any:
    """The endpoint module of the operation that takes files."""
    name = f"uploads{next(NUMBERS)}"
    (folder / "openapi.json").write_text(json.dumps(document))
    report = generate(folder / "openapi.json", None, folder, name)
    assert not report.ledger.unexplained
    assert report.ledger.counts["upload"] == {"spec": 1, "generated": 1, "lost": 0}
    assert "insert = _ferrule.uploaded(_all__insert)" in (folder / name / "_facade.pyi").read_text()
    sys.path.insert(0, str(folder))
    try:
        importlib.invalidate_caches()
        return importlib.import_module(f"{name}.api.all.insert")
    finally:
        sys.path.remove(str(folder))


def parameters(module: Any) -> list[str]:
    """Names of what an upload takes."""
    return list(inspect.signature(module._upload_kwargs).parameters)


def test_the_request_of_another_operation_starts_it(tmp_path):
    """With that one's parameters."""
    module = module_of(described({"protocol": "google", "start": "files/start"}, {"a/b": BYTES}), tmp_path)
    assert (module._UPLOAD, parameters(module)) == ({"protocol": "google"}, ["size"])
    assert module._start._OPERATION["id"] == "files/start"
    assert module._upload_kwargs(size=3)["params"] == {"size": "3"}
    assert "upload" not in module._OPERATION["facts"]


@pytest.mark.parametrize("content", [
    {"application/octet-stream": BYTES}, {"*/*": BYTES}, {"image/png": BYTES, "application/json": {"schema": {}}},
])  # fmt: skip
def test_a_file_that_is_the_body_is_no_parameter(tmp_path, content):
    """Nor is its media type."""
    module = module_of(described({"protocol": "body"}, content), tmp_path)
    assert parameters(module) == ["name"]
    assert module._upload_kwargs(name="a")["content"] == b""


def test_a_request_of_its_own_keeps_its_parameters(tmp_path):
    """With the metadata in its body."""
    module = module_of(described({"protocol": "tus"}, {"application/json": {"schema": {}}}), tmp_path)
    assert parameters(module) == ["body", "name"]


@pytest.mark.parametrize(("fact", "content", "operation", "why"), [
    ({"protocol": "google", "start": "files/begin"}, None, {}, "no operation that is generated has the operationId files/begin"),
    ({"protocol": "body"}, {"application/json": {"schema": {}}}, {}, "no body of it is described as bytes"),
    ({"protocol": "body"}, None, {}, "no body of it is described as bytes"),
    ({"protocol": "body", "start": "files/start"}, {"a/b": BYTES}, {}, "nothing starts an upload whose file is the body"),
    ({"protocol": "tus"}, None, {"x-ferrule-stream": {"item": "/paths"}}, "pages or events takes no files"),
])  # fmt: skip
def test_what_is_not_in_the_description_is_named(tmp_path, fact, content, operation, why):
    """With the action of the overlay."""
    (tmp_path / "openapi.json").write_text(json.dumps(described(fact, content, **operation)))
    with pytest.raises(CodegenError, match=why) as caught:
        generate(tmp_path / "openapi.json", None, tmp_path, f"uploads{next(NUMBERS)}")
    assert "x-ferrule-upload" in str(caught.value) and "$.paths['/files'].post" in str(caught.value)
