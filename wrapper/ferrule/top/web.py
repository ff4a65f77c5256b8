"""`ferrule top --web`: the page of another process, for this user's browser alone."""

from __future__ import annotations

import hmac
import secrets
import sys
import threading
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from socketserver import TCPServer, ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from wsgiref.util import shift_path_info

from ferrule.dashboard import Dashboard
from ferrule.telemetry.feed import Feed
from ferrule.telemetry.process import Process
from ferrule.top.processes import Viewer


def show(viewer: Viewer) -> None:
    """Serve the page of a process, and print its address, until the process ends, or Ctrl-C."""
    snapshots = iter(viewer)
    latest = next(snapshots)
    with page(lambda: latest) as url:
        sys.stdout.write(f"{url}\n")
        sys.stdout.flush()
        for latest in snapshots:  # noqa: B007 - the page reads it
            pass


@contextmanager
def page(source: Callable[[], Process]) -> Generator[str, None, None]:
    """Serve the page on a free port of the loopback address.

    Who knows the address sees it: a part of its path is random. Other users of the machine do not know it.

    Args:
        source: what is shown.

    Yields:
        The address.
    """
    key = secrets.token_urlsafe(16)
    with make_server("127.0.0.1", 0, behind(key, source), _Server, _Handler) as server:
        threading.Thread(target=server.serve_forever, name="ferrule page", daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/{key}/"
        finally:
            server.shutdown()


def behind(key: str, source: Callable[[], Process]) -> Callable[[dict[str, Any], Any], Iterable[bytes]]:
    """The page below a path that only who was told it knows."""
    page = Dashboard(allow=lambda _: True, hosts=["127.0.0.1", "localhost"], feed=Feed(source))
    nothing = Dashboard()

    def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        given = shift_path_info(environ) or ""
        known = hmac.compare_digest(given.encode("utf-8", "replace"), key.encode())
        return (page if known else nothing).wsgi(environ, start_response)

    return app


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    allow_reuse_address = False

    def server_bind(self) -> None:
        """As HTTP servers do, without asking DNS for a name of the address."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self.socket.getsockname()
        self.setup_environ()

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser has hung up: nothing to print."""


class _Handler(WSGIRequestHandler):
    """Writes no log: paths hold the key."""

    def log_message(self, format: str, *_: object) -> None:
        pass
