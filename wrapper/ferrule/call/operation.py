"""What a description and its overlay say about one operation."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any

import attrs
import msgspec


class _Fact(msgspec.Struct, frozen=True, kw_only=True, rename="kebab"):
    """An object of an overlay; members that are not known are skipped."""


class ErrorFact(_Fact, frozen=True):
    """Where in an error body the API says what went wrong, as JSON pointers; empty where the overlay does not say."""

    message: str = ""
    code: str = ""


class CacheFact(_Fact, frozen=True):
    """How responses are reused: seconds of freshness for those that do not say, and tags to invalidate them by."""

    ttl: float | None = None
    tags: tuple[str, ...] = ()


class IdempotentFact(_Fact, frozen=True, forbid_unknown_fields=True):
    """Sending the request twice does no more than sending it once, `when` it carries one of these parameters.

    Such as a precondition, or a lock: names of parameters in the query or of headers.
    """

    when: tuple[str, ...]


class DigestsFact(_Fact, frozen=True):
    """A field of the vendor's with digests of files, and the one that tells the coding of what they were made of."""

    header: str = ""
    coding: str = ""


class GraphQLFact(_Fact, frozen=True):
    """How a GraphQL API says in its answers what other APIs say by status and header fields.

    Attributes:
        queries: the method that queries are sent by; a GET may be cached.
        throttled, unauthenticated, failed: codes of errors that mean what 429, 401 and 500 do, beside common ones.
        requested: JSON pointer into an answer, to the points that the operation costs.
        remaining, limit: to those that are left, and to those that there are at most.
        restore: to those that come back in a second.
        reset: to the seconds until all are back, or the moment.
    """

    queries: str = "POST"
    throttled: frozenset[str] = frozenset()
    unauthenticated: frozenset[str] = frozenset()
    failed: frozenset[str] = frozenset()
    requested: str = "/extensions/cost/requestedQueryCost"
    remaining: str = "/extensions/cost/throttleStatus/currentlyAvailable"
    limit: str = "/extensions/cost/throttleStatus/maximumAvailable"
    restore: str = "/extensions/cost/throttleStatus/restoreRate"
    reset: str = ""


class Facts(_Fact, frozen=True):
    """What an overlay says in `x-ferrule-*` about an operation, with what it says about the whole API beneath.

    Attributes:
        idempotent: sending the request twice does no more than sending it once; None for what its method says.
        idempotency_key: header that tells the server which requests are one; empty for none.
        refusals: statuses by which the server says that it has not acted, so that any request may be sent again.
        request_id: response header with the API's own name for a request.
        rate_limit: names of the quota headers, as `ferrule.http.quotas.QuotaHeaders` takes them; None for common ones.
        error: where an error body says what went wrong.
        cache: how responses are reused.
        policies: settings of calls, by name (see `ferrule.settings.overrides`).
        digests: where the digests of files are, besides the standard fields.
        graphql: how answers of GraphQL are understood; None for an API that is none of GraphQL.
    """

    idempotent: bool | IdempotentFact | None = None
    idempotency_key: str = ""
    refusals: frozenset[int] = frozenset({429})
    request_id: str = "x-request-id"
    rate_limit: Mapping[str, str] | None = None
    error: ErrorFact = ErrorFact()
    cache: CacheFact = CacheFact()
    policies: Mapping[str, object] = {}
    digests: DigestsFact = DigestsFact()
    graphql: GraphQLFact | None = None

    @classmethod
    def decode(cls, *layers: Mapping[str, Any]) -> Facts:
        """Facts as codegen writes them, without their prefix; of one fact in several layers, the last holds.

        Raises:
            ValueError: a fact is not what it must be; the message names it.
        """
        merged = {name: value for layer in layers for name, value in layer.items()}
        return msgspec.convert(merged, cls)


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
        facts: what the overlay says about it.
        accept: value of the `Accept` header, empty for none.
        streamed: the same where the body is streamed as bytes; empty where there is no body.
        servers: servers of this operation alone; empty when the API's servers hold.
        tags: tags of the spec.
    """

    api: str
    id: str
    name: str
    method: str
    path: str
    security: tuple[Mapping[str, tuple[str, ...]], ...] = attrs.field(default=(), repr=False)
    facts: Facts = attrs.field(factory=Facts, repr=False)
    accept: str = ""
    streamed: str = ""
    servers: tuple[Mapping[str, Any], ...] = ()
    tags: tuple[str, ...] = ()

    def matches(self, pattern: str) -> bool:
        """Does a pattern mean it? By name (`search.repos`, `search.*`), operationId (`search/*`) or tag (`search`)."""
        return any(fnmatchcase(name, pattern) for name in (self.name, self.id, *self.tags))

    @property
    def is_ready_made(self) -> bool:
        """It stands for one ready-made request that named no operation, and has no name but the request's path."""
        return self.name == self.path

    @property
    def label(self) -> str:
        """Its name where calls are counted by it: never the path of a request, of which there is no end."""
        return "ready-made" if self.is_ready_made else self.name

    def __str__(self) -> str:
        return f"{self.api} {self.name} ({self.method} {self.path})"
