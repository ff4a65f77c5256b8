"""One call, with all that the cache has worked out about it."""

from __future__ import annotations

import attrs

from ferrule.cache.rules import Request
from ferrule.call import Call
from ferrule.policies.pipeline import Next
from ferrule.runtime.base import Runtime


@attrs.define(eq=False)
class CallContext:
    """One call as the cache sees it.

    Attributes:
        call: the call.
        next: what sends it on.
        runtime: time, waiting and concurrency.
        keys: where its response may be stored: the caller's own key first, last the one for everybody.
        request: what of it matters for caching.
    """

    call: Call
    next: Next
    runtime: Runtime
    keys: tuple[bytes, ...]
    request: Request
