"""What arrived: one entry for each request, and how many connections are open."""

from __future__ import annotations

import hashlib
import re
import threading
from collections import deque
from collections.abc import Collection, Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any, Final
from urllib.parse import unquote_plus

from attrs import asdict, define, field

from .messages import Request

# Enough for any test; a benchmark must not grow the process.
_KEPT: Final = 10_000
BODY_KEPT: Final = 64 * 1024
# Their values begin with the name of a scheme (RFC 9110 §11.4), which is no secret.
_WITH_SCHEME: Final = frozenset({"authorization", "proxy-authorization"})
# The names of headers that hold credentials have these words in them, whatever the API's document says of them.
_SECRET_WORDS: Final = re.compile("auth|cookie|credential|password|secret|session|signature|token|(?<!idempotency-)key")
_SECRET_QUERY: Final = frozenset(
    {"key", "api_key", "access_token", "refresh_token", "client_secret", "token", "password", "sig", "signature"}
)


@define
class Exchange:
    """One request that arrived, whatever became of it.

    Attributes:
        number: 1 for the first request since the log was cleared.
        connection: number of the connection it came on; equal numbers mean a connection was reused.
        api, method, path, query: of the request; credentials in the query are redacted.
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
    """The requests of one server, oldest first; the last 10,000 are kept. Safe to read from any thread.

    Args:
        secrets: by API, names in lower case of the headers and query parameters that its document calls credentials.
            The usual names of credentials are known anyway.
    """

    def __init__(self, secrets: Mapping[str, Collection[str]] | None = None) -> None:
        self._secrets = secrets or {}
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
        own = self._secrets.get(request.api, ())
        with self._lock:
            self._count += 1
            entry = Exchange(
                number=self._count,
                connection=connection,
                api=request.api,
                method=request.method,
                path=request.path,
                query=_query(request.query, own) if request.query else "",
                headers={name: _header(name, value, own) for name, value in request.headers.items()},
                at=at,
                faults=faults,
            )
            self._entries.append(entry)
        return entry


def _header(name: str, value: str, own: Collection[str]) -> str:
    if name in _WITH_SCHEME:
        scheme, space, secret = value.partition(" ")
        return f"{scheme} {_fingerprint(secret)}" if space else _fingerprint(value)
    return _fingerprint(value) if name in own or _SECRET_WORDS.search(name) else value


def _query(query: str, own: Collection[str]) -> str:
    return "&".join(_parameter(pair, own) for pair in query.split("&"))


def _parameter(pair: str, own: Collection[str]) -> str:
    name, equals, _ = pair.partition("=")
    plain = unquote_plus(name).lower()
    return f"{name}=[redacted]" if equals and (plain in _SECRET_QUERY or plain in own) else pair


def _fingerprint(secret: str) -> str:
    return f"[redacted {hashlib.sha256(secret.encode()).hexdigest()[:8]}]"


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
