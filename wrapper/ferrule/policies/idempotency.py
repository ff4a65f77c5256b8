"""One idempotency key a call: the server then takes a repeated request for the same one, and acts once."""

from __future__ import annotations

import uuid
from collections.abc import Callable

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
    """Adds the header that the overlay names (fact `idempotency-key`) to calls that have none; every attempt carries the same key.

    It stands above retry, so that a POST which carries it may be sent again. A key that the caller set is kept.
    """

    async def __call__(self, call: Call, next: Next, runtime: Runtime) -> Response:
        header = call.operation.facts.idempotency_key.lower()
        if not header:
            return await next(call)
        if header in call.headers:
            return await next(call)
        return await next(call.replace(headers={**call.headers, header: new_key(runtime.random)}))
