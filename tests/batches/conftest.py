"""A shop whose server does as a test says, and runs over its operations, in both worlds on virtual time."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import attrs
import pytest

import acme
import ferrule
from ferrule import Bearer, Call, Policies, Response
from ferrule.api import Api, ApiDescription, AsyncApi, AsyncGroup, Group, group
from ferrule.client.groups import EndpointDescriptor
from worlds import AsyncWorld, BlockingWorld, World

Answer = Callable[[Call], Awaitable[Any] | Any]
KEY = "idempotency-key"


def operation(name: str, method: str, **facts: Any) -> Any:
    """An endpoint module of an operation with one required parameter."""
    made = acme.module(name, method, facts=facts)

    def _get_kwargs(id: str, *, size: int = 1, body: Any = None) -> dict[str, Any]:
        if not isinstance(id, str):
            raise ValueError(f"id must be text, got {type(id).__name__}")
        kwargs: dict[str, Any] = {"method": method.lower(), "url": f"/users/{id}", "params": {"size": size}}
        return kwargs if body is None else {**kwargs, "json": body}

    made._get_kwargs = _get_kwargs
    return made


class _Users:
    get = EndpointDescriptor(operation("get", "GET"))
    put = EndpointDescriptor(operation("put", "PUT"))
    create = EndpointDescriptor(operation("create", "POST"))
    charge = EndpointDescriptor(operation("charge", "POST", **{"idempotency-key": "Idempotency-Key"}))


class Users(_Users, Group):
    """Users."""


class AsyncUsers(_Users, AsyncGroup):
    """Users."""


API = ApiDescription(
    name="shop",
    servers=[{"url": "https://api.example/v1"}],
    security_schemes={"token": {"type": "http", "scheme": "bearer"}},
)


class Shop(Api):
    """Blocking client."""

    description = API
    users = group(Users)


class AsyncShop(AsyncApi):
    """Async client."""

    description = API
    users = group(AsyncUsers)


class Killed(BaseException):
    """Stands for the end of the process: nothing that catches errors sees it."""


@attrs.define
class Site:
    """A client of the shop, and what its server is asked.

    Attributes:
        world: sync or async, on virtual time.
        journal: path of a journal, for those that want one.
        sent: id, idempotency key and time of each request.
    """

    world: World
    journal: Path
    client: Any = None
    answer: Answer = lambda call: echo(call)
    sent: list[tuple[str, str | None, float]] = attrs.field(factory=list)

    @property
    def users(self) -> Any:
        return self.client.users

    @property
    def ids(self) -> list[str]:
        """What was asked for, in order."""
        return [one for one, _, _ in self.sent]

    def fresh(self, policies: Policies | None = None, auth: Any = None) -> None:
        """Another process: a world and a client of its own; the journal stays."""
        self.world = type(self.world)()
        self.serve(self.answer)
        facade = Shop if isinstance(self.world, BlockingWorld) else AsyncShop
        policies = policies or Policies(retry=None, cache=None)
        self.client = facade(auth=auth or Bearer("secret-token"), runtime=self.world.runtime, policies=policies)

    def serve(self, answer: Answer) -> None:
        """Answer each request by a status, JSON, a response or an error, as a function of the call says."""
        self.answer = answer

        async def handler(call: Call) -> Response:
            name = call.url.rpartition("/")[2]
            self.sent.append((name, call.headers.get(KEY), round(self.world.runtime.now(), 3)))
            found = answer(call)
            if isinstance(found, Awaitable):
                found = await found
            if isinstance(found, BaseException):
                raise found
            if isinstance(found, int):
                return acme.answer(found, {"name": "wrong"})
            return found if isinstance(found, Response) else acme.answer(200, found)

        self.world.handler = handler

    def run(self, operation: Any, inputs: Any, **settings: Any) -> list[Any]:
        """The items of a run, to its end or error."""
        got: list[Any] = []
        self.into(got, operation, inputs, **settings)
        return got

    def into(self, got: list[Any], operation: Any, inputs: Any, **settings: Any) -> Any:
        """The same, into a list of the caller's. Returns the run."""

        async def scenario() -> Any:
            run = ferrule.bulk(operation, inputs, **settings)
            await drain(run, got.append)
            return run

        return self.world.run(scenario)


async def drain(run: Any, take: Callable[[Any], Any]) -> None:
    """Take all items of a run, in `with`."""
    if isinstance(run, ferrule.Bulk):
        with run:
            for item in run:
                take(item)
    else:
        async with run:
            async for item in run:
                take(item)


def echo(call: Call) -> Any:
    """The user who was asked for."""
    return {"name": call.url.rpartition("/")[2]}


async def slow(site: Site, call: Call) -> Any:
    """The same after a while."""
    await site.world.runtime.sleep(0.2)
    return echo(call)


def records(path: Path) -> list[dict[str, Any]]:
    """What a journal says after its head."""
    return [json.loads(line) for line in path.read_text().splitlines()[1:]]


def states(path: Path) -> list[tuple[str, str]]:
    """Key and state of each record."""
    return [(record["key"], record["state"]) for record in records(path)]


@pytest.fixture(params=[BlockingWorld, AsyncWorld], ids=["sync", "async"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Site:
    """A site in each world."""
    made = Site(request.param(), tmp_path / "journal")
    made.fresh()
    made.serve(echo)
    return made
