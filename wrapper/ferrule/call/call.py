"""What travels down the pipeline: a `Call` of an `Operation`, under the `Options` in force for it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

import attrs

from ferrule.call.operation import Operation
from ferrule.call.trace import Trace

CacheMode: TypeAlias = Literal["default", "no-store", "reload", "only-if-cached", "force"]


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
        cache: how stored responses are used (see `Api.with_options`).
    """

    deadline: float | None = 30.0
    attempt_timeout: float | None = 10.0
    retries: int | None = None
    redirects: int = 5
    weight: float = 1.0
    headers: Mapping[str, str] = attrs.field(factory=dict, repr=False)  # they may hold secrets
    cache: CacheMode = "default"


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
