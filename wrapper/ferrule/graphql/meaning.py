"""The status that an answer of GraphQL would have elsewhere. Pure."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from ferrule.call.operation import GraphQLFact
from ferrule.graphql.answer import Answer

MEDIA_TYPE = "application/graphql-response+json"
"""Says that a body is an answer of GraphQL whatever the status (GraphQL over HTTP, §6.4); plain JSON does not."""

REFUSED = 400
UNAUTHENTICATED = 401
NOT_FOUND = 404
THROTTLED = 429
FAILED = 500

# What these mean is common: GitHub, Shopify, Linear; Apollo's own codes; Hasura and others.
_THROTTLED = frozenset({
    "RATE_LIMITED", "RATELIMITED", "RATE_LIMIT_EXCEEDED", "RATE_LIMIT", "THROTTLED", "TOO_MANY_REQUESTS",
})  # fmt: skip
_UNAUTHENTICATED = frozenset({"UNAUTHENTICATED"})
_FAILED = frozenset({
    "GATEWAY_TIMEOUT", "INTERNAL", "INTERNAL_ERROR", "INTERNAL_SERVER_ERROR", "SERVICE_UNAVAILABLE", "UNAVAILABLE",
})  # fmt: skip


def status_of(answer: Answer, status: int, fact: GraphQLFact, *, repeatable: bool) -> int:
    """The status by which policies judge an answer with errors.

    An answer that has data is a success in part: only throttling is another matter, as the rest of it may come later.
    A mutation that was begun is never said to be refused, since it would be sent again then.

    Args:
        answer: with errors.
        status: as received.
        fact: what the API's codes mean.
        repeatable: sending the operation again does no harm.
    """
    codes = {_spelt(error.code) for error in answer.errors}
    untouched = repeatable or not answer.has_begun
    if untouched and _any(codes, _THROTTLED, fact.throttled):
        return THROTTLED
    if answer.has_data or status >= 400:
        return status
    if untouched and _any(codes, _UNAUTHENTICATED, fact.unauthenticated):
        return UNAUTHENTICATED
    return FAILED if _any(codes, _FAILED, fact.failed) else REFUSED


def meant(answer: Answer, status: int) -> int:
    """The status that tells a caller what happened.

    Nothing hangs on a thing that is not there but what a caller makes of it, so policies need no status for that.

    Args:
        answer: with errors.
        status: by which policies judge it.
    """
    return NOT_FOUND if {_spelt(error.code) for error in answer.errors} == {"NOT_FOUND"} else status


def is_throttled(answer: Answer, fact: GraphQLFact) -> bool:
    """Whether the API asks for fewer requests."""
    return _any({_spelt(error.code) for error in answer.errors}, _THROTTLED, fact.throttled)


def _any(codes: AbstractSet[str], common: AbstractSet[str], own: AbstractSet[str]) -> bool:
    return not codes.isdisjoint(common) or not codes.isdisjoint(map(_spelt, own))


def _spelt(code: str) -> str:
    return code.upper().replace("-", "_")
