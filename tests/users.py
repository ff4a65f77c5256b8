"""Users' code in both worlds, over real connections: the same test reads as blocking and as async calls."""

from __future__ import annotations

import asyncio
import inspect
from typing import Any


class Users:
    """Makes calls one after the other, in one of both worlds.

        github = users.client(GitHub, AsyncGitHub, base_url=...)
        user = users.wait(github.users.get_by_username("octocat"))

    Args:
        runner: runs what is awaited; None for blocking code.
    """

    def __init__(self, runner: asyncio.Runner | None) -> None:
        self._runner = runner
        self._clients: list[Any] = []

    def client(self, blocking: Any, asynchronous: Any, *args: Any, **settings: Any) -> Any:
        """A client of this world, closed at the end of the test."""
        made = (asynchronous if self._runner else blocking)(*args, **settings)
        self._clients.append(made)
        return made

    def wait(self, result: Any) -> Any:
        """What a call gives: at once, or when awaited."""
        return self._runner.run(result) if self._runner and inspect.iscoroutine(result) else result

    def close(self) -> None:
        """Close all clients."""
        for client in self._clients:
            self.wait(client.aclose() if self._runner else client.close())
