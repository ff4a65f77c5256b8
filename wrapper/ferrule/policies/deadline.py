"""One deadline for the whole call: queueing, waits, every attempt and its body."""

from __future__ import annotations

from ferrule.call import Call, Response, Trace
from ferrule.errors import DeadlineExceeded
from ferrule.policies.pipeline import Next
from ferrule.runtime.base import Runtime


class NoTimeLeft(TimeoutError):
    """The deadline has come, and was noticed before its timer fired."""


def deadline_exceeded(seconds: float, trace: Trace) -> DeadlineExceeded:
    """The error for a call that used up its time."""
    attempts = len(trace.attempts)
    where = f", attempt {attempts}" if attempts else ""
    error = DeadlineExceeded(f"the deadline of {seconds:g} s passed (while {trace.doing}{where})")
    error.may_have_acted = trace.may_have_acted
    return error


class DeadlinePolicy:
    """Bounds everything below by `options.deadline` and raises `DeadlineExceeded` when it passes."""

    async def __call__(self, call: Call, next: Next, runtime: Runtime) -> Response:
        seconds = call.options.deadline
        if seconds is None:
            return await next(call)
        # In place: nobody above looks at them, and a copy would cost each call.
        call.deadline = at = runtime.now() + seconds
        call.limit = limit = runtime.timeout(at)
        try:
            with limit:
                return await next(call)
        except TimeoutError as error:
            if not limit.expired and not isinstance(error, NoTimeLeft):
                raise  # somebody else's, such as a hook's
            raise deadline_exceeded(seconds, call.trace) from None
