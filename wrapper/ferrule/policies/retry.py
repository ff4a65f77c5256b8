"""Retry: repeats a call while that is useful, safe, in time and within the budget.

A call whose first attempt succeeds never touches tenacity.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ferrule.call import Attempt, Call, Response
from ferrule.call.idempotent import answers
from ferrule.errors import CallError, FerruleError
from ferrule.http.waits import in_words
from ferrule.policies.budget import Account
from ferrule.policies.pipeline import Next
from ferrule.policies.retry_hooks import answer, tenacity_state
from ferrule.policies.retry_rules import Retry, as_asked, backoff, judge, may_send_again, most_attempts, too_long
from ferrule.policies.waits import requested_wait
from ferrule.runtime.base import Runtime

if TYPE_CHECKING:
    from tenacity import RetryCallState

__all__ = ["Retry", "RetryPolicy"]


class RetryPolicy:
    """Repeats a call while that is useful, safe and in time; records each attempt and the reason in the trace.

    Args:
        settings: how often and after which waits. Even a single attempt is recorded.
        before: the policy that this one replaces. If its budget is equal, what is left of it goes on.
    """

    def __init__(self, settings: Retry, before: RetryPolicy | None = None) -> None:
        self._settings = settings
        self._has_hooks = any(hook is not None for hook in (settings.retry, settings.stop, settings.wait))
        self._account = Account(settings.budget) if settings.budget else None
        if before is not None and before._settings.budget == settings.budget:
            self._account = before._account

    @property
    def account(self) -> Account | None:
        """The budget; None without one."""
        return self._account

    async def __call__(self, call: Call, next: Next, runtime: Runtime) -> Response:
        trace, began, idle = call.trace, runtime.now(), 0.0
        resend = call.resend
        if self._account:
            self._account.deposit(began)
        outcome: Response | CallError
        while True:
            attempt = Attempt(call.attempt, runtime.now() - trace.started)
            trace.attempts.append(attempt)
            try:
                outcome = await next(call)
                attempt.status_code = outcome.status_code
                if outcome.status_code < 400:
                    if self._account and attempt.number == 1:
                        self._account.succeed()
                    if self._settings.retry is None:
                        return outcome
            except CallError as error:
                outcome = error
                attempt.error = type(error).__name__
            except BaseException as error:
                attempt.error = type(error).__name__ if isinstance(error, FerruleError) else "interrupted"
                raise
            finally:
                attempt.duration = runtime.now() - trace.started - attempt.started
            state = tenacity_state(call, outcome, began, idle, runtime) if self._has_hooks else None
            wait, attempt.reason, asked = await self._decide(call, outcome, state, runtime)
            if wait is None:
                break
            if self._account and not asked and not self._account.withdraw(runtime.now()):
                attempt.reason = f"client-side retry budget exhausted ({self._settings.budget})"
                await self._pause(call, outcome, wait, runtime)
                break
            attempt.wait = wait
            idle += wait
            trace.doing = f"waiting {in_words(wait)} for the next attempt"
            await runtime.sleep(wait)
            resend.rewind()
            call = call.replace(attempt=call.attempt + 1)
        if isinstance(outcome, Response):
            return outcome
        try:
            # The last attempt may not have reached the server, where an earlier one did.
            outcome.may_have_acted = outcome.may_have_acted or trace.may_have_acted
            raise outcome
        finally:
            del outcome  # its traceback holds this frame: leave no cycle

    async def _decide(
        self,
        call: Call,
        outcome: Response | CallError,
        state: RetryCallState | None,
        runtime: Runtime,
    ) -> tuple[float | None, str, bool]:
        """Seconds to wait before the next attempt, None for no other; why; and whether the server asked for the wait.

        A server that takes no more for now, and says until when, is not failing: such a wait spends no budget.
        """
        settings = self._settings
        verdict = judge(outcome, settings, runtime.wall(), call.operation.facts.rate_limit)
        again, reason, most = verdict.again, verdict.reason, most_attempts(call.options, settings)
        if state is not None and settings.retry is not None and not verdict.settled:
            again = bool(await answer(settings.retry, state))
            reason = "the retry condition holds" if again else ""
        if not again:
            return None, reason, False
        elsewhere = isinstance(outcome, Response) and not answers(call, outcome)
        if (elsewhere or not verdict.settled) and not may_send_again(call, outcome, settings):
            return None, f"the server may have acted, and {call.method} is not idempotent", False
        if not call.resend.possible:
            return None, "the request body can be sent only once", False
        if call.attempt >= most:
            return (
                None,
                f"all {call.attempt} attempts were made" if call.attempt > 1 else "one attempt was allowed",
                False,
            )
        left = call.deadline - runtime.now()
        if verdict.after and verdict.after.seconds:
            wait = as_asked(verdict.after, left, runtime.random() if verdict.after.moment else 0.0)
        elif state is not None and settings.wait is not None:
            wait = max(0.0, await answer(settings.wait, state))
        else:
            scale = settings.throttle_scale if verdict.throttled else settings.transient_scale
            wait = backoff(call.attempt, scale, settings.wait_cap, runtime.random())
        if state is not None and settings.stop is not None:
            state.upcoming_sleep = wait
            if await answer(settings.stop, state):
                return None, "the stop condition holds", False
        hindrance = too_long(wait, verdict.after, left, settings)
        return (None, hindrance, False) if hindrance else (wait, reason, verdict.asked_to_slow_down)

    async def _pause(self, call: Call, outcome: Response | CallError, wait: float, runtime: Runtime) -> None:
        """Wait as long as before a retry, although there is none.

        Callers that loop over failures would otherwise hit the server harder than with retries.
        """
        asked = isinstance(outcome, Response) and requested_wait(
            outcome, runtime.wall(), call.operation.facts.rate_limit
        )
        if asked and asked.seconds:
            return  # the caller is told when to come back
        call.trace.doing, began = "waiting, as the retry budget is exhausted", runtime.now()
        try:
            await runtime.sleep(wait)
        finally:
            told = f"waited {in_words(wait)}, though the retry budget allows no other attempt"
            call.trace.note(told, runtime.now(), began=began, kind="retry-budget")
