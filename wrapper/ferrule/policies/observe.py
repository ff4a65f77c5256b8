"""Outermost: times the call and tells observers how it ended."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from copy import copy
from typing import Protocol
from weakref import ref

from ferrule.call import Call, Response, Trace
from ferrule.policies.pipeline import Next
from ferrule.runtime.base import Runtime

_log = logging.getLogger("ferrule")


class Observer(Protocol):
    """Told of each call when it is over. It is called in the call's own thread or task, so it should be quick."""

    def on_call(self, call: Call, trace: Trace, outcome: Response | BaseException) -> None:
        """A call ended.

        Args:
            call: the call as it entered the pipeline. Its URL, headers and body may hold secrets.
            trace: attempts, waits, notes and duration.
            outcome: the response, whatever its status, or what was raised. A cancellation is a `CancelledError`. A
                streamed call is over when its body is: the outcome is what broke the body, otherwise the response
                without it.
        """


class ObservePolicy:
    """Starts and ends the call's trace, writes one debug line and calls the observers. Their errors are only logged.

    Attributes:
        observers: as given.
    """

    def __init__(self, observers: Iterable[Observer] = ()) -> None:
        self.observers = tuple(observers)

    async def __call__(self, call: Call, next: Next, runtime: Runtime) -> Response:
        trace = call.trace
        trace.started = runtime.now()
        try:
            response = await next(call)
        except BaseException as error:
            self._ended(call, runtime, error)
            raise
        if response.body is None:
            self._ended(call, runtime, response)
        else:
            # The body must not hold what holds it: so its connection is free as soon as its caller drops it.
            held, dropped = ref(response), copy(response)
            dropped.body = None
            response.on_close(lambda error: self._ended(call, runtime, error or held() or dropped))
        return response

    def _ended(self, call: Call, runtime: Runtime, outcome: Response | BaseException) -> None:
        trace = call.trace
        trace.duration = runtime.now() - trace.started
        if _log.isEnabledFor(logging.DEBUG):
            # The path template, not the URL: path and query may hold secrets.
            end = outcome.status_code if isinstance(outcome, Response) else type(outcome).__name__
            _log.debug("%s: %s in %.3f s, attempts: %d", call.operation, end, trace.duration, len(trace.attempts))
        for observer in self.observers:
            try:
                observer.on_call(call, trace, outcome)
            except Exception:
                _log.exception("observer %s failed", type(observer).__name__)
