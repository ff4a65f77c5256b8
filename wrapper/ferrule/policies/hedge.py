"""Hedging: a request that is slower than most is sent a second time, and the first good answer is taken.

It cuts the slow tail of an API that answers most requests quickly, at the price of a few more requests.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable

import attrs

from ferrule.call import Call, Response
from ferrule.call.idempotent import declared
from ferrule.errors.faults import Faults
from ferrule.http.methods import IDEMPOTENT, SAFE
from ferrule.http.retry_after import retry_after
from ferrule.policies.budget import Account, Budget
from ferrule.policies.contest import Contest, good
from ferrule.policies.pipeline import Next
from ferrule.runtime.base import Runtime
from ferrule.runtime.forks import reset_in_child

_KEPT = 200
_NEEDED = 20  # fewer say nothing about a tail
_RENEWED = 10


def _upper(methods: Iterable[str]) -> frozenset[str]:
    return frozenset(method.upper() for method in methods)


def _small() -> Budget:
    return Budget(ratio=0.05, reserve=2.0)


@attrs.frozen(kw_only=True)
class Hedge:
    """Settings of hedging, which is off by default.

    A request is hedged when its method is in `methods`, or when overlay or caller call it idempotent. Its body
    must be in memory: a file cannot be read at two places at once. A failure is not hedged but left to the retry
    policy. While a server pushes back (429, or `Retry-After`), no further request is sent.

    Attributes:
        after: seconds until the second request is sent; None to learn it for each operation (default None).
        percentile: with `after=None`, the share of recent requests that were quicker, above 0 and below 1 (default
            0.95). Nothing is hedged until 20 requests were seen.
        least: seconds, lower bound of what is learned (default 0.01).
        extra: most requests sent beside the first, one after the other (default 1).
        methods: methods that may be hedged (default GET, HEAD, OPTIONS, QUERY, TRACE). PUT and DELETE may be added
            where it does no harm that the losing request arrives late. Methods that are not idempotent may not.
        budget: bound of the extra requests of a client (default 5 % of recent calls, and a reserve of 2).

    Raises:
        ConfigError: a value is out of range; all faults are listed.
    """

    after: float | None = None
    percentile: float = 0.95
    least: float = 0.01
    extra: int = 1
    methods: frozenset[str] = attrs.field(default=SAFE, converter=_upper)
    budget: Budget = attrs.field(factory=_small)

    def __attrs_post_init__(self) -> None:
        faults = Faults("Hedge")
        if self.after is not None:
            faults.number("after", self.after, above=True)
        faults.number("percentile", self.percentile, most=0.999, above=True)
        faults.number("least", self.least, above=True)
        faults.whole("extra", self.extra, least=1)
        if unsafe := sorted(self.methods - IDEMPOTENT):
            faults.add(f"methods: {', '.join(unsafe)} must not be hedged: the server would act twice")
        faults.raise_if_any()


class Latencies:
    """How long the latest requests of one operation took. Not locked."""

    def __init__(self) -> None:
        self._recent: deque[float] = deque(maxlen=_KEPT)
        self._new = 0
        self._known: float | None = None

    def add(self, seconds: float, percentile: float) -> None:
        """Note one; every few, the percentile is taken anew."""
        self._recent.append(seconds)
        self._new += 1
        if len(self._recent) >= _NEEDED and (self._known is None or self._new >= _RENEWED):
            self._new = 0
            self._known = sorted(self._recent)[int(percentile * len(self._recent))]

    @property
    def known(self) -> float | None:
        """The percentile, None as long as too few are known."""
        return self._known


def pushes_back(outcome: Response | BaseException | None, wall: float) -> bool:
    """Does the server ask for fewer requests?"""
    if not isinstance(outcome, Response) or good(outcome):
        return False
    return outcome.status_code == 429 or retry_after(outcome.fields, wall) is not None


class HedgePolicy:
    """Sends slow requests again beside the first; cancels those whose answer is no longer needed."""

    def __init__(self, settings: Hedge) -> None:
        self._settings = settings
        self._account = Account(settings.budget)
        self.after_fork()
        reset_in_child(self)

    def after_fork(self) -> None:
        self._lock = threading.Lock()
        self._latencies: dict[str, Latencies] = {}

    async def __call__(self, call: Call, next: Next, runtime: Runtime) -> Response:
        said = declared(call)
        if said is False or (said is None and call.method not in self._settings.methods):
            return await next(call)
        if call.stream or not call.resend.in_memory:
            return await next(call)
        began, delay = runtime.now(), self._delay(call)
        self._account.deposit(began)
        if delay is None or began + delay >= call.deadline:
            response = await next(call)
            if good(response):
                self._learn(call, runtime.now() - began)
            return response
        return await self._contest(call, next, runtime, delay)

    async def _contest(self, call: Call, next: Next, runtime: Runtime, delay: float) -> Response:
        contest = Contest(call, next, runtime)
        try:
            contest.start()
            hedging = True
            while (decision := contest.decided()) is None:
                landed = [contender.outcome for contender in contest.contenders if contender.outcome is not None]
                hedging = hedging and not any(pushes_back(outcome, runtime.wall()) for outcome in landed)
                due = contest.contenders[-1].began + delay
                if not hedging or len(contest.contenders) > self._settings.extra:
                    await contest.wait()
                elif not await contest.wait(until=due) or contest.decided() is not None:
                    continue
                elif self._account.withdraw(runtime.now()):
                    contest.start()
                else:
                    call.trace.note(f"not hedged: budget exhausted ({self._settings.budget})", runtime.now())
                    hedging = False
            (chosen, outcome), sent = decision, len(contest.contenders)
        finally:
            await contest.end()
        if good(outcome):
            first = contest.contenders[0]
            # When another was quicker, all that is known of the first is that it takes at least as long as it has
            # taken so far.
            self._learn(call, (first.ended or runtime.now()) - first.began)
            if sent == 1:
                self._account.succeed()
        if sent > 1:
            which = (
                f"request {chosen.number} of {sent} answered" if good(outcome) else f"none of {sent} requests succeeded"
            )
            call.trace.note(f"hedged after {delay:.3g} s: {which}", runtime.now(), kind="hedge")
        if isinstance(outcome, Response):
            return outcome
        try:
            raise outcome
        finally:
            del outcome, chosen, decision, contest  # their traceback holds this frame: leave no cycle

    def _delay(self, call: Call) -> float | None:
        settings = self._settings
        if settings.after is not None:
            return settings.after
        with self._lock:
            latencies = self._latencies.get(call.operation.id)
            learned = latencies.known if latencies else None
        return None if learned is None else max(learned, settings.least)

    def _learn(self, call: Call, seconds: float) -> None:
        if self._settings.after is None:
            with self._lock:
                latencies = self._latencies.get(call.operation.id) or self._latencies.setdefault(
                    call.operation.id, Latencies()
                )
                latencies.add(seconds, self._settings.percentile)
