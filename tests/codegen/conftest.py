"""A generated package of the tiny description, importable."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import attrs
import pytest

from ferrule.codegen import Report, generate

SPECS = Path(__file__).parent / "specs"


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
