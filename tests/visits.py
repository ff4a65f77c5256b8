"""A caller of an ASGI application, which may go away whenever a test says so."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

Messages = list[dict[str, Any]]


class Visit:
    """One request to an application, message by message.

    Args:
        app: the application.
        path: where to.
        method: HTTP method.
        headers: header fields of the request.
        parts: of its body.
        spec_version: of ASGI, as the server would say; Starlette leaves streams alone from 2.4 on.

    Attributes:
        sent: what the application sent, in order.
    """

    def __init__(
        self,
        app: Any,
        path: str,
        method: str = "GET",
        *,
        headers: Iterable[tuple[bytes, bytes]] = (),
        parts: Iterable[bytes] = (b"",),
        spec_version: str = "2.3",
    ) -> None:
        self._app = app
        self._scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": spec_version},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"",
            "root_path": "",
            "headers": list(headers),
            "client": ("127.0.0.1", 1),
            "server": ("service.test", 80),
        }
        self._parts = list(parts)
        self._gone = asyncio.Event()
        self._grew = asyncio.Event()
        self.sent: Messages = []

    def leave(self) -> None:
        """Hang up."""
        self._gone.set()

    async def run(self) -> Messages:
        """Have it answered, and return what was sent."""
        await self._app(self._scope, self._receive, self._send)
        return self.sent

    async def until_sent(self, count: int) -> None:
        """Return when so many messages were sent."""
        while len(self.sent) < count:
            self._grew.clear()
            await self._grew.wait()

    @property
    def status(self) -> int:
        """Of the answer."""
        status: int = self.sent[0]["status"]
        return status

    @property
    def is_whole(self) -> bool:
        """Whether the answer has an end."""
        return bool(self.sent) and self.sent[-1]["type"] == "http.response.body" and not self.sent[-1].get("more_body")

    @property
    def body(self) -> bytes:
        """Of the answer, as far as it came."""
        return b"".join(message.get("body", b"") for message in self.sent)

    @property
    def headers(self) -> dict[str, str]:
        """Of the answer."""
        return {name.decode(): value.decode() for name, value in self.sent[0]["headers"]}

    async def _receive(self) -> dict[str, Any]:
        if self._parts:
            part = self._parts.pop(0)
            return {"type": "http.request", "body": part, "more_body": bool(self._parts)}
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: dict[str, Any]) -> None:
        self.sent.append(message)
        self._grew.set()
        await asyncio.sleep(0)  # as a server does that writes
