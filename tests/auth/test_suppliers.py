"""Tokens that a function or a file keeps fresh."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from auth.endpoints import Client
from ferrule.auth.credentials import Bearer
from ferrule.errors import ConfigError
from worlds import AsyncWorld, World, a_response


def tokens_sent(world: World) -> list[str]:
    """The tokens of the calls so far."""
    return [call.headers["authorization"].removeprefix("Bearer ") for call in world.sent]


def test_a_function_is_asked_for_each_request(world: World) -> None:
    """What it gives now is what is sent now."""
    given = iter(["t1", "t2"])
    client = Client(world.runtime, Bearer.from_callable(lambda: next(given)))

    async def scenario() -> None:
        await client.get()
        await client.get()

    world.run(scenario)
    assert tokens_sent(world) == ["t1", "t2"]


def test_a_function_may_be_async_in_async_clients() -> None:
    """An `async def` is awaited."""
    world = AsyncWorld()

    async def ask() -> str:
        return "t1"

    world.run(Client(world.runtime, Bearer.from_callable(ask)).get)
    assert tokens_sent(world) == ["t1"]


@pytest.mark.parametrize(("then", "sends"), [("t2", ["t1", "t2"]), ("t1", ["t1"])])
def test_after_a_401_it_is_asked_once_more(world: World, then: str, sends: list[str]) -> None:
    """Another token is tried once; the same token is not."""
    world.script(401)
    given = iter(["t1", then])
    client = Client(world.runtime, Bearer.from_callable(lambda: next(given)))
    assert world.run(client.get) == 401
    assert tokens_sent(world) == sends


def test_what_cannot_be_sent_is_refused_without_being_shown(world: World) -> None:
    """A function that gives something with a line break sends nothing."""
    client = Client(world.runtime, Bearer.from_callable(lambda: "s3cret\r\nX-Evil: 1"))
    with pytest.raises(ConfigError) as raised:
        world.run(client.get)
    assert "s3cret" not in str(raised.value)
    assert world.sent == []


def test_a_file_is_read_again_when_it_was_replaced(world: World, tmp_path: Path) -> None:
    """Each request has the file's token of that moment; where the file is gone for a moment, the last one."""
    path = tmp_path / "token"
    path.write_text("t1\n")
    client = Client(world.runtime, Bearer.from_file(path))

    async def scenario() -> None:
        await client.get()
        (tmp_path / "next").write_text("t2-longer\n")
        (tmp_path / "next").replace(path)
        await client.get()
        path.unlink()
        await client.get()

    world.handler = lambda call: _fine()
    world.run(scenario)
    assert tokens_sent(world) == ["t1", "t2-longer", "t2-longer"]


def test_a_file_that_is_missing_is_named(world: World, tmp_path: Path) -> None:
    """The first request says which file it wanted."""
    client = Client(world.runtime, Bearer.from_file(tmp_path / "nowhere"))
    with pytest.raises(ConfigError, match=r"nowhere \(FileNotFoundError\)"):
        world.run(client.get)


def test_a_file_that_would_be_waited_for_is_refused(world: World, tmp_path: Path) -> None:
    """Reading a FIFO ends when somebody has written to it, which may be never."""
    os.mkfifo(tmp_path / "fifo")
    client = Client(world.runtime, Bearer.from_file(tmp_path / "fifo"))
    with pytest.raises(ConfigError, match="fifo: it is no regular file"):
        world.run(client.get)


async def _fine():  # type: ignore[no-untyped-def]
    return a_response()
