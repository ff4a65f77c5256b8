"""The server: a thread with an event loop of its own, so that blocking and async tests are served alike."""

from __future__ import annotations

import asyncio
import ipaddress
import threading
from collections.abc import Callable
from typing import TypeVar

from ferrule.errors import ConfigError

from .wire import Connection, Service

T = TypeVar("T")


class Server:
    """Listens on loopback, and nowhere else.

    Args:
        host: a loopback address; anybody who reaches the server may control it.
        ports: one listener each; 0 picks a free port.
        service: answers all of them.
    """

    def __init__(self, host: str, ports: tuple[int, ...], service: Service) -> None:
        self._host = loopback(host)
        self._wanted = ports
        self._service = service
        self._live: set[Connection] = set()
        self.ports: tuple[int, ...] = ()

    def start(self) -> None:
        """Returns when the ports listen.

        Raises:
            OSError: a port is taken.
        """
        self._loop = asyncio.new_event_loop()
        try:
            self._servers = [self._loop.run_until_complete(self._listen(port)) for port in self._wanted]
        except OSError:
            self._loop.close()
            raise
        self.ports = tuple(server.sockets[0].getsockname()[1] for server in self._servers)
        self._thread = threading.Thread(target=self._run, name="ferrule-sandbox", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Close listeners and connections, and end the thread."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def call(self, function: Callable[[], T]) -> T:
        """Run a function between two requests, and wait for what it returns: the state belongs to the server's thread."""

        async def run() -> T:
            return function()

        return asyncio.run_coroutine_threadsafe(run(), self._loop).result()

    async def _listen(self, port: int) -> asyncio.Server:
        loop = asyncio.get_running_loop()
        return await loop.create_server(lambda: Connection(self._service, self._live), self._host, port, backlog=1024)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()
        self._loop.run_until_complete(self._close())
        self._loop.close()

    async def _close(self) -> None:
        for server in self._servers:
            server.close()
        unfinished = asyncio.all_tasks() - {asyncio.current_task()}
        for connection in tuple(self._live):
            connection.abort()
        await asyncio.gather(*unfinished, return_exceptions=True)


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
