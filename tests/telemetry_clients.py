"""Clients whose calls tests await, in whichever world."""

from __future__ import annotations

from typing import Any

from ferrule import Policies, Retry
from ferrule.auth.source import TokenCredential
from ferrule.auth.tokens import Token
from ferrule.call import Body, Call, Response
from ferrule.errors import CallError
from ferrule_apis.github import GitHub
from ferrule_apis.github.api.users import get_by_username as get_user
from worlds import World, a_response

ONCE_MORE = Retry(attempts=2, transient_scale=0.0)


def client_in(world: World, *observers: Any, auth: Any = None, **policies: Any) -> GitHub:
    """A client without cache and retries, unless the test asks for them."""
    settings = Policies(**{"cache": None, "retry": None, "observers": observers, **policies})
    return GitHub(auth, policies=settings, runtime=world.runtime)


def a_call_of(client: GitHub, **changes: Any) -> Call:
    """A call of one operation, with some of it changed."""
    session = client._session
    call = session.call(session.core.target(get_user), ("octocat",), {})
    for name, value in changes.items():
        setattr(call, name, value)
    return call


async def called(client: GitHub, **changes: Any) -> Response:
    """Its response."""
    return await client._session.core.send(a_call_of(client, **changes))


async def tried(client: GitHub, **changes: Any) -> Response | CallError:
    """What becomes of it."""
    try:
        return await called(client, **changes)
    except CallError as error:
        return error


class Tokens(TokenCredential):
    """Fetches tokens, or fails."""

    fails: Exception | None = None
    secret = ""

    async def fetch(self, previous: Token | None, runtime: Any) -> Token:
        if self.fails is not None:
            raise self.fails
        access = self.secret or f"t{runtime.now()}"
        return Token(access=access, lifetime=3600.0, expires=runtime.wall() + 3600.0)


class _Source:
    """A body of two parts, each after a second, then its end."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._parts = [b"part", b"another"]

    async def receive(self) -> bytes:
        await self._world.runtime.sleep(1.0)
        return self._parts.pop(0) if self._parts else b""

    async def release(self) -> None:
        pass

    def abandon(self, then: Any) -> None:
        then()


def streaming(world: World) -> None:
    """Answer with such a body."""

    async def handler(call: Call) -> Response:
        response = a_response(200)
        response.body = Body(_Source(world))
        return response

    world.handler = handler
