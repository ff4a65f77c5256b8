"""`ferrule top --web`: the page of another process, for this user's browser alone."""

from __future__ import annotations

import hmac
import secrets
import sys
import threading
from collections.abc import Callable, Iterable
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from wsgiref.util import shift_path_info

from ferrule.dashboard import Dashboard
from ferrule.telemetry.feed import Feed
from ferrule.telemetry.process import Process
from ferrule.top.processes import Viewer


def show(viewer: Viewer) -> None:
    """Serve the page on a free port of the loopback address until the process ends, or Ctrl-C.

    Who knows the address sees it: a part of the path is random. Other users of the machine do not know it.
    """
    latest, snapshots = Latest(), iter(viewer)
    latest.process = next(snapshots)
    key = secrets.token_urlsafe(16)
    with make_server("127.0.0.1", 0, behind(key, latest), _Server, _Handler) as server:
        sys.stdout.write(f"http://127.0.0.1:{server.server_port}/{key}/\n")
        sys.stdout.flush()
        threading.Thread(target=server.serve_forever, name="ferrule page", daemon=True).start()
        try:
            for latest.process in snapshots:
                pass
        finally:
            server.shutdown()


class Latest:
    """The latest snapshot."""

    process: Process

    def __call__(self) -> Process:
        """It."""
        return self.process


def behind(key: str, latest: Callable[[], Process]) -> Callable[[dict[str, Any], Any], Iterable[bytes]]:
    """The page below a path that only who was told it knows."""
    page = Dashboard(allow=lambda _: True, hosts=["127.0.0.1", "localhost"], feed=Feed(latest))
    nothing = Dashboard()

    def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        given = shift_path_info(environ) or ""
        known = hmac.compare_digest(given.encode("utf-8", "replace"), key.encode())
        return (page if known else nothing).wsgi(environ, start_response)

    return app


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    allow_reuse_address = False


class _Handler(WSGIRequestHandler):
    """Writes no log: paths hold the key."""

    def log_message(self, *_: object) -> None:
        pass
