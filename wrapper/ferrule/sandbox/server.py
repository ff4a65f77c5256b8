"""The server: a thread with an event loop of its own, so that blocking and async tests are served alike."""

from __future__ import annotations

import asyncio
import ipaddress
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Final, TypeVar

from ferrule.errors import ConfigError

from .wire import Connection, Service

T = TypeVar("T")
_LAST_PORT: Final = 65_535


class Server:
    """Listens on loopback, and nowhere else.

    Args:
        host: a loopback address; anybody who reaches the server may control it.
        ports: one listener each; 0 picks a free port.
        service: answers all of them.

    Raises:
        ConfigError: not loopback, or not a port.
    """

    def __init__(self, host: str, ports: tuple[int, ...], service: Service) -> None:
        self._host = loopback(host)
        for port in ports:
            if not _is_port(port):
                raise ConfigError(f"port {port!r} cannot be: a port is 0 to {_LAST_PORT}, and 0 picks a free one")
        self._wanted = ports
        self._service = service
        self._live: set[Connection] = set()
        self.ports: tuple[int, ...] = ()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Returns when the ports listen.

        Raises:
            ConfigError: it runs already.
            OSError: a port is taken.
        """
        if self._thread is not None:
            raise ConfigError("the sandbox is running already")
        listening: Future[tuple[int, ...]] = Future()
        # It has its own thread: the caller's may be running a loop already, and then no other can run in it.
        thread = threading.Thread(
            target=lambda: asyncio.run(self._serve(listening)), name="ferrule-sandbox", daemon=True
        )
        thread.start()
        self.ports = listening.result()
        self._thread = thread

    def stop(self) -> None:
        """Close listeners and connections, and end the thread; nothing where it does not run."""
        if self._thread is not None:
            self._loop.call_soon_threadsafe(self._stopping.set)
            self._thread.join()
            self._thread = None

    def call(self, function: Callable[[], T]) -> T:
        """Run a function between two requests, and wait for its result: the state belongs to the server's thread.

        Raises:
            ConfigError: it does not run.
        """
        if self._thread is None:
            raise ConfigError("the sandbox is not running: start() it, or use it in a with statement")

        async def run() -> T:
            return function()

        return asyncio.run_coroutine_threadsafe(run(), self._loop).result()

    async def _serve(self, listening: Future[tuple[int, ...]]) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopping = asyncio.Event()
        servers: list[asyncio.Server] = []
        try:
            for port in self._wanted:
                servers += [await self._listen(port)]
            listening.set_result(tuple(server.sockets[0].getsockname()[1] for server in servers))
            await self._stopping.wait()
        except Exception as error:  # whatever keeps it from listening is for the caller, who waits
            listening.set_exception(error)
        finally:
            await self._close(servers)

    async def _listen(self, port: int) -> asyncio.Server:
        return await self._loop.create_server(
            lambda: Connection(self._service, self._live), self._host, port, backlog=1024
        )

    async def _close(self, servers: list[asyncio.Server]) -> None:
        for server in servers:
            server.close()
        unfinished = asyncio.all_tasks() - {asyncio.current_task()}
        for connection in tuple(self._live):
            connection.abort()
        await asyncio.gather(*unfinished, return_exceptions=True)


def _is_port(value: object) -> bool:
    return isinstance(value, int) and 0 <= value <= _LAST_PORT


def loopback(host: str) -> str:
    """The host itself if nobody outside this machine can reach it.

    Raises:
        ConfigError: it is not a loopback address.
    """
    try:
        if host == "localhost" or ipaddress.ip_address(host).is_loopback:
            return host
    except ValueError:
        pass
    raise ConfigError(f"the sandbox listens on loopback only, not on {host!r}: use 127.0.0.1")
