"""Tenacity's `stop_*`, `wait_*` and `retry_*` objects. They decide here; the runtime does the waiting."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ferrule.call import Call, Response
from ferrule.errors import CallError, error_for_status, reason_phrase
from ferrule.policies.waits import requested_seconds
from ferrule.runtime.base import Runtime

if TYPE_CHECKING:
    from tenacity import RetryCallState


def tenacity_state(
    call: Call, outcome: Response | CallError, began: float, idle: float, runtime: Runtime
) -> RetryCallState:
    """What tenacity's objects are called with. Its times come from the runtime, not from the clock as in tenacity."""
    import tenacity  # here, so that only those who use it pay for it

    value: Any = outcome
    if isinstance(outcome, Response) and outcome.status_code >= 400:
        value = error_for_status(outcome.status_code)(
            f"answered {reason_phrase(outcome.status_code)}",
            response=outcome,
            retry_after=requested_seconds(outcome, runtime.wall(), call.operation.facts.rate_limit),
        )
        value.operation = call.operation
    state = tenacity.RetryCallState(tenacity.Retrying(), None, (call,), {})
    state.start_time, state.outcome_timestamp = began, runtime.now()
    state.attempt_number, state.idle_for = call.attempt, idle
    state.outcome = tenacity.Future.construct(call.attempt, value, isinstance(value, CallError))
    return state


async def answer(hook: Callable[[RetryCallState], Any], state: RetryCallState) -> Any:
    """What a hook says; it may be a plain or an async callable."""
    verdict = hook(state)
    return await verdict if inspect.isawaitable(verdict) else verdict
