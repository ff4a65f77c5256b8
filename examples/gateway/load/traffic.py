"""Mixed traffic for one service: what is asked, how often, and what came of it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from random import Random

import attrs
import httpx

KINDS = {"weather": 40, "somebody": 20, "profile": 10, "checkout": 10, "file": 10, "chat": 10}
"""What is asked, and how often of a hundred times."""

_PATIENCE = 20.0  # seconds a caller waits
_HANGS_UP = 0.3  # seconds after which a caller goes away who does


@attrs.frozen
class Outcome:
    """What became of one request.

    Attributes:
        kind: which request.
        at: seconds since the start of the load.
        seconds: until the whole answer was there.
        status: of the answer; 0 where the connection broke.
        ours: whether an error was answered by the service itself: JSON, not a server's bare page.
        leaked: words of an upstream that were in the answer.
    """

    kind: str
    at: float
    seconds: float
    status: int
    ours: bool = True
    leaked: tuple[str, ...] = ()


@attrs.define
class Traffic:
    """Asks one service, and remembers what came.

    Args:
        http: of the callers.
        url: of the service.
        now: seconds since the start of the load.
        secrets: words that no answer may hold.
        tokens: for what needs one, by scope.
        label: tells the orders of services apart.
    """

    http: httpx.AsyncClient
    url: str
    now: Callable[[], float]
    secrets: tuple[str, ...]
    tokens: dict[str, str]
    label: str
    random: Random = attrs.field(factory=lambda: Random(1))
    outcomes: list[Outcome] = attrs.field(factory=list[Outcome])
    hung_up: int = 0
    _asked: int = 0

    def next_kind(self) -> str:
        """What is asked next."""
        return self.random.choices(list(KINDS), list(KINDS.values()))[0]

    async def ask(self, kind: str) -> None:
        """Ask for one thing, and wait for the whole answer."""
        self._asked += 1
        at, began = self.now(), time.perf_counter()
        try:
            response = await self.http.send(self._request(kind))
        except httpx.HTTPError:
            self.outcomes.append(Outcome(kind, at, time.perf_counter() - began, 0))
            return
        seconds = time.perf_counter() - began
        text = f"{response.text}\n{response.headers}"
        leaked = tuple(word for word in self.secrets if word in text)
        ours = response.status_code < 400 or "json" in response.headers.get("content-type", "")
        self.outcomes.append(Outcome(kind, at, seconds, response.status_code, ours, leaked))

    async def hang_up(self) -> None:
        """Ask for something slow, and go away."""
        self.hung_up += 1
        try:
            async with asyncio.timeout(_HANGS_UP):
                await self.http.get(f"{self.url}/profiles/slow-{self.label}-{self.hung_up}", timeout=_PATIENCE)
        except (TimeoutError, httpx.HTTPError):
            return

    def _request(self, kind: str) -> httpx.Request:
        def request(method: str, path: str, **more: object) -> httpx.Request:
            return self.http.build_request(method, self.url + path, timeout=_PATIENCE, **more)  # type: ignore[arg-type]

        match kind:
            case "weather":
                return request("GET", "/weather/london")
            case "somebody":
                return request("GET", f"/profiles/nobody-{self._asked}")  # another one each time: in no cache
            case "profile":
                return request("GET", "/profiles/octocat")
            case "file":
                return request("GET", "/files/report.pdf")
            case "chat":
                bearer = {"Authorization": f"Bearer {self.tokens['chat']}"}
                return request("POST", "/chat", json={"text": "one two three"}, headers=bearer)
            case _:
                order = {"amount": 100 + self._asked, "currency": "eur", "phone": "+4915112345678"}
                key = f"{self.label}-order-{self._asked}"
                bearer = {"Authorization": f"Bearer {self.tokens['checkout']}", "Idempotency-Key": key}
                return request("POST", "/checkout", json=order, headers=bearer)
