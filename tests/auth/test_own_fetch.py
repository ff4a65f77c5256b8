"""Credentials whose `fetch` is a user's own: what it raises is the caller's, with what to do."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator
from typing import Any

import httpx
import pytest

from auth.endpoints import Client, together
from ferrule import Call, Operation, Options, Runtime
from ferrule.auth import Token, TokenCredential, TokenStoreMemory
from ferrule.errors import TokenUnavailable
from worlds import BlockingWorld, World, a_response

LOGIN = Operation("orders", "login", "login", "POST", "/login")


class Own(TokenCredential):
    """Does what the test says."""

    def __init__(self, act: Callable[[Token | None, Runtime], Any], **settings: Any) -> None:
        super().__init__(**settings)
        self._act = act

    async def fetch(self, previous: Token | None, runtime: Runtime) -> Token:
        token: Token = await self._act(previous, runtime)
        return token


class Strict(Exception):
    """An error that cannot be copied, as it wants two arguments and keeps none."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__()
        self.said = f"{one}-{two}"


@pytest.mark.parametrize("stored", [False, True])
@pytest.mark.parametrize(
    "error", [KeyError("ttl"), httpx.ConnectError("down"), TimeoutError("theirs"), Strict("a", "b")]
)
def test_what_a_fetch_raises_is_the_callers(
    world: World, error: Exception, stored: bool, caplog: pytest.LogCaptureFixture
) -> None:
    """As it is, for all who wait and for those who come while it is left alone; a note says where it is from."""

    async def act(previous: Token | None, runtime: Runtime) -> Token:
        await runtime.sleep(1)
        raise error

    settings: dict[str, Any] = {"store": TokenStoreMemory(), "identity": "me"} if stored else {}
    credential = Own(act, **settings)
    found: list[Exception] = []

    async def ask() -> None:
        try:
            await credential.obtain(world.runtime)
        except Exception as caught:
            found.append(caught)

    async def scenario() -> None:
        await together(world.runtime, ask, ask)
        await ask()
        assert world.runtime.now() == pytest.approx(1.0, abs=0.01)

    with caplog.at_level(logging.WARNING, logger="ferrule"):
        world.run(scenario)
    assert [type(one) for one in found] == [type(error)] * 3
    assert all(vars(one).get("said") == vars(error).get("said") for one in found)
    assert all("raised by Own.fetch, which gets tokens by `await runtime.send(…)`" in one.__notes__[0] for one in found)
    assert all(one.__traceback__ is not None and "act" in _functions(one) for one in found)
    (message,) = caplog.messages
    assert f": {type(error).__name__}; next try" in message


def _functions(error: Exception) -> list[str]:
    names: list[str] = []
    step = error.__traceback__
    while step is not None:
        names.append(step.tb_frame.f_code.co_name)
        step = step.tb_next
    return names


def test_a_fetch_that_waits_for_what_a_blocking_client_cannot_says_so(caplog: pytest.LogCaptureFixture) -> None:
    """The caller learns what to do, and does not wait for a thread that has ended."""
    world = BlockingWorld()

    class Foreign:
        def __await__(self) -> Generator[object]:
            yield object()

    async def act(previous: Token | None, runtime: Runtime) -> Any:
        await Foreign()

    async def scenario() -> None:
        with pytest.raises(TypeError, match=r"cannot wait for by Own\.fetch.*`await runtime\.send"):
            await Own(act).obtain(world.runtime)

    with caplog.at_level(logging.WARNING, logger="ferrule"):
        world.run(scenario)
    assert "background work failed" in caplog.messages


def test_what_a_fetch_returns_must_be_a_token(world: World) -> None:
    """A text, say, has no end."""

    async def act(previous: Token | None, runtime: Runtime) -> Any:
        return "t1"

    async def scenario() -> None:
        with pytest.raises(TypeError, match=r"returned str in place of a ferrule\.auth\.Token"):
            await Own(act).obtain(world.runtime)

    world.run(scenario)


def test_a_fetch_that_takes_too_long_is_ended(world: World) -> None:
    """That is no error of its own."""

    async def act(previous: Token | None, runtime: Runtime) -> Any:
        await runtime.sleep(99)

    async def scenario() -> None:
        with pytest.raises(TokenUnavailable, match="no token came within 3 s"):
            await Own(act, timeout=3.0).obtain(world.runtime)

    world.run(scenario)


def test_a_fetch_sends_through_the_runtime(world: World) -> None:
    """With what is public: a call of an operation, under options, on the client's own connections."""

    async def server(call: Call) -> Any:
        if call.url.endswith("/login"):
            assert call.body == {"json": {"key": "k"}}
            return a_response(200, b'{"token": "t1", "seconds": 60}')
        return a_response(200 if call.headers.get("authorization") == "Bearer t1" else 401)

    world.handler = server

    async def act(previous: Token | None, runtime: Runtime) -> Token:
        call = Call(LOGIN, "POST", "https://orders.example/login", {}, {"json": {"key": "k"}}, Options())
        answer = (await runtime.send(call)).json()
        return Token(access=answer["token"], lifetime=answer["seconds"], expires=runtime.wall() + answer["seconds"])

    client = Client(world.runtime, Own(act))
    assert world.run(client.get) == 200
