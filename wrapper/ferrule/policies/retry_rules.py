"""Which outcomes deserve another attempt, which requests may be sent again, and after what wait. Decisions only."""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable, Iterable, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, TypeAlias

import attrs

from ferrule.call import Call, Facts, Options, Response
from ferrule.call.idempotent import answers, declared
from ferrule.errors import CallError, Refused, WireError
from ferrule.errors.faults import Faults
from ferrule.http.methods import IDEMPOTENT
from ferrule.http.retry_after import wants_retry
from ferrule.http.waits import Wait as Asked
from ferrule.http.waits import in_words, spread
from ferrule.policies.budget import Budget
from ferrule.policies.defaults import DefaultCount
from ferrule.policies.waits import THROTTLING, requested_wait

if TYPE_CHECKING:
    from tenacity import RetryCallState

Stop: TypeAlias = "Callable[[RetryCallState], bool | Awaitable[bool]]"
Wait: TypeAlias = "Callable[[RetryCallState], float | Awaitable[float]]"
Condition: TypeAlias = "Callable[[RetryCallState], bool | Awaitable[bool]]"

PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_KNOWN = frozenset(map(int, HTTPStatus))
# These faults pass by themselves only when the server says when: a quota reached is often a 403.
PASSING_WHEN_DATED = frozenset({403, 413})


def _upper(methods: Iterable[str]) -> frozenset[str]:
    return frozenset(method.upper() for method in methods)


@attrs.frozen(kw_only=True)
class Retry:
    """Settings of the retry policy.

    A request is sent again only when that is safe: its method is in `methods`, the overlay or the caller
    (`with_options(idempotent=True)`) call it idempotent, it carries an idempotency key, it surely never reached the
    server's application, the server refused it (429, or what the overlay's fact `refusals` names), or the server
    itself asks for it (`x-should-retry: true`). Iterator bodies are never sent twice. Refusals by Ferrule itself (an
    open circuit, a full queue) are never retried, because each exists to take load away. No wait outlives the
    deadline: the outcome at hand is returned at once instead.

    Tenacity's objects get a `RetryCallState`. Its outcome is the typed error for statuses of 400 and above
    (`retry_if_exception_type(ferrule.TooManyRequests)`), otherwise the response (`retry_if_result`). Its `args` are
    the call. The objects may be plain or async callables.

    Attributes:
        attempts: attempts in all, the first included (default 3). It has no effect when `stop` is given.
            `with_options(retries=…)` overrides it for one call, and then also bounds `stop`.
        stop: tenacity `stop_*`, called after each failure; None for `attempts` alone (default None).
        wait: tenacity `wait_*`, in seconds; None for full jitter (default None). That is random between 0 and
            min(`wait_cap`, scale * 2^(attempt - 1)), where the scale differs for transient faults and throttling.
        retry: tenacity `retry_*`, which outcomes are worth another attempt; None for wire errors and `statuses`
            (default None).
        methods: methods that may be sent again although the server may have acted
            (default: the idempotent ones of RFC 9110 §9.2.2, PUT and DELETE included, and QUERY).
        statuses: statuses worth another attempt (default 408, 425, 429, 500, 502, 503, 504). 500 stands for those of
            its hundred that no standard knows, too, such as 520 and 529. 403 and 413 are worth one when the server
            says when to come back.
        transient_scale: seconds, scale of the default wait after transient faults (default 0.05).
        throttle_scale: seconds, scale of the default wait after throttling, such as 429 (default 1.0).
        wait_cap: seconds, bound of the default wait (default 20.0).
        retry_after_cap: seconds, longest wait the server may ask for, by `Retry-After` or by the reset of a quota
            that is used up (default 120.0). A longer one ends the call at once. Its value is in the error's
            `retry_after`.
        budget: bound of all retries of a client together; None for no bound (default `Budget()`: 20 % of recent calls
            and a small reserve). When it is exhausted, the call fails after the wait that its retry would have had.
            So a caller's own loop does not run faster just then.

    Raises:
        ConfigError: a value is out of range; all faults are listed.
    """

    attempts: int = DefaultCount(3)
    stop: Stop | None = None
    wait: Wait | None = None
    retry: Condition | None = None
    methods: frozenset[str] = attrs.field(default=IDEMPOTENT, converter=_upper)
    statuses: frozenset[int] = attrs.field(default=PASSING, converter=frozenset)
    transient_scale: float = 0.05
    throttle_scale: float = 1.0
    wait_cap: float = 20.0
    retry_after_cap: float = 120.0
    budget: Budget | None = attrs.field(factory=Budget)

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
        settled: the verdict is final: the server itself decided, or Ferrule refused the call.
        throttled: the server did not fail, but asked for fewer requests.
        after: the wait that the server asks for, None when it asks for none.
    """

    again: bool
    reason: str = ""
    settled: bool = False
    throttled: bool = False
    after: Asked | None = None

    @property
    def asked_to_slow_down(self) -> bool:
        """The server named the wait after which it takes requests again."""
        return self.throttled and self.after is not None and self.after.seconds > 0


def judge(outcome: Response | CallError, settings: Retry, wall: float, rate_limit: Mapping[str, str] | None) -> Verdict:
    """Is this outcome a fault that another attempt may get past?

    Args:
        outcome: what came of the attempt.
        settings: the policy's.
        wall: seconds since the epoch now.
        rate_limit: names of the API's quota headers, None for the common ones.
    """
    if isinstance(outcome, Refused):
        return Verdict(False, settled=True)
    if isinstance(outcome, CallError):
        if isinstance(outcome, WireError) and outcome.lasting:
            return Verdict(False, "it would meet the same")
        return Verdict(True, f"transient: {type(outcome).__name__}")
    status = outcome.status_code
    if status < 400:
        return Verdict(False)
    after, throttled, wanted = (
        requested_wait(outcome, wall, rate_limit),
        status in THROTTLING,
        wants_retry(outcome.fields),
    )
    if wanted is not None:
        reason = f"the server asked for it: {status}" if wanted else "the server asked not to"
        return Verdict(wanted, reason, True, throttled, after)
    again = is_passing(status, settings.statuses) or (
        status in PASSING_WHEN_DATED and after is not None and after.seconds > 0
    )
    reason = f"{'throttled' if throttled else 'transient'}: {status}" if again else ""
    return Verdict(again, reason, False, throttled, after)


def is_passing(status: int, statuses: frozenset[int]) -> bool:
    """Is a fault of this status worth another attempt? One that nobody knows counts as 500 (RFC 9110 §15)."""
    return status in statuses or (status > 500 and 500 in statuses and status not in _KNOWN)


def may_send_again(call: Call, outcome: Response | CallError, settings: Retry) -> bool:
    """Is it safe to send this request once more, after this outcome?

    A request that was refused has done nothing, unless it was redirected to its result first. By 429 a server says so
    (RFC 6585 §4: the limit was reached before it was handled). A 503 does not: gateways send it too, when the server
    behind them has begun, and then failed.
    """
    if isinstance(outcome, CallError):
        refused = not outcome.may_have_acted
    else:
        refused = outcome.status_code in call.operation.facts.refusals and answers(call, outcome)
    return refused or bool(why_repeatable(call.method, declared(call), call.operation.facts, call.headers, settings))


def why_repeatable(method: str, said: bool | None, facts: Facts, headers: Iterable[str], settings: Retry) -> str:
    """Why a request may be sent again although the server may have acted, in words; empty where it may not.

    Args:
        method: of the request.
        said: what caller and overlay say about this request, None for nothing.
        facts: what the overlay says about the operation.
        headers: names of the request's headers.
        settings: the policy's.
    """
    keys = {"idempotency-key", facts.idempotency_key.lower()}
    if said:
        return "it is said to be idempotent"
    if not keys.isdisjoint(headers):
        return "it carries an idempotency key"
    return f"{method} is idempotent" if said is None and method in settings.methods else ""


def most_attempts(options: Options, settings: Retry) -> float:
    """How many attempts a call may make; unbounded where a `stop` decides."""
    if options.retries is not None:
        return options.retries + 1
    return settings.attempts if settings.stop is None else math.inf


def backoff(attempt: int, scale: float, cap: float, random: float) -> float:
    """Full jitter: random * min(cap, scale * 2^(attempt - 1)) seconds."""
    return random * min(cap, scale * 2.0 ** min(attempt - 1, 64))  # clamped before the power overflows


def as_asked(wanted: Asked, left: float, random: float) -> float:
    """Seconds to wait for what the server asks: as it says, and after a moment that others know too, at random.

    Args:
        wanted: what it asks for.
        left: seconds until the deadline, which the random part alone must not pass.
        random: from 0 to 1.
    """
    seconds = wanted.seconds
    return seconds + random * max(0.0, min(spread(seconds), (left - seconds) / 2)) if wanted.moment else seconds


def too_long(wait: float, wanted: Asked | None, left: float, settings: Retry) -> str:
    """Why a wait is not worth beginning; empty when it is."""
    if wanted is not None and wanted.seconds > settings.retry_after_cap:
        limit = f"longer than retry_after_cap ({settings.retry_after_cap:g} s)"
        return f"the server asks to wait {in_words(wanted.seconds)} ({wanted.field}), {limit}"
    if wait >= left:
        return f"a wait of {in_words(wait)} would pass the deadline, {in_words(left)} away"
    return ""
