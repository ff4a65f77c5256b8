"""A generated package of the tiny description, importable."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

import attrs
import pytest

from ferrule.codegen import Report, generate

SPECS = Path(__file__).parent / "specs"
_NUMBERS = count()


@attrs.frozen
class Received:
    """A response as parsing sees it."""

    status_code: int
    content: bytes = b""
    headers: dict[str, str] = attrs.field(factory=lambda: {"content-type": "application/json"})


@attrs.frozen
class Tiny:
    """The generated package and the report of its generation."""

    path: Path
    report: Report
    name: str

    def __getattr__(self, name: str) -> Any:
        return self.module(name)

    def module(self, name: str) -> ModuleType:
        return importlib.import_module(f"{self.name}.{name}" if name else self.name)


def generated_package(spec: Path, folder: Path, name: str) -> Tiny:
    """The package `name`, generated from `spec` into `folder`, which is put on the import path."""
    report = generate(spec, None, folder, name)
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    return Tiny(folder / name, report, name)


@contextmanager
def answering(schemas: dict[str, Any], *answers: str, version: str = "3.1.0") -> Iterator[Tiny]:
    """A package with an operation for each of some schemas, which answers with it and is named like it."""
    paths: dict[str, Any] = {}
    for name in answers:
        content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
        responses = {"200": {"description": "", "content": content}}
        paths[f"/{name}"] = {"get": {"operationId": name, "tags": ["default"], "responses": responses}}
    document = {
        "openapi": version, "info": {"title": "Answers", "version": "1"}, "paths": paths,
        "components": {"schemas": schemas},
    }  # fmt: skip
    with TemporaryDirectory() as folder:
        spec = Path(folder) / "openapi.json"
        spec.write_text(json.dumps(document))
        yield generated_package(spec, Path(folder), f"answers_{next(_NUMBERS)}")
        sys.path.remove(folder)


def answer(package: Tiny, name: str, value: Any) -> tuple[Any, list[Any]]:
    """A value as the answer of the operation for a schema, and what is reported."""
    mismatches: list[Any] = []
    module = package.module(f"api.default.{name}")
    return module._parse_success(Received(200, json.dumps(value).encode()), mismatches), mismatches


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tiny]:
    """The package generated from specs/tiny.yaml."""
    found = generated_package(SPECS / "tiny.yaml", tmp_path_factory.mktemp("generated"), "tiny_client")
    yield found
    sys.path.remove(str(found.path.parent))


@pytest.fixture
def received() -> type[Received]:
    """The class of responses to parse."""
    return Received
