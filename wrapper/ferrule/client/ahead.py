"""Something that is fetched while the caller is busy with what came before it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from ferrule.runtime.base import Runtime
from ferrule.runtime.race import closed

R = TypeVar("R")


class Ahead(Generic[R]):
    """Starts at once; its result, or what it raised, is there when it is wanted.

    Args:
        runtime: where it runs.
        fetch: what it does.
    """

    def __init__(self, runtime: Runtime, fetch: Callable[[], Awaitable[R]]) -> None:
        came: list[R | Exception] = []

        async def work() -> None:  # knows neither its user nor this, which may both be dropped meanwhile
            try:
                came.append(await fetch())
            except Exception as error:
                came.append(error)

        self._came = came
        self._task = runtime.spawn(work)

    async def result(self) -> R:
        """What came. A `Refused` says that the client was closed meanwhile."""
        await self._task.join()
        if not self._came:
            raise closed()
        (came,) = self._came
        if isinstance(came, Exception):
            raise came
        return came

    async def drop(self) -> None:
        """Stop it; nobody wants its result."""
        self._task.cancel()
        await self._task.join()

    def __del__(self) -> None:
        self._task.cancel()  # of a user that was given up without a close
