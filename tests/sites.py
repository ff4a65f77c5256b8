"""Clients of a description with a list in each style, over a scripted server, in both worlds on virtual time."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import attrs
import httpx
import pytest

from ferrule import ApiKey, Call, Policies, Response
from ferrule.codegen import generate
from worlds import AsyncWorld, BlockingWorld, World

Answer = tuple[Any, dict[str, str]]


@pytest.fixture(scope="session")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The package generated from lists.yaml."""
    folder = tmp_path_factory.mktemp("lists")
    generate(Path(__file__).parent / "paging" / "lists.yaml", None, folder, "lists")
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    yield importlib.import_module("lists")
    sys.path.remove(str(folder))


@attrs.define
class Site:
    """A client of the lists, and what its server is asked.

    Attributes:
        world: sync or async, on virtual time.
        rows: the client's operations.
        asked: path and query of each request, without the host.
    """

    world: World
    client: Any
    asked: list[str] = attrs.field(factory=list)

    @property
    def rows(self) -> Any:
        return self.client.rows

    def serve(self, answer: Callable[[httpx.URL, Any], Any]) -> None:
        """Answer each request by a function of its URL and JSON body: JSON, JSON with header fields, or a status."""

        async def handler(call: Call) -> Response:
            url = httpx.URL(call.url)
            if params := call.body.get("params"):
                url = url.copy_merge_params(params)
            self.asked.append(url.raw_path.decode())
            content: Any = call.body.get("content")
            found = answer(url, json.loads(content) if content else None)
            if isinstance(found, int):
                return Response(found, [])
            value, headers = found if isinstance(found, tuple) else (found, {})
            raw = [(b"content-type", b"application/json")]
            raw += [(name.encode(), text.encode()) for name, one in headers.items() for text in one.split("\n")]
            return Response(200, raw, json.dumps(value).encode())

        self.world.handler = handler

    def script(self, *answers: Any) -> None:
        """Answer the requests one after the other; any further request is a failure of the test."""
        left = list(answers)
        self.serve(lambda url, body: left.pop(0))

    def walk(self, listing: Any) -> list[Any]:
        """Everything that it gives, to its end or error."""
        got: list[Any] = []
        self.run(lambda: self._drain(listing, got.append))
        return got

    def run(self, scenario: Callable[[], Any]) -> Any:
        """Run a coroutine function in the world."""
        return self.world.run(scenario)

    async def _drain(self, listing: Any, take: Callable[[Any], None]) -> None:
        if isinstance(self.world, BlockingWorld):
            for one in listing:
                take(one)
        else:
            async for one in listing:
                take(one)


def ids(items: Any) -> list[int]:
    """What tells items apart."""
    return [one.id for one in items]


def page(*numbers: int, **more: Any) -> dict[str, Any]:
    """A page with rows of these ids."""
    return {"data": [{"id": number} for number in numbers], **more}


@pytest.fixture(params=[BlockingWorld, AsyncWorld], ids=["sync", "async"])
def site(request: pytest.FixtureRequest, lists: ModuleType) -> Site:
    """A site in each world."""
    return a_site(request.param(), lists)


def a_site(world: World, lists: ModuleType, base_url: str | None = None, policies: Policies | None = None) -> Site:
    """A site; its client's own key is `key`."""
    facade = lists.Lists if isinstance(world, BlockingWorld) else lists.AsyncLists
    client = facade(
        auth=ApiKey("key"), runtime=world.runtime, base_url=base_url, policies=policies or Policies(retry=None)
    )
    return Site(world, client)
