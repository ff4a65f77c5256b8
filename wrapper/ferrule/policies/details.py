"""What observers are told of, each in one frozen object. URLs, headers and bodies of a `Call` may hold secrets.

Structs of msgspec: every client imports them, and classes of attrs take a millisecond each to make.
"""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from ferrule.call import Call, Response, Trace
from ferrule.policies.breaker_settings import Change


class CallStarted(msgspec.Struct, frozen=True, eq=False):
    """A call begins.

    Attributes:
        call: as it enters the pipeline.
        at: monotonic seconds.
        wall: seconds since the epoch.
    """

    call: Call
    at: float
    wall: float


class SendStarted(msgspec.Struct, frozen=True, eq=False):
    """A request is about to be sent: for the first time, again after a failure or a 401, or where a redirect leads.

    Attributes:
        call: as it is sent, credentials included. Of hedged requests each has a trace of its own.
        trace: that of the whole call: the same object in all that is told of it.
        number: 1 for the first request of the call, whatever the reason of the later ones.
        at: monotonic seconds.
        wall: seconds since the epoch.
        secret_names: names of headers and parameters that hold this API's credentials, in lower case.
    """

    call: Call
    trace: Trace
    number: int
    at: float
    wall: float
    secret_names: frozenset[str]


class SendEnded(msgspec.Struct, frozen=True, eq=False):
    """A request has come to something.

    Attributes:
        started: what was told when it began: the same object.
        outcome: the response, whatever its status; or what was raised. A streamed body is not in it.
        at: monotonic seconds. Of a streamed body that was dropped, when the last part of it was read.
    """

    started: SendStarted
    outcome: Response | BaseException
    at: float


class LimitChange(msgspec.Struct, frozen=True):
    """The adaptive limit of calls on the wire was changed.

    Attributes:
        before, after: calls that may be on the wire at once.
        at: monotonic seconds.
    """

    before: int
    after: int
    at: float


class QuotaChange(msgspec.Struct, frozen=True):
    """Calls begin to wait, or to be refused: a quota of the server or the client's own limit is used up.

    Attributes:
        origin: the server.
        operation: operationId of the first call that met it.
        what: the quota or the limit, in words; it may name what the server calls it.
        seconds: until a call may go.
        field: the header field that said so; empty where none did.
        at: monotonic seconds.
    """

    origin: str
    operation: str
    what: str
    seconds: float
    field: str
    at: float


class CacheChange(msgspec.Struct, frozen=True):
    """The cache was told to forget, or its shared store failed.

    Attributes:
        what: `invalidated`, `cleared`, or `store failed`.
        count: responses that were forgotten.
        reason: kind and code of the failure; empty otherwise.
        at: monotonic seconds.
    """

    what: str
    count: int
    reason: str
    at: float


class TokenChange(msgspec.Struct, frozen=True):
    """A token was fetched, or could not be.

    Attributes:
        identity: whom the credential stands for.
        kind: class of the credential.
        error: class of what went wrong; empty for a new token.
        at: monotonic seconds.
    """

    identity: str
    kind: str
    error: str
    at: float


AnyChange: TypeAlias = Change | LimitChange | QuotaChange | CacheChange | TokenChange
"""What `on_change` is told."""
