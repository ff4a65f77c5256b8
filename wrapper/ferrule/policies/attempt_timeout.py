"""Innermost: bounds one send, and notes that it happened."""

from __future__ import annotations

import math

from ferrule.call import Call, Response
from ferrule.errors import AttemptTimeout, WireError
from ferrule.policies.deadline import NoTimeLeft
from ferrule.policies.idle_timeout import Watched
from ferrule.policies.pipeline import Next
from ferrule.runtime.base import Runtime

_MOST_OF_AN_ERROR = 1_048_576  # bytes of a body that is read although its call is streamed


class AttemptTimeoutPolicy:
    """Bounds one send, body included, by `options.attempt_timeout` and by what is left of the deadline.

    When the attempt's own time is over, it raises `AttemptTimeout`. When the deadline is, the whole call ends, and
    the deadline policy says so. A send for which no time is left is not started.

    A streamed call ends here at the headers of a success. Any other response is read, up to 1 MiB of it: the policies
    above need its body, and so does the error that users see.

    Args:
        header: request header that tells the server how many milliseconds it has; None for none.
        hooks: there may be hooks below, which have said what they added to the call.
    """

    def __init__(self, header: str | None = None, *, hooks: bool = True) -> None:
        self._header = header
        self._hooks = hooks

    async def __call__(self, call: Call, next: Next, runtime: Runtime) -> Response:
        trace, seconds, now = call.trace, call.options.attempt_timeout, runtime.now()
        if now >= call.deadline:
            raise NoTimeLeft
        if self._header is not None:
            left = min(call.deadline - now, math.inf if seconds is None else seconds)
            if left < math.inf:
                call = call.with_headers({self._header: str(int(left * 1000))})
        # A deadline that comes first has a timeout of its own.
        limit = runtime.timeout(math.inf if seconds is None or now + seconds >= call.deadline else now + seconds)
        trace.sends += 1
        trace.sent = now - trace.started
        trace.on_wire = trace.under_way = True
        trace.doing = "sending"
        try:
            with limit:
                response = await next(call)
                if response.body is not None and not response.is_success:
                    await response.read(_MOST_OF_AN_ERROR)
        except WireError as error:
            trace.under_way = False
            trace.may_have_acted |= error.may_have_acted
            raise
        except TimeoutError:
            trace.may_have_acted |= trace.on_wire
            if not limit.expired:
                raise  # somebody else's, such as a hook's
            trace.under_way = False
            what = "connection" if not trace.on_wire else "response" if call.stream else "complete response"
            late = AttemptTimeout(f"no {what} within {seconds:g} s")
            late.may_have_acted = trace.on_wire
            raise late from None
        except BaseException:
            trace.may_have_acted |= trace.on_wire  # interrupted
            raise
        trace.under_way, trace.may_have_acted = False, True
        if not self._hooks or response.sent is None or response.sent.trace is not trace:
            response.sent = call
        if response.body is not None:
            response.body.source = Watched(response.body.source, call, runtime)
        return response
