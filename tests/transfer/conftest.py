"""Clients that save and send files, over a scripted server, in both worlds on virtual time."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from ferrule import ApiKey, Policies, ReadFailed
from ferrule.codegen import generate
from streams.conftest import Site, Step, reply
from worlds import AsyncWorld, BlockingWorld

WHOLE = bytes(number * 7 % 251 for number in range(1000))
"""A file."""
TAG = '"v1"'


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The package generated from files.yaml."""
    folder = tmp_path_factory.mktemp("files")
    generate(Path(__file__).parent / "files.yaml", None, folder, "files_client")
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    yield importlib.import_module("files_client")
    sys.path.remove(str(folder))


@pytest.fixture(autouse=True)
def states(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of what uploads go on from, which is this test's own."""
    folder = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    return folder / "ferrule" / "uploads"


class Store(Site):
    """A client of the files, and what its server is asked."""

    def save(self, target: Any, *answers: Any, name: str = "a.bin", options: Any = None, **more: Any) -> Any:
        """Save the file, the server answering so."""
        self.serve(*answers)
        download = self.client.files.get.file(name, **(options or {}))
        return self.do(lambda: download.save(target, **more))

    def send(self, source: Any, *answers: Any, **more: Any) -> Any:
        """Send a file by Google's protocol, the server answering so."""
        self.serve(*answers)
        upload = self.client.blobs.insert.upload(name="a.bin")
        return self.do(lambda: upload.send(source, **more))

    def said(self) -> list[tuple[str, str | None, int]]:
        """Method, `Content-Range` and bytes of each request."""
        return [
            (call.method, call.headers.get("content-range"), len(call.body.get("content") or b""))
            for call in self.calls
        ]

    def do(self, work: Callable[[], Any]) -> Any:
        """Run what gives a value, or an awaitable of one, in the world."""

        async def scenario() -> Any:
            made = work()
            return made if isinstance(self.world, BlockingWorld) else await made

        return self.run(scenario)

    def asked(self) -> list[tuple[str | None, str | None]]:
        """`Range` and `If-Range` of each request."""
        return [(call.headers.get("range"), call.headers.get("if-range")) for call in self.calls]


@pytest.fixture(params=[BlockingWorld, AsyncWorld], ids=["sync", "async"])
def store(request: pytest.FixtureRequest, files: ModuleType) -> Store:
    """A store in each world; its client does not retry."""
    world = request.param()
    facade = files.Files if isinstance(world, BlockingWorld) else files.AsyncFiles
    return Store(world, facade(auth=ApiKey("key"), runtime=world.runtime, policies=Policies(retry=None)))


def file(*steps: Step, status: int = 200, etag: str | None = TAG, **headers: str) -> Any:
    """An answer with a file, or with some of it."""
    if etag is not None:
        headers["etag"] = etag
    return reply(*steps, status=status, content_type="application/octet-stream", **headers)


def whole(content: bytes = WHOLE, **headers: Any) -> Any:
    """An answer with a whole file."""
    return file(content, content_length=str(len(content)), **headers)


def part(first: int, last: int, total: Any = 1000, content: bytes = WHOLE, **headers: Any) -> Any:
    """A 206 with these bytes."""
    steps = headers.pop("steps", (content[first : last + 1],))
    return file(*steps, status=206, content_range=f"bytes {first}-{last}/{total}", **headers)


def cut(at: int, content: bytes = WHOLE, **headers: Any) -> Any:
    """An answer with a whole file, whose connection breaks there."""
    return file(content[:at], ReadFailed("cut"), content_length=str(len(content)), **headers)


def left(folder: Path) -> list[str]:
    """Names of the files in a folder."""
    return sorted(one.name for one in folder.iterdir())
