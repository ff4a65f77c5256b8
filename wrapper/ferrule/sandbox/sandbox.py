"""`Sandbox`: a real HTTP server on loopback that serves the APIs Ferrule has clients for, and misbehaves on demand."""

from __future__ import annotations

import time
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

from ferrule.errors import ConfigError

from .apis import STATEFUL
from .apis.base import Api
from .apis.identity import Identity
from .apis.tokens import Tokens
from .apis.world import World
from .app import DOWNLOADS, App, locate
from .clock import Clock
from .control import Control
from .documents import SHIPPED, checked, key_names, load
from .log import Connections, Log
from .rules import Faults
from .server import Server, loopback
from .wire import Service


class Sandbox:
    """The server.

        with Sandbox() as sandbox:
            sandbox.faults.add(Status(503, retry_after=1), api="github", times=2)
            client = GitHub(base_url=sandbox.url("github"), auth=Bearer("any"))
            ...
            assert len(sandbox.log) == 3

    `github`, `stripe`, `storage`, `identity` and `assistant` remember what they are told; others answer with examples.
    Requests are checked against the API's OpenAPI document: one that does not conform gets a 400 and a problem document
    that says why. Any credential is accepted but the text `invalid`; those that `identity` issued expire.

    Args:
        *apis: names of those to serve; all that Ferrule ships if none is given.
        host: a loopback address.
        port: 0 picks a free one.
        seed: of the random that the rates of faults are drawn from.
        clock: its time; `clock.advance(3600)` lets tokens expire.
        documents: further APIs to serve, OpenAPI 3.1 documents by name; they are answered with examples.

    Raises:
        ConfigError: there is no such API, a document is none, the host is not loopback, or the port is none.

    Attributes:
        faults: what goes wrong, see `Faults.add`.
        log: the requests that arrived.
        connections: how many connections clients hold.
        clock: its time.
        world: knobs: `world.rate_limit`, `world.token_lifetime`.
    """

    def __init__(
        self,
        *apis: str,
        host: str = "127.0.0.1",
        port: int = 0,
        seed: int = 0,
        clock: Clock | None = None,
        documents: Mapping[str, dict[str, Any]] | None = None,
    ) -> None:
        own = {name: checked(name, document) for name, document in (documents or {}).items()}
        if odd := [name for name in apis if not _is_text(name)]:
            raise ConfigError(
                f"names of APIs are texts, one by one, such as Sandbox('github', 'stripe'); got {odd[0]!r}"
            )
        names = dict.fromkeys(apis or (*SHIPPED, *own))
        self.clock = clock or Clock()
        self.faults = Faults(seed, (*names, DOWNLOADS))
        self.connections = Connections()
        self._host = loopback(host)
        self.world = World(self.clock, Tokens(self.clock))
        self._apis: dict[str, Api] = {
            name: STATEFUL.get(name, Api)(name, own[name] if name in own else load(name), self.world) for name in names
        }
        self.log = Log({name: key_names(api.document) for name, api in self._apis.items()})
        control = Control(self.faults, self.log, self.connections, self.clock, self.urls, self._forget, self._decide)
        self._started = time.monotonic()
        service = Service(
            locate=locate,
            answer=App(self._apis, control, self.world).answer,
            faults=self.faults,
            log=self.log,
            connections=self.connections,
            uptime=lambda: time.monotonic() - self._started,
            now=self.clock.now,
        )
        # The second port serves the same, as another origin: a redirect to it must not carry credentials along.
        self._server = Server(host, (port, 0), service)

    def start(self) -> Self:
        """Listen; returns itself.

        Raises:
            ConfigError: the port is taken, or it runs already.
        """
        try:
            self._server.start()
        except OSError as error:
            raise ConfigError(f"the sandbox cannot listen on {self._host}: {error.strerror or error}") from error
        self._started = time.monotonic()
        first, second = self._server.ports
        name = f"[{self._host}]" if ":" in self._host else self._host
        self.world.origin = f"http://{name}:{first}"
        self.world.other_origin = f"http://{name}:{second}"
        return self

    def stop(self) -> None:
        """Break all connections and end the thread. Idempotent."""
        self._server.stop()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def origin(self) -> str:
        """`http://HOST:PORT`; the control endpoint is at `/_sandbox` below it.

        Raises:
            ConfigError: it was not started yet.
        """
        if not self.world.origin:
            raise ConfigError("the sandbox has no address yet: start() it, or use it in a with statement")
        return self.world.origin

    def url(self, api: str) -> str:
        """The base URL of an API, to give to its client.

        Raises:
            ConfigError: it is not served here, or the sandbox was not started yet.
        """
        if api not in self._apis:
            raise ConfigError(f"this sandbox serves {', '.join(self._apis)}, not {api!r}")
        return f"{self.origin}/{api}"

    def urls(self) -> dict[str, str]:
        """Base URLs by API."""
        return {name: self.url(name) for name in self._apis}

    @property
    def stateful(self) -> tuple[str, ...]:
        """The APIs served that remember what they are told."""
        return tuple(name for name, api in self._apis.items() if type(api) is not Api)

    def reset(self) -> None:
        """Everything as it was at the start: state, faults, log, clock. Connections stay."""
        self._server.call(self._forget)

    def decide(self, user_code: str, *, approve: bool = True) -> None:
        """Do what the user of a waiting device does (RFC 8628 §3.3): approve it, or refuse.

        Raises:
            ConfigError: no device waits under that code.
        """
        if not self._server.call(lambda: self._decide(user_code, approve)):
            raise ConfigError(f"no device waits under the code {user_code!r}")

    def _decide(self, user_code: str, approve: bool) -> bool:
        identities = [api for api in self._apis.values() if isinstance(api, Identity)]
        return any(identity.decide(user_code, approve=approve) for identity in identities)

    def _forget(self) -> None:
        self.faults.clear()
        self.log.clear()
        self.connections.reset()
        self.world.reset()
        for api in self._apis.values():
            api.reset()


def _is_text(value: object) -> bool:
    """Whether a name is one, and not a list of them."""
    return isinstance(value, str)
