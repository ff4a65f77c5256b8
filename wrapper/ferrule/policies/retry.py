"""Retry: which outcomes deserve another attempt, which requests may be sent again, and after what wait.

The vocabulary is tenacity's: any of its `stop_*`, `wait_*` and `retry_*` may be given. It is evaluated here and the runtime
does the waiting; a call whose first attempt succeeds never touches tenacity.
"""

from __future__ import annotations

import inspect
import math
from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from ferrule.call import Attempt, Call, Response
from ferrule.errors import CallError, FerruleError, Refused, error_for_status, reason_phrase
from ferrule.pipeline import Next
from ferrule.policies.checks import Faults
from ferrule.policies.replay import Positions, positions, rewind
from ferrule.policies.retry_after import retry_after, wants_retry
from ferrule.runtime.base import Runtime

if TYPE_CHECKING:
    from tenacity import RetryCallState

Stop: TypeAlias = "Callable[[RetryCallState], bool | Awaitable[bool]]"
Wait: TypeAlias = "Callable[[RetryCallState], float | Awaitable[float]]"
Condition: TypeAlias = "Callable[[RetryCallState], bool | Awaitable[bool]]"

IDEMPOTENT = frozenset({"GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"})  # RFC 9110 §9.2.2
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
# Not faults that pass by themselves, unless the server says when they will: a quota reached is often a 403.
PASSING_WHEN_DATED = frozenset({403, 413})
THROTTLING = frozenset({403, 413, 429})


def _upper(methods: Iterable[str]) -> frozenset[str]:
    return frozenset(method.upper() for method in methods)


@attrs.frozen(kw_only=True)
class Retry:
    """Settings of the retry policy.

    A request is sent again only when that is safe: its method is in `methods`, the overlay calls the operation idempotent,
    it carries an idempotency key, it surely never reached the server's application, or the server itself asks for it
    (`x-should-retry: true`). Iterator bodies are never sent twice. Refusals by Ferrule itself (an open circuit, a full
    queue) are never retried: each exists to take load away. No wait outlives the deadline: when it would, the outcome at
    hand is returned at once.

    Tenacity's objects get a `RetryCallState` whose outcome is what the call would come to: the typed error for statuses
    of 400 and above (`retry_if_exception_type(ferrule.TooManyRequests)`), else the response (`retry_if_result`).
    Its `args` hold the call. They may be plain or async callables.

    Attributes:
        attempts: attempts in all, the first included (default 3). Has no effect when `stop` is given;
            `with_options(retries=…)` overrides it for one call, and then also bounds `stop`.
        stop: tenacity `stop_*`, asked after each failure; default None, `attempts` alone counts.
        wait: tenacity `wait_*`, in seconds; default None, full jitter: random between 0 and
            min(`wait_cap`, scale * 2^(attempt - 1)), where the scale tells transient faults from throttling.
        retry: tenacity `retry_*`, which outcomes are worth another attempt; default None, wire errors and `statuses`.
        methods: methods that may be sent again although the server may have acted
            (default: the idempotent ones of RFC 9110 §9.2.2, PUT and DELETE included).
        statuses: statuses worth another attempt (default 408, 425, 429, 500, 502, 503, 504; 403 and 413 are too when the
            server says `Retry-After`).
        transient_scale: seconds, scale of the default wait after transient faults (default 0.05).
        throttle_scale: seconds, scale of the default wait after throttling, such as 429 (default 1.0).
        wait_cap: seconds, bound of the default wait (default 20.0).
        retry_after_cap: seconds, longest `Retry-After` that is waited for; a longer one ends the call at once, its
            value in the error's `retry_after` (default 120.0).

    Raises:
        ConfigError: a value is out of range; all faults are listed.
    """

    attempts: int = 3
    stop: Stop | None = None
    wait: Wait | None = None
    retry: Condition | None = None
    methods: frozenset[str] = attrs.field(default=IDEMPOTENT, converter=_upper)
    statuses: frozenset[int] = attrs.field(default=PASSING, converter=frozenset)
    transient_scale: float = 0.05
    throttle_scale: float = 1.0
    wait_cap: float = 20.0
    retry_after_cap: float = 120.0

    def __attrs_post_init__(self) -> None:
        faults = Faults("Retry")
        faults.whole("attempts", self.attempts, least=1)
        for name in ("transient_scale", "throttle_scale", "wait_cap", "retry_after_cap"):
            faults.number(name, getattr(self, name))
        for name in ("stop", "wait", "retry"):
            hook = getattr(self, name)
            if hook is not None and not callable(hook):
                faults.add(f"{name} must be a tenacity {name}_* object or a callable, got {hook!r}")
        wrong = sorted(str(status) for status in self.statuses if not isinstance(status, int) or status < 400)
        if wrong:
            faults.add(f"statuses must be error statuses, 400 or above, got {', '.join(wrong)}")
        faults.raise_if_any()


@attrs.frozen
class Verdict:
    """What one outcome means for another attempt, whatever the request.

    Attributes:
        again: another attempt may help.
        reason: why, or why not, in words; empty where the outcome speaks for itself.
        settled: nobody else is asked: the server itself has spoken, or Ferrule refused the call.
        throttled: the server asked for fewer requests, rather than failed.
        after: seconds the server asks to wait, None when it did not.
    """

    again: bool
    reason: str = ""
    settled: bool = False
    throttled: bool = False
    after: float | None = None


def judge(outcome: Response | CallError, settings: Retry, wall: float) -> Verdict:
    """Is this outcome a fault that another attempt may get past?"""
    if isinstance(outcome, Refused):
        return Verdict(False, settled=True)
    if isinstance(outcome, CallError):
        return Verdict(True, f"transient: {type(outcome).__name__}")
    status = outcome.status_code
    if status < 400:
        return Verdict(False)
    after, throttled, wanted = retry_after(outcome.headers, wall), status in THROTTLING, wants_retry(outcome.headers)
    if wanted is not None:
        reason = f"the server asked for it: {status}" if wanted else "the server asked not to"
        return Verdict(wanted, reason, True, throttled, after)
    again = status in settings.statuses or (status in PASSING_WHEN_DATED and bool(after))
    reason = f"{'throttled' if throttled else 'transient'}: {status}" if again else ""
    return Verdict(again, reason, False, throttled, after)


def may_send_again(call: Call, outcome: Response | CallError, settings: Retry) -> bool:
    """Is it safe to send this request once more, after this outcome?"""
    if isinstance(outcome, CallError) and not outcome.may_have_acted:
        return True
    facts = call.operation.facts
    if call.method in settings.methods or facts.get("idempotent") is True:
        return True
    keys = {"idempotency-key", str(facts.get("idempotency-key", "")).lower()}
    return any(name.lower() in keys for name in call.headers)


def most_attempts(call: Call, settings: Retry) -> float:
    """How many attempts the call may make; unbounded where a `stop` decides."""
    if call.options.retries is not None:
        return call.options.retries + 1
    return settings.attempts if settings.stop is None else math.inf


def backoff(attempt: int, scale: float, cap: float, random: float) -> float:
    """Full jitter: random * min(cap, scale * 2^(attempt - 1)) seconds."""
    return random * min(cap, scale * 2.0 ** min(attempt - 1, 64))  # clamped before the power overflows


def too_long(wait: float, asked: float | None, left: float, settings: Retry) -> str:
    """Why a wait is not worth beginning; empty when it is."""
    if asked is not None and asked > settings.retry_after_cap:
        return f"the server asks to wait {asked:.3g} s, longer than retry_after_cap ({settings.retry_after_cap:g} s)"
    if wait >= left:
        return f"a wait of {wait:.3g} s would pass the deadline, {left:.3g} s away"
    return ""


class RetryPolicy:
    """Repeats a call while that is useful, safe and in time; records each attempt and the reason in the trace.

    Args:
        settings: None for one attempt, recorded all the same.
    """

    def __init__(self, settings: Retry | None) -> None:
        self._settings = settings or Retry(attempts=1)
        hooks = (self._settings.retry, self._settings.stop, self._settings.wait)
        self._has_hooks = any(hook is not None for hook in hooks)

    async def __call__(self, call: Call, next: Next, runtime: Runtime) -> Response:
        trace, began, idle = call.trace, runtime.now(), 0.0
        where = positions(call.body)
        outcome: Response | CallError
        while True:
            attempt = Attempt(call.attempt, runtime.now() - trace.started)
            trace.attempts.append(attempt)
            try:
                outcome = await next(call)
                attempt.status = outcome.status_code
                if attempt.status < 400 and self._settings.retry is None:
                    return outcome
            except CallError as error:
                outcome = error
                attempt.error = type(error).__name__
            except BaseException as error:
                attempt.error = type(error).__name__ if isinstance(error, FerruleError) else "interrupted"
                raise
            finally:
                attempt.duration = runtime.now() - trace.started - attempt.started
            state = _tenacity_state(call, outcome, began, idle, runtime) if self._has_hooks else None
            wait, attempt.reason = await self._decide(call, outcome, where, state, runtime)
            if wait is None or where is None:
                break
            attempt.wait = wait
            idle += wait
            trace.doing = f"waiting {wait:.3g} s for the next attempt"
            await runtime.sleep(wait)
            rewind(where)
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
        where: Positions | None,
        state: RetryCallState | None,
        runtime: Runtime,
    ) -> tuple[float | None, str]:
        """Seconds to wait before the next attempt, None for no other; and why."""
        settings = self._settings
        verdict = judge(outcome, settings, runtime.wall())
        again, reason, most = verdict.again, verdict.reason, most_attempts(call, settings)
        if state is not None and settings.retry is not None and not verdict.settled:
            again = bool(await _answer(settings.retry, state))
            reason = "the retry condition holds" if again else ""
        if not again:
            return None, reason
        if not verdict.settled and not may_send_again(call, outcome, settings):
            return None, f"the server may have acted, and {call.method} is not idempotent"
        if where is None:
            return None, "the request body can be sent only once"
        if call.attempt >= most:
            return None, f"all {call.attempt} attempts were made" if call.attempt > 1 else "one attempt was allowed"
        if verdict.after:
            wait = verdict.after
        elif state is not None and settings.wait is not None:
            wait = max(0.0, await _answer(settings.wait, state))
        else:
            scale = settings.throttle_scale if verdict.throttled else settings.transient_scale
            wait = backoff(call.attempt, scale, settings.wait_cap, runtime.random())
        if state is not None and settings.stop is not None:
            state.upcoming_sleep = wait
            if await _answer(settings.stop, state):
                return None, "the stop condition holds"
        hindrance = too_long(wait, verdict.after, call.deadline - runtime.now(), settings)
        return (None, hindrance) if hindrance else (wait, reason)


def _tenacity_state(
    call: Call, outcome: Response | CallError, began: float, idle: float, runtime: Runtime
) -> RetryCallState:
    """What tenacity's objects are asked with. Its times are the runtime's, which tenacity would take from the clock."""
    import tenacity  # here, so that nobody pays for it who does not use it

    value: Any = outcome
    if isinstance(outcome, Response) and outcome.status_code >= 400:
        value = error_for_status(outcome.status_code)(
            f"answered {reason_phrase(outcome.status_code)}",
            response=outcome,
            retry_after=retry_after(outcome.headers, runtime.wall()),
        )
        value.operation = call.operation
    state = tenacity.RetryCallState(tenacity.Retrying(), None, (call,), {})
    state.start_time, state.outcome_timestamp = began, runtime.now()
    state.attempt_number, state.idle_for = call.attempt, idle
    state.outcome = tenacity.Future.construct(call.attempt, value, isinstance(value, CallError))
    return state


async def _answer(hook: Callable[[RetryCallState], Any], state: RetryCallState) -> Any:
    answer = hook(state)
    return await answer if inspect.isawaitable(answer) else answer
