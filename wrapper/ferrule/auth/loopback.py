"""Where a browser brings the answer of a sign-in back to a program on the same machine (RFC 8252 §7.3)."""

from __future__ import annotations

import hmac
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from ferrule.errors import TokenRefused, TokenUnavailable

_ANSWERED = "The answer has arrived", "The program goes on with it. This window may be closed."
_DENIED = "The sign-in was refused", "The program has been told. This window may be closed."
_DOUBLED = "The sign-in failed", "The answer says something more than once. This window may be closed."


class LoopbackRedirect:
    """A listener on 127.0.0.1 for the one answer whose state is expected; use as a context manager.

    Any page in any browser of this machine can send requests here. Those without that state end nothing.

    Args:
        port: to listen on; default 0, any free one (RFC 8252 §7.3: servers take any port of a loopback address).
        path: of the redirect URI (default `/callback`).

    Attributes:
        uri: the redirect URI.
    """

    def __init__(self, port: int = 0, path: str = "/callback") -> None:
        self._path = path
        self._state = b""
        self._answer: dict[str, str] | None = None
        self._doubled = ""
        self._lock = threading.Lock()
        self._arrived = threading.Event()
        self._server = _Server(("127.0.0.1", port), self._handler())
        self._host = f"127.0.0.1:{self._server.server_port}"
        self.uri = f"http://{self._host}{path}"

    def expect(self, state: str) -> None:
        """Wait for the answer with this state from now on; until then every request is turned away."""
        self._state = state.encode()

    def wait(self, seconds: float) -> dict[str, str]:
        """The parameters that the browser brought.

        Raises:
            TokenUnavailable: none came within these seconds.
            TokenRefused: one of them came more than once (RFC 6749 §3.1).
        """
        if not self._arrived.wait(seconds):
            raise TokenUnavailable(f"nobody signed in within {seconds:g} s")
        if self._answer is None:
            raise TokenRefused(f"the answer of the sign-in has {self._doubled} more than once")
        return self._answer

    def _is_expected(self, query: dict[str, list[str]]) -> bool:
        states = query.get("state", [])
        known = bool(self._state) and len(states) == 1 and hmac.compare_digest(states[0].encode(), self._state)
        return known and ("code" in query or "error" in query)

    def _take(self, query: dict[str, list[str]]) -> tuple[int, tuple[str, str]] | None:
        """Keep the answer; returns status and page, None for one that comes too late."""
        doubled = ", ".join(sorted(name for name, values in query.items() if len(values) > 1 and name.isidentifier()))
        with self._lock:
            if self._answer is not None or self._doubled:
                return None
            if doubled:
                self._doubled = doubled
                return 400, _DOUBLED
            self._answer = {name: values[0] for name, values in query.items()}
            return 200, _DENIED if "error" in query else _ANSWERED

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        redirect = self

        class Handler(BaseHTTPRequestHandler):
            timeout = 5  # seconds; browsers open connections that they never use

            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                if parts.path != redirect._path:
                    self.send_error(404)
                elif not self._is_navigation():
                    self.send_error(403)
                elif not redirect._is_expected(query := parse_qs(parts.query, keep_blank_values=True)):
                    self.send_error(400)
                elif (taken := redirect._take(query)) is None:
                    self.send_error(404)
                else:
                    try:
                        self._send_page(*taken)
                    finally:
                        redirect._arrived.set()  # after the page, as the program may end now

            def _is_navigation(self) -> bool:
                """False for what a page sends by itself, or after it had its own name resolve to this machine."""
                return (
                    self.headers.get("host", "") == redirect._host
                    and self.headers.get("origin", "null") == "null"
                    and self.headers.get("sec-fetch-mode", "navigate") == "navigate"
                )

            def _send_page(self, status: int, page: tuple[str, str]) -> None:
                title, text = page
                body = f"<!doctype html><title>{title}</title><h1>{title}</h1><p>{text}</p>".encode()
                self.send_response(status)
                self.send_header("content-type", "text/html; charset=utf-8")
                self.send_header("content-length", str(len(body)))
                self.send_header("referrer-policy", "no-referrer")  # the address holds the code
                self.end_headers()
                self.wfile.write(body)

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


class _Server(ThreadingHTTPServer):
    """A thread for each connection, so that one that says nothing holds up no other."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Silent: a browser that went away is no event, and the traceback could show the code."""
