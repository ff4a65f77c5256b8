"""Packages generated from small schemas, and clients of them over a scripted engine in both worlds."""

from __future__ import annotations

import asyncio
import importlib
import random
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any

import attrs
import pytest

from acme import ScriptedEngine
from ferrule.call import Call, Response
from ferrule.codegen.pipeline import Report, generate
from ferrule.runtime.aio import AsyncRuntime
from ferrule.runtime.blocking import BlockingRuntime
from virtual import VirtualLoop, VirtualThreads
from worlds import EPOCH

_NUMBERS = count()


@attrs.frozen
class Package:
    """A generated package."""

    name: str
    path: Path
    report: Report

    def module(self, name: str = "") -> ModuleType:
        """One of its modules."""
        return importlib.import_module(f"{self.name}.{name}" if name else self.name)

    def parse(self, operation: str, data: Any, mismatches: list[Any] | None = None) -> Any:
        """Data as the model of an operation (`group.name`)."""
        module = self.module(f"api.{operation}")
        return module._parse_success(Response(200, [], encoded({"data": data})), mismatches)


def encoded(value: Any) -> bytes:
    """A value as JSON."""
    import msgspec

    return msgspec.json.encode(value)


def written(folder: Path, schema: str, operations: str, facts: str = "") -> Path:
    """Schema, operations and facts as files; the schema's path."""
    (folder / "operations").mkdir(parents=True, exist_ok=True)
    (folder / "schema.graphql").write_text(schema)
    (folder / "operations" / "all.graphql").write_text(operations)
    if facts:
        (folder / "facts.yaml").write_text(facts)
    return folder / "schema.graphql"


Make = Callable[..., Package]


@pytest.fixture(scope="session")
def make(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Make]:
    """Generates a package from a schema and operations, which are in the group `all`."""
    added: list[str] = []

    def made(schema: str, operations: str, facts: str = "") -> Package:
        folder, name = tmp_path_factory.mktemp("graphql"), f"graph_{next(_NUMBERS)}"
        source = written(folder, schema, operations, facts)
        report = generate(source, folder / "facts.yaml" if facts else None, folder, name)
        added.append(str(folder))
        sys.path.insert(0, str(folder))
        importlib.invalidate_caches()
        return Package(name, folder / name, report)

    yield made
    for folder in added:
        sys.path.remove(folder)


class Engine(ScriptedEngine):
    """Takes functions of the call among its steps, too."""

    async def send(self, call: Call) -> Response:
        step: Any = await super().send(call)
        return step if isinstance(step, Response) else step(call)


class World:
    """A world on virtual time, over a scripted engine."""

    name: str
    prefix = ""

    def __init__(self) -> None:
        self.now: Callable[[], float]

    def client(self, package: ModuleType, class_name: str, *steps: Any, **settings: Any) -> Any:
        """A client of a package whose engine answers with these steps."""
        self.engine = Engine(*steps)
        cls = getattr(package, f"{self.prefix}{class_name}")
        return cls(runtime=self.runtime(), **settings)

    def runtime(self) -> Any:
        raise NotImplementedError

    def run(self, call: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        raise NotImplementedError

    def all(self, walk: Any) -> list[Any]:
        """Everything that a walk gives."""
        raise NotImplementedError


class Blocking(World):
    name = "blocking"

    def __init__(self) -> None:
        self._threads = VirtualThreads(EPOCH)
        self.now = self._threads.now

    def runtime(self) -> Any:
        return BlockingRuntime(self.engine, clock=self._threads, rng=random.Random(0).random)

    def run(self, call: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return call(*args, **kwargs)

    def all(self, walk: Any) -> list[Any]:
        return list(walk)


class Async(World):
    name = "async"
    prefix = "Async"

    def __init__(self) -> None:
        self._now = 0.0
        self.now = lambda: self._now

    def runtime(self) -> Any:
        return AsyncRuntime(
            self.engine, now=lambda: self._now, wall=lambda: EPOCH + self._now, rng=random.Random(0).random
        )

    def run(self, call: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        async def main() -> Any:
            return await call(*args, **kwargs)

        return self._ran(main)

    def all(self, walk: Any) -> list[Any]:
        async def main() -> Any:
            return [one async for one in walk]

        found: list[Any] = self._ran(main)
        return found

    def _ran(self, main: Callable[[], Any]) -> Any:
        with asyncio.Runner(loop_factory=lambda: VirtualLoop(self._now, self._advanced)) as runner:
            return runner.run(main())

    def _advanced(self, now: float) -> None:
        self._now = now


@pytest.fixture(params=[Blocking, Async], ids=lambda one: one.name)
def world(request: pytest.FixtureRequest) -> World:
    """Either world."""
    made: World = request.param()
    return made


def said(body: Any, status: int = 200, content_type: str = "application/json", **headers: str) -> Response:
    """An answer as a server sends it."""
    content = body if isinstance(body, bytes) else encoded(body)
    fields = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Response(status, [(b"content-type", content_type.encode()), *fields], content)
