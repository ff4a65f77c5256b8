"""One deadline for the whole call: queueing, waits, every attempt and its body."""

from __future__ import annotations

import logging
from asyncio import CancelledError
from typing import Final

from ferrule.call import Call, Response, Trace
from ferrule.call.inbound import Inbound, Whose, inbound
from ferrule.errors import DeadlineExceeded
from ferrule.policies.pipeline import Next
from ferrule.runtime.base import Runtime

_log = logging.getLogger("ferrule")

_PASSED: Final[dict[Whose, str]] = {
    "call": "the deadline of {} s passed",
    "service": "the time passed that the service gives each request ({} s were left of it)",
    "caller": "the deadline passed that the service's caller asked for ({} s were left of it)",
}


class NoTimeLeft(TimeoutError):
    """The deadline has come, and was noticed before its timer fired."""


def deadline_exceeded(seconds: float, trace: Trace, whose: Whose = "call") -> DeadlineExceeded:
    """The error for a call that used up its time."""
    attempts = len(trace.attempts)
    where = f", attempt {attempts}" if attempts else ""
    passed = _PASSED[whose].format(f"{max(seconds, 0.0):.4g}")
    error = DeadlineExceeded(f"{passed} (while {trace.doing}{where})", whose=whose)
    error.may_have_acted = trace.may_have_acted
    return error


class DeadlinePolicy:
    """Bounds everything below by `options.deadline`, and raises `DeadlineExceeded` when it passes.

    What is left for the inbound request that the call is made for bounds it, too; that request's trace goes with it.
    """

    async def __call__(self, call: Call, next: Next, runtime: Runtime) -> Response:
        seconds = call.options.deadline
        request = _current_request()
        if request is not None:
            call, seconds = _within(request, call, seconds)
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
            whose: Whose = "call" if request is None or seconds == call.options.deadline else request.whose
            raise deadline_exceeded(seconds, call.trace, whose) from None
        except CancelledError:
            if request is not None and request.left_early:
                _tell(call, request)
            raise


_current_request = inbound.get  # looked up once: each call asks


def _within(request: Inbound, call: Call, seconds: float | None) -> tuple[Call, float]:
    """The call with the request's trace, and the time that it has."""
    if request.trace:
        call = call.with_headers({**request.trace, **call.headers})
    return call, request.left if seconds is None else min(seconds, request.left)


def _tell(call: Call, request: Inbound) -> None:
    """Nobody is left to be told what became of a call, except whoever reads the log."""
    acted = call.trace.may_have_acted
    _log.warning(
        "%s: ended, as the caller of the service went away; may_have_acted=%s, attempts: %d%s",
        call.operation,
        acted,
        len(call.trace.attempts),
        "".join(f", {name}: {value}" for name, value in request.trace.items() if name == "traceparent"),
        extra={"may_have_acted": acted},
    )
