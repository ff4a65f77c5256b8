"""One idempotency key a call. By it the server knows a repeated request, and acts once."""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable

from ferrule.call import Call, Response
from ferrule.policies.pipeline import Next
from ferrule.runtime.base import Runtime


def new_key(random: Callable[[], float]) -> str:
    """A version 4 UUID (RFC 9562 §5.4) from uniform random numbers."""
    bits = 0
    for _ in range(4):
        bits = bits << 32 | int(random() * 2**32)
    return str(uuid.UUID(int=bits, version=4))


class IdempotencyKeyPolicy:
    """Adds an idempotency key to calls that have none. Every attempt carries the same key.

    The overlay names the header (fact `idempotency-key`). The policy stands above retry, so that a POST which carries
    a key may be sent again. A key that the caller set is kept.
    """

    # Not a coroutine of its own, as it waits for nothing: each call passes here.
    def __call__(self, call: Call, next: Next, runtime: Runtime) -> Awaitable[Response]:
        header = call.operation.facts.idempotency_key.lower()
        if not header or header in call.headers:
            return next(call)
        return next(call.with_headers({header: new_key(runtime.random)}))
