"""What travels through the pipeline: a `Call` on the way down, a `Response` on the way back, and the `Trace` beside them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Self

import attrs
import httpx
import msgspec


@attrs.frozen(eq=False)
class Operation:
    """What a spec says about one operation, as the policies and the errors need it.

    Attributes:
        api: name of the API (`github`).
        id: operationId of the spec (`users/get-by-username`).
        name: group and method in the facade (`users.get_by_username`).
        method: HTTP method, upper case.
        path: path template (`/users/{username}`).
        security: alternatives of required schemes; empty, or containing an empty one, when none is needed.
        facts: the overlay's `x-ferrule-*` facts, without the prefix.
        accept: value of the `Accept` header, empty for none.
        servers: servers of this operation alone; empty when the API's servers hold.
        tags: tags of the spec.
    """

    api: str
    id: str
    name: str
    method: str
    path: str
    security: tuple[Mapping[str, tuple[str, ...]], ...] = attrs.field(default=(), repr=False)
    facts: Mapping[str, Any] = attrs.field(factory=dict, repr=False)
    accept: str = ""
    servers: tuple[Mapping[str, Any], ...] = ()
    tags: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.api} {self.name} ({self.method} {self.path})"


@attrs.frozen
class Options:
    """The settings in force for one call: the client's, with what `with_options` changed. Checked where they are made.

    Attributes:
        deadline: seconds for the whole call, queueing, waits and body included; None for no limit.
        attempt_timeout: seconds for one attempt; None for no limit of its own.
        retries: attempts after the first; None for what the retry policy says.
        redirects: most redirects to follow; 0 returns the redirect itself.
        weight: how much the call counts against rate limits, where an ordinary one counts 1.
        headers: extra request headers; they win over the operation's.
        cache: how stored responses are used: `default`, `no-store`, `reload`, `only-if-cached` or `force`.
    """

    deadline: float | None = 30.0
    attempt_timeout: float | None = 10.0
    retries: int | None = None
    redirects: int = 5
    weight: float = 1.0
    headers: Mapping[str, str] = attrs.field(factory=dict, repr=False)  # they may hold secrets
    cache: str = "default"


@attrs.define
class Attempt:
    """One attempt of a call, for traces and errors.

    Attributes:
        number: 1 for the first.
        started: seconds from the start of the call.
        duration: seconds until the whole response was read, or until it failed.
        status: status code, None when no response came.
        error: what went wrong when no response came, else empty.
        wait: seconds waited before the next attempt, None when there was none.
        reason: why there was, or was not, another attempt.
    """

    number: int
    started: float
    duration: float = 0.0
    status: int | None = None
    error: str = ""
    wait: float | None = None
    reason: str = ""


class Note(str):
    """What a policy did, in words.

    Attributes:
        at: seconds from the start of the call, None when not recorded.
        took: seconds it took, None for a moment.
    """

    __slots__ = ("at", "took")
    at: float | None
    took: float | None

    def __new__(cls, text: str, at: float | None = None, took: float | None = None) -> Self:
        note = str.__new__(cls, text)
        note.at, note.took = at, took
        return note

    def __reduce__(self) -> tuple[Any, ...]:
        return Note, (str(self), self.at, self.took)


@attrs.define(eq=False)
class Trace:
    """What happened to one call. Policies write it, users read it; it holds no request data and no secret.

    Attributes:
        started: monotonic seconds when the call began.
        duration: seconds for the whole call, set at its end.
        attempts: each attempt in order.
        notes: what else policies did, in words (redirects followed, time queued, breaker state); a `Note` knows when.
        sends: requests handed to the engine so far; above the number of attempts when redirects were followed.
        sent: seconds from the start of the call to the latest of them.
        redirects: redirects followed, by all attempts.
        doing: what the call is doing now, in words.
        may_have_acted: False while no request can have reached the server's application.
    """

    started: float = 0.0
    duration: float = 0.0
    attempts: list[Attempt] = attrs.field(factory=list)
    notes: list[str] = attrs.field(factory=list)
    sends: int = 0
    sent: float = 0.0
    redirects: int = 0
    doing: str = "starting"
    may_have_acted: bool = False

    def note(self, text: str, now: float, *, began: float | None = None) -> None:
        """Record what a policy did.

        Args:
            text: in words, without request data.
            now: monotonic seconds.
            began: monotonic seconds when it began, for what took time.
        """
        start = now if began is None else began
        self.notes.append(Note(text, start - self.started, None if began is None else now - began))

    def render(self) -> str:
        """The call as a timeline: attempts, waits and their reasons, and what policies decided; to be printed."""
        from ferrule.timeline import render  # here, as most calls are never explained

        return render(self)


@attrs.define(eq=False, repr=False)
class Call:
    """One logical call. Policies pass it on, or a changed copy (`replace`); only the engine turns it into bytes.

    Attributes:
        operation: what is called.
        method: HTTP method, which a redirect may change.
        url: absolute URL as text, without the query parameters in `body`. Parsed only where it must be: a cache hit needs no URL object.
        headers: request headers so far. Never changed in place: policies replace the mapping.
        body: `params`, `cookies` and one of `json`, `data`, `content`, `files`, as `httpx.Request` takes them.
        options: settings in force.
        origin: scheme, host and port that the client's credentials are for.
        identity: stable name of the credential in use, empty for anonymous calls.
        trace: record of this call, shared by its copies.
        deadline: monotonic time by which the call must be over. The deadline policy sets it in place, as nothing above needs it.
        attempt: number of the current attempt, 1 for the first.
    """

    # Those that may hold secrets are marked, too: printers of tracebacks with their variables show fields in place of a repr.
    operation: Operation
    method: str
    url: str = attrs.field(repr=False)
    headers: Mapping[str, str] = attrs.field(repr=False)
    body: Mapping[str, Any] = attrs.field(repr=False)
    options: Options
    origin: str = ""
    identity: str = ""
    trace: Trace = attrs.field(factory=Trace)
    deadline: float = math.inf
    attempt: int = 1

    def replace(self, **changes: Any) -> Call:
        """A copy with other values; the trace stays shared."""
        # Not attrs.evolve, which costs four times as much: each call is copied at least once.
        copy = Call(
            self.operation, self.method, self.url, self.headers, self.body, self.options, self.origin, self.identity,
            self.trace, self.deadline, self.attempt,
        )  # fmt: skip
        for name, value in changes.items():
            setattr(copy, name, value)
        return copy

    def __repr__(self) -> str:
        return f"<Call {self.operation} attempt={self.attempt}>"  # no URL, headers or body: they may hold secrets


@attrs.define(eq=False, repr=False)
class Response:
    """A response whose body has been read in full.

    Attributes:
        status_code: any three-digit status, registered or not.
        raw_headers: header fields as received, in order.
        content: body, content codings removed.
        http_version: `HTTP/1.1` or `HTTP/2`.
    """

    status_code: int
    raw_headers: list[tuple[bytes, bytes]] = attrs.field(repr=False)
    content: bytes = attrs.field(default=b"", repr=False)
    http_version: str = "HTTP/1.1"
    _headers: httpx.Headers | None = attrs.field(default=None, init=False)
    _fields: dict[bytes, list[bytes]] | None = attrs.field(default=None, init=False)

    @property
    def fields(self) -> Mapping[bytes, list[bytes]]:
        """Values of each header field by its name in lower case, for policies: built once, and much quicker than `headers`."""
        fields = self._fields
        if fields is None:
            fields = self._fields = {}
            for name, value in self.raw_headers:
                name = name.lower()
                if name in fields:
                    fields[name].append(value)
                else:
                    fields[name] = [value]
        return fields

    @property
    def headers(self) -> httpx.Headers:
        """Header fields, case-insensitive; built when first asked for."""
        if self._headers is None:
            self._headers = httpx.Headers(self.raw_headers)
        return self._headers

    @property
    def is_success(self) -> bool:
        """True for 2xx."""
        return 200 <= self.status_code <= 299

    @property
    def text(self) -> str:
        """Body as text in the charset the server named, else UTF-8; undecodable bytes are replaced."""
        return httpx.Response(200, headers=self._content_type(), content=self.content).text

    def json(self) -> Any:
        """Body decoded as JSON; raises `msgspec.DecodeError` (a `ValueError`) when it is not JSON."""
        return msgspec.json.decode(self.content)

    def _content_type(self) -> dict[str, str]:
        return {"content-type": self.headers["content-type"]} if "content-type" in self.headers else {}

    def __repr__(self) -> str:
        return f"<Response {self.status_code}, {len(self.content)} bytes>"
