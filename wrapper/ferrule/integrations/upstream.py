"""An API that a service calls: its client, made when the service starts and closed when it ends."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Generic, ParamSpec, Self, TypeVar

from ferrule.client.api import Api, AsyncApi
from ferrule.client.description import ApiDescription
from ferrule.client.readiness import hindrances
from ferrule.errors import ConfigError

P = ParamSpec("P")
C = TypeVar("C", bound=Api | AsyncApi)


class Upstream(Generic[C]):
    """The client of one API, for as long as the service runs. Nothing is made before that.

        github = Upstream(AsyncGitHub, auth=Bearer.from_env("GITHUB_TOKEN"))

    It is a dependency of FastAPI by itself: `Annotated[AsyncGitHub, Depends(github)]`, to be replaced in tests by
    `app.dependency_overrides[github]`. Elsewhere `github.client` is the client.

    Args:
        make: the client's class, or a function that makes it.
        *args: what it is called with.
        **kwargs: what it is called with by name.

    Attributes:
        name: what it is called in the service's health; default the API's.
        required: the service cannot do without it.
    """

    def __init__(self, make: Callable[P, C], *args: P.args, **kwargs: P.kwargs) -> None:
        self._make: Callable[[], C] = partial(make, *args, **kwargs)
        described: ApiDescription | None = getattr(make, "description", None)
        self.name: str = described.name if described else str(getattr(make, "__name__", "upstream"))
        self.required = False
        self._client: C | None = None
        self._users = 0
        self._lock = threading.Lock()

    def in_health(self, *, name: str | None = None, required: bool = False) -> Self:
        """Say how it counts for the service's health. Changes this very object, and returns it.

        Args:
            name: what it is called there, such as where two clients of one API are used; default the API's name.
            required: the service cannot do without it, so that it is not ready while calls are refused. Default False:
                it is ready, and says that it is degraded. Otherwise one outage would take the service out of rotation.
        """
        self.name, self.required = name or self.name, required
        return self

    @property
    def client(self) -> C:
        """The client, while the service runs.

        Raises:
            ConfigError: it does not, or was not told of this upstream.
        """
        if self._client is None:
            raise ConfigError(f"the upstream {self.name!r} is not running: give it to the service's lifespan")
        return self._client

    async def __call__(self) -> C:
        """The client, as FastAPI asks for it."""
        return self.client

    def hindrances(self) -> list[str]:
        """Why its calls are refused at present, in words that name no host; nothing is sent to find out."""
        if self._client is None:
            return ["not running"]
        client: Api | AsyncApi = self._client
        return hindrances(client._session.core)

    def open(self) -> C:
        """Make the client, or take part in the one that runs. Each `open` is followed by a `close` or an `aclose`.

        Raises:
            ConfigError: the client cannot be made as said.
        """
        with self._lock:
            if self._client is None:
                self._client = self._make()
            self._users += 1
            return self._client

    def close(self) -> None:
        """Close a blocking client, if nobody else uses it."""
        client = self._leave()
        if isinstance(client, Api):
            client.close()

    async def aclose(self) -> None:
        """Close the client, if nobody else uses it."""
        client: Api | AsyncApi | None = self._leave()
        if isinstance(client, AsyncApi):
            await client.aclose()
        elif client is not None:
            await asyncio.to_thread(client.close)  # it may wait for a token that is on its way

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[C, None]:
        """The client, open within the block."""
        client = self.open()
        try:
            yield client
        finally:
            await self.aclose()

    def _leave(self) -> C | None:
        with self._lock:
            self._users -= 1
            if self._users:
                return None
            client, self._client = self._client, None
            return client

    def __repr__(self) -> str:
        return f"<Upstream {self.name}: {'not ' if self._client is None else ''}running>"
