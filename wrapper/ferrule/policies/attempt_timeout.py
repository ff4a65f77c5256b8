"""Innermost: bounds one send, and notes that it happened."""

from __future__ import annotations

import math

from ferrule.call import Call, Response
from ferrule.errors import AttemptTimeout, WireError
from ferrule.policies.deadline import TIMER_SLACK
from ferrule.policies.pipeline import Next
from ferrule.runtime.base import Runtime


class AttemptTimeoutPolicy:
    """Bounds one send, body included, by `options.attempt_timeout` and by what is left of the deadline.

    Raises `AttemptTimeout` for the former. The latter ends the whole call, which is the deadline policy's to say; a send
    for which nothing is left is not started.

    Args:
        header: request header that tells the server how many milliseconds it has; None for none.
    """

    def __init__(self, header: str | None = None) -> None:
        self._header = header

    async def __call__(self, call: Call, next: Next, runtime: Runtime) -> Response:
        trace, limit, now = call.trace, call.options.attempt_timeout, runtime.now()
        if now >= call.deadline:
            raise TimeoutError("no time is left for an attempt")
        if self._header is not None:
            left = min(call.deadline - now, math.inf if limit is None else limit)
            if left < math.inf:
                call = call.replace(headers={**call.headers, self._header: str(int(left * 1000))})
        # A deadline that comes first has a timeout of its own.
        at = math.inf if limit is None or now + limit >= call.deadline else now + limit
        trace.sends += 1
        trace.sent = now - trace.started
        trace.doing = "sending"
        try:
            with runtime.timeout(at):
                response = await next(call)
        except WireError as error:
            trace.may_have_acted |= error.may_have_acted
            raise
        except TimeoutError:
            trace.may_have_acted = True
            if limit is None or runtime.now() < at - TIMER_SLACK:
                raise  # somebody else's, such as a hook's
            raise AttemptTimeout(f"no complete response within {limit:g} s") from None
        except BaseException:
            trace.may_have_acted = True  # interrupted, at a point that nobody knows
            raise
        trace.may_have_acted = True
        return response
