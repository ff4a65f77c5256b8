"""Where a browser brings the answer of a sign-in back to a program on the same machine (RFC 8252 §7.3)."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl, urlsplit

from ferrule.errors import TokenUnavailable

_PAGE = b"<!doctype html><title>Signed in</title><p>That is all: this window may be closed.</p>"


class LoopbackRedirect:
    """A one-time listener on 127.0.0.1; use as a context manager.

    Args:
        port: to listen on; default 0, any free one (RFC 8252 §7.3: servers take any port of a loopback address).
        path: of the redirect URI (default `/callback`).

    Attributes:
        uri: the redirect URI.
    """

    def __init__(self, port: int = 0, path: str = "/callback") -> None:
        self._path = path
        self._answer: dict[str, str] | None = None
        self._arrived = threading.Event()
        self._server = HTTPServer(("127.0.0.1", port), self._handler())
        self.uri = f"http://127.0.0.1:{self._server.server_port}{path}"

    def wait(self, seconds: float) -> dict[str, str]:
        """The parameters that the browser brought.

        Raises:
            TokenUnavailable: none came within these seconds.
        """
        if not self._arrived.wait(seconds) or self._answer is None:
            raise TokenUnavailable(f"nobody signed in within {seconds:g} s")
        return self._answer

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        redirect = self

        class Handler(BaseHTTPRequestHandler):
            timeout = 5  # seconds; browsers open connections that they never use

            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                if parts.path != redirect._path or redirect._arrived.is_set():
                    self.send_error(404)
                    return
                self.send_response(200)
                self.send_header("content-type", "text/html; charset=utf-8")
                self.send_header("content-length", str(len(_PAGE)))
                self.send_header("referrer-policy", "no-referrer")  # the address holds the code
                self.end_headers()
                self.wfile.write(_PAGE)
                redirect._answer = dict(parse_qsl(parts.query))
                redirect._arrived.set()

            def log_message(self, format: str, *args: object) -> None:
                """Silent: the request line holds the code."""

        return Handler

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), name="ferrule sign-in", daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
