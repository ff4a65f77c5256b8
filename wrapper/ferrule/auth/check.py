"""Asks, before a call queues, whether its credential can be had."""

from __future__ import annotations

from collections.abc import Awaitable

from ferrule.auth.policy import AuthPolicy
from ferrule.auth.protocols import TokenSource
from ferrule.call import Call, Response
from ferrule.policies.pipeline import Next
from ferrule.runtime.base import Runtime


class AuthCheck:
    """Ends calls that cannot get what they need, above the breaker and the queues; puts nothing on them.

    A missing credential and a failing token endpoint do not count against the API, and take no place. The credential
    itself is taken when the call gets its place on the wire: a token must not age, nor a signature, while it waits.

    Args:
        auth: puts the credentials on calls.
    """

    def __init__(self, auth: AuthPolicy) -> None:
        self._auth = auth

    # Not a coroutine of its own where there is nothing to wait for: each call passes here.
    def __call__(self, call: Call, next: Next, runtime: Runtime) -> Awaitable[Response]:
        source = self._auth.check(call)
        if source is None or source.at_hand(runtime) is not None:
            return next(call)
        return self._when_fetched(source, call, next, runtime)

    async def _when_fetched(self, source: TokenSource, call: Call, next: Next, runtime: Runtime) -> Response:
        call.trace.doing = "waiting for a token"
        await source.obtain(runtime, call.deadline)
        return await next(call)
