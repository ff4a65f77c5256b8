"""Whether a request does no more when it is sent twice. Decisions only."""

from __future__ import annotations

from collections.abc import Iterable

from ferrule.call.call import Call
from ferrule.call.operation import IdempotentFact
from ferrule.call.response import Response


def declared(call: Call) -> bool | None:
    """What caller and overlay say about sending this request twice; None where they leave it to its method."""
    said = call.options.idempotent
    if said is not None:
        return said
    fact = call.operation.facts.idempotent
    return carries(call, fact.when) if isinstance(fact, IdempotentFact) else fact


def answers(call: Call, response: Response) -> bool:
    """Is this the answer to the request itself?

    A redirect may have led to another one, by which a client asks for what the first has done (RFC 9110 §15.4.4). What
    is said to that one, such as that it was refused, says nothing about the first.
    """
    return response.sent is None or response.sent.method == call.method


def carries(call: Call, parameters: Iterable[str]) -> bool:
    """Does the request carry one of these parameters, in its query or as a header?"""
    import httpx  # here, so that what needs no client does not load it

    query = httpx.URL(call.url).params.merge(call.body.get("params") or {})
    return any(name in query or name.lower() in call.headers for name in parameters)
