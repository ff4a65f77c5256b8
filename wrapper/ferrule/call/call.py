"""What travels down the pipeline: a `Call` of an `Operation`, under the `Options` in force for it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import attrs

from ferrule.call.body import RequestBody, Resend, resend
from ferrule.call.cache_mode import CacheMode
from ferrule.call.limit import UNLIMITED, Limit
from ferrule.call.operation import Operation
from ferrule.call.origin import origin_of
from ferrule.call.trace import Trace
from ferrule.call.validation import Reader, Validation, Validator


def _has_checks(options: Options) -> bool:
    return options.validation == "strict" or bool(options.validators)


@attrs.frozen
class Options:
    """The settings in force for one call: the client's, with what `with_options` changed. Checked where they are made.

    Attributes:
        deadline: seconds for the whole call, queueing, waits and body included; None for no limit.
        attempt_timeout: seconds for one attempt; None for no limit of its own.
        idle_timeout: seconds without a part of a streamed body; None for no limit.
        retries: attempts after the first; None for what the retry policy says.
        redirects: most redirects to follow; 0 returns the redirect itself.
        weight: how much the call counts against rate limits, where an ordinary one counts 1.
        max_header_wait: seconds, longest time that a header of its response closes the client for.
        idempotent: sending the request twice does no more than sending it once, says the caller; None for what overlay
            and method say.
        headers: extra request headers; they win over the operation's.
        cache: how stored responses are used (see `Api.with_options`).
        validation: whether a success must be all that its description says.
        validators: what users check of a success besides.
        checks: there is something to check; worked out once, as each call asks.
    """

    deadline: float | None = 30.0
    attempt_timeout: float | None = 10.0
    idle_timeout: float | None = 30.0
    retries: int | None = None
    redirects: int = 5
    weight: float = 1.0
    max_header_wait: float = 3600.0
    idempotent: bool | None = None
    headers: Mapping[str, str] = attrs.field(factory=dict[str, str], repr=False)  # they may hold secrets
    cache: CacheMode = "default"
    validation: Validation = "lenient"
    validators: tuple[Validator[Any], ...] = ()
    checks: bool = attrs.field(init=False, repr=False, eq=False, default=attrs.Factory(_has_checks, takes_self=True))


class Headers(dict[str, str]):
    """Header fields of a request by name in lower case."""

    __slots__ = ()


def lower_names(headers: Mapping[str, str]) -> Headers:
    """The same fields, names in lower case; made once for those that are."""
    if type(headers) is Headers:
        return headers
    return Headers({name.lower(): value for name, value in headers.items()})


@attrs.define(eq=False, repr=False, on_setattr=attrs.setters.NO_OP)  # the default makes each assignment slow
class Call:
    """One logical call. Policies pass it on, or a changed copy (`replace`); only the engine turns it into bytes.

    Attributes:
        operation: what is called.
        method: HTTP method, which a redirect may change.
        url: absolute URL as text, without the query parameters in `body`. Parsed only where it must be.
        headers: request headers so far, names in lower case. Never changed in place: policies replace the mapping.
        body: what is sent beside URL and headers, as `httpx.Request` takes it.
        options: settings in force.
        origin: scheme, host and port that the client's credentials are for.
        identity: stable name of the credential in use, empty for anonymous calls.
        trace: record of this call, shared by its copies.
        deadline: monotonic time by which the call must be over. The deadline policy sets it in place.
        limit: what ends the call then; its `expired` tells whether it did. Set with `deadline`.
        attempt: number of the current attempt, 1 for the first.
        stream: the caller wants the response at its headers, its body still on the wire.
        reader: reads a success with all checks, and raises `ValueError` for one that must not be stored; None where
            nothing is checked.
    """

    # Fields that may hold secrets are marked one by one. Printers of tracebacks show fields in place of a repr.
    operation: Operation
    method: str
    url: str = attrs.field(repr=False)
    headers: Mapping[str, str] = attrs.field(repr=False, converter=lower_names)
    body: RequestBody = attrs.field(repr=False)
    options: Options
    origin: str = ""
    identity: str = ""
    trace: Trace = attrs.field(factory=Trace)
    deadline: float = math.inf
    limit: Limit = UNLIMITED
    attempt: int = 1
    stream: bool = False
    reader: Reader | None = None
    _destination: str = attrs.field(default="", init=False, repr=False)  # a server may have led to it
    _resend: Resend | None = attrs.field(default=None, init=False, repr=False)

    @property
    def destination(self) -> str:
        """Scheme, host and port of `url`: where a redirect has led, if one has; otherwise `origin`."""
        if not self._destination:
            self._destination = origin_of(self.url, self.origin)
        return self._destination

    @property
    def resend(self) -> Resend:
        """How the body is sent again. To be read before it is first sent. Copies of the call know it too."""
        if self._resend is None:
            self._resend = resend(self.body)
        return self._resend

    def replace(self, **changes: Any) -> Call:
        """A copy with other values; the trace stays shared. Names of headers are put in lower case."""
        copy = self._copy(self.headers)
        for name, value in changes.items():
            setattr(copy, name, value)
        if "headers" in changes:
            copy.headers = lower_names(copy.headers)
        if "url" in changes:
            copy._destination = ""
        if "body" in changes:
            copy._resend = None
        return copy

    def with_headers(self, added: Mapping[str, str]) -> Call:
        """A copy with more header fields, or other values for them."""
        headers = Headers(self.headers)
        for name, value in added.items():
            headers[name.lower()] = value
        return self._copy(headers)

    def _copy(self, headers: Mapping[str, str]) -> Call:
        # Not attrs.evolve, which costs four times as much: each call is copied at least once.
        copy = Call(
            self.operation, self.method, self.url, headers, self.body, self.options, self.origin, self.identity,
            self.trace, self.deadline, self.limit, self.attempt, self.stream, self.reader,
        )  # fmt: skip
        copy._destination, copy._resend = self._destination, self._resend
        return copy

    def __repr__(self) -> str:
        return f"<Call {self.operation} attempt={self.attempt}>"  # no URL, headers or body: they may hold secrets
