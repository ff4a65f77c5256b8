"""What arrived: one entry for each request, and how many connections are open."""

from __future__ import annotations

import hashlib
import re
import threading
from collections import deque
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any, Final

from attrs import asdict, define, field

from .messages import Request

# Enough for any test; a benchmark must not grow the process.
_KEPT: Final = 10_000
BODY_KEPT: Final = 64 * 1024
_SECRET_HEADERS: Final = frozenset({"authorization", "proxy-authorization", "cookie", "x-api-key"})
_SECRET_QUERY: Final = re.compile(r"(?<![^&])(key|access_token|client_secret|token)=([^&]+)", re.IGNORECASE)


@define
class Exchange:
    """One request that arrived, whatever became of it.

    Attributes:
        number: 1 for the first request since the log was cleared.
        connection: number of the connection it came on; equal numbers mean a connection was reused.
        api, method, path, query: what was asked for; credentials in the query are redacted.
        headers: names in lower case; a credential is replaced by a fingerprint, so that two tokens can be told apart.
        body: up to 64 KiB of it; not shown over HTTP.
        at: seconds since the server started.
        seconds: how long the reply took, None while it is under way or when the connection went away.
        status: status code sent, None if none was.
        faults: kinds of the faults it suffered.
    """

    number: int
    connection: int
    api: str
    method: str
    path: str
    query: str
    headers: dict[str, str]
    at: float
    body: bytes = field(default=b"", repr=False)
    seconds: float | None = None
    status: int | None = None
    faults: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As the control endpoint shows it."""
        return asdict(self, filter=lambda attribute, _: attribute.name != "body")


class Log:
    """The requests of one server, oldest first; the last 10,000 are kept. Safe to read from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._entries: deque[Exchange] = deque(maxlen=_KEPT)
        self._count = 0

    def __len__(self) -> int:
        """How many requests arrived since the log was cleared, kept or not."""
        return self._count

    def __iter__(self) -> Iterator[Exchange]:
        with self._lock:
            return iter(tuple(self._entries))

    def __getitem__(self, index: int) -> Exchange:
        with self._lock:
            return self._entries[index]

    def select(self, api: str | None = None, method: str | None = None, path: str = "*") -> list[Exchange]:
        """The entries kept that match; `*` in `path` stands for any text, slashes included."""
        return [
            entry
            for entry in self
            if (api is None or entry.api == api)
            and (method is None or entry.method == method)
            and fnmatchcase(entry.path, path)
        ]

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._entries.clear()
            self._count = 0

    def start(self, request: Request, connection: int, at: float, faults: tuple[str, ...]) -> Exchange:
        """Note that a request's head arrived."""
        with self._lock:
            self._count += 1
            entry = Exchange(
                number=self._count,
                connection=connection,
                api=request.api,
                method=request.method,
                path=request.path,
                query=_SECRET_QUERY.sub(r"\1=[redacted]", request.query) if request.query else "",
                headers={
                    name: _redact(value) if name in _SECRET_HEADERS else value
                    for name, value in request.headers.items()
                },
                at=at,
                faults=faults,
            )
            self._entries.append(entry)
        return entry


def _redact(value: str) -> str:
    scheme, _, secret = value.rpartition(" ")
    fingerprint = hashlib.sha256(secret.encode()).hexdigest()[:8]
    return f"{scheme} [redacted {fingerprint}]".strip()


@define
class Connections:
    """Connections that clients hold to the server.

    Attributes:
        open: now.
        total: since the server started.
        peak: most at one time since the last reset.
    """

    open: int = 0
    total: int = 0
    peak: int = 0

    def made(self) -> int:
        """Count one; returns its number."""
        self.open += 1
        self.total += 1
        self.peak = max(self.peak, self.open)
        return self.total

    def lost(self) -> None:
        """One is gone."""
        self.open -= 1

    def reset(self) -> None:
        """Measure the peak anew."""
        self.peak = self.open
