"""Rate limits: the client's own, where one is set, and the server's, before it has to say 429."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Literal, TypeVar

import attrs

from ferrule.call import Call, Response
from ferrule.call.secrets import Secrets
from ferrule.errors import RateLimited
from ferrule.errors.faults import Faults
from ferrule.http.quotas import QuotaHeaders
from ferrule.http.retry_after import retry_after
from ferrule.policies.announcer import Announcer
from ferrule.policies.details import QuotaChange
from ferrule.policies.gates import Gate, Lines, OwnGate, ServerGate, Waiter
from ferrule.policies.limiters import Limiter, SlidingWindow, TokenBucket
from ferrule.policies.pipeline import Next
from ferrule.policies.quotas import Permit, Quotas
from ferrule.policies.waits import THROTTLING
from ferrule.runtime.base import Event, Runtime
from ferrule.runtime.forks import reset_in_child

T = TypeVar("T")

_MOST_ACCOUNTS = 1000  # redirects could name origins without end
_AT_ONCE = 1e-6  # seconds: less than any clock or timer tells
_QUIET = 1.0  # seconds for which observers are not told again that calls wait: a limit is used up often
_FEW = 10  # calls of a line whose gaps do not grow any more as it shortens


@attrs.frozen(kw_only=True)
class RateLimit:
    """Settings of the rate limit.

    What the server reports is obeyed by default. When its quota is used up, calls wait for the reset, and calls that
    cannot wait so long are refused at once. Nothing is limited while the server reports nothing.

    Attributes:
        rate: calls allowed in `per` seconds; None for no limit of the client's own (default None). A call counts as
            many as its operation's `weight` (default 1).
        per: seconds (default 1.0).
        algorithm: `token-bucket` or `sliding-window` (default `token-bucket`). A token bucket spreads calls and
            allows bursts of `burst`, so up to `rate` + `burst` calls may fall into one `per`. A sliding window never
            lets more than `rate` into any `per` seconds.
        burst: calls a token bucket lets through at once after a pause; default None, as many as `rate`.
        obey: hold calls back while the server's quota is used up, by `RateLimit`, `X-RateLimit-*` or `Retry-After`
            (default True).
        reserve: calls of the server's quota that are left to others who share it (default 0).
        queue: calls that may wait, for each quota; 0 refuses at once (default 1000).
        max_wait: seconds a call may wait; None for as long as its deadline allows (default None).

    Raises:
        ConfigError: a value is out of range; all faults are listed.
    """

    rate: float | None = None
    per: float = 1.0
    algorithm: Literal["token-bucket", "sliding-window"] = "token-bucket"
    burst: float | None = None
    obey: bool = True
    reserve: int = 0
    queue: int = 1000
    max_wait: float | None = None

    def __attrs_post_init__(self) -> None:
        faults = Faults("RateLimit")
        if self.rate is not None:
            faults.number("rate", self.rate, above=True)
        faults.number("per", self.per, above=True)
        if self.burst is not None:
            faults.number("burst", self.burst, least=1.0)
        if self.algorithm not in ("token-bucket", "sliding-window"):
            faults.add(f"algorithm must be 'token-bucket' or 'sliding-window', got {self.algorithm!r}")
        elif self.algorithm == "sliding-window":
            if self.burst is not None:
                faults.add("burst belongs to the token bucket; a sliding window has none")
            if self.rate is not None and self.rate < 1:
                faults.add(f"rate must be 1 or more in a sliding window, got {self.rate!r}: give a longer per instead")
        if self.rate is None and self.burst is not None:
            faults.add("burst needs a rate")
        faults.whole("reserve", self.reserve)
        faults.whole("queue", self.queue)
        if self.max_wait is not None:
            faults.number("max_wait", self.max_wait, above=True)
        faults.raise_if_any()


def limiter(settings: RateLimit) -> Limiter | None:
    """What keeps the client's own limit; None without one."""
    if settings.rate is None:
        return None
    if settings.algorithm == "sliding-window":
        return SlidingWindow(settings.rate, settings.per)
    return TokenBucket(settings.rate, settings.per, settings.rate if settings.burst is None else settings.burst)


class RateLimitPolicy:
    """Lets calls through as fast as the client's own limit and the server's quotas allow.

    Raises `RateLimited` for calls beyond that.

    Args:
        settings: the limits.
        fact: the overlay's `rate-limit`, which names the server's headers.
    """

    def __init__(
        self, settings: RateLimit, fact: Mapping[str, str] | None = None, announcer: Announcer | None = None
    ) -> None:
        self.settings = settings
        self._announcer = announcer or Announcer()
        self._headers = QuotaHeaders(fact)
        self.after_fork()
        reset_in_child(self)

    def after_fork(self) -> None:
        self._lock = threading.Lock()
        self._lines = Lines()
        self._told: dict[object, float] = {}  # until when observers know that calls wait
        self._accounts: dict[tuple[str, str], Quotas] = {}
        kept_by, rate = limiter(self.settings), self.settings.rate
        self._own = OwnGate(kept_by, rate, self.settings.per) if kept_by and rate else None

    @property
    def queued(self) -> int:
        """Calls that wait."""
        return len(self._lines)

    async def __call__(self, call: Call, next: Next, runtime: Runtime) -> Response:
        origin = call.destination
        own = self._own if origin == call.origin else None  # the limit is not for where redirects lead
        if not self.settings.obey:
            if own is not None:
                await self._pass(own, own, call, runtime)
            return await next(call)
        quotas = self._accounts.get((origin, call.identity)) or self._account(origin, call.identity)
        operation, weight, permit = call.operation.id, call.options.weight, None
        response: Response | None = None
        with self._lock:
            limiting = quotas.of(operation)
            if not self._lines.of(limiting) and quotas.delay(operation, limiting, weight, runtime.now()) <= _AT_ONCE:
                permit = quotas.take(operation, limiting, weight)
        if permit is None:
            permit = await self._pass(limiting, ServerGate(quotas, operation), call, runtime)
        try:
            if own is not None:
                await self._pass(own, own, call, runtime)
            response = await next(call)
            return response
        finally:
            self._leave(quotas, permit, response, call.options.max_header_wait, runtime)
            if origin != call.origin and quotas.idle:
                self._accounts.pop(
                    (origin, call.identity), None
                )  # there is nothing to remember of where a redirect led

    def accounts(self) -> list[tuple[str, Quotas]]:
        """The quotas of each account, with the origin they are of."""
        with self._lock:
            return [(origin, quotas) for (origin, _), quotas in self._accounts.items()]

    def forget(self, name: str | None = None) -> None:
        """Forget what the server told of a quota; None for all."""
        with self._lock:
            for quotas in self._accounts.values():
                quotas.forget(name)
            self._lines.wake()

    def _account(self, origin: str, identity: str) -> Quotas:
        with self._lock:
            if len(self._accounts) >= _MOST_ACCOUNTS:
                self._accounts = {}  # the next responses tell it again
            return self._accounts.setdefault((origin, identity), Quotas(self.settings.reserve))

    def _leave(self, quotas: Quotas, permit: Permit, response: Response | None, most: float, runtime: Runtime) -> None:
        now, reports, pause, ok = runtime.now(), None, None, True
        if response is not None:
            reports = self._headers.read(response.fields, runtime.wall())
            if reports and quotas.have_news(reports) and (secrets := Secrets.of_answer(response)) is not None:
                # Errors name the quota: a server could have them say what it was sent.
                reports = [report._replace(name=secrets.without(report.name)) for report in reports]
            if response.status_code in THROTTLING:
                pause, ok = retry_after(response.fields, runtime.wall()), response.status_code != 429
        with self._lock:
            quotas.leave(permit, reports, now, most=most, ok=ok and pause is None)
            if pause is not None and pause.seconds:
                quotas.pause(permit, pause, now, most)
            self._lines.wake()

    async def _pass(self, key: object, gate: Gate[T], call: Call, runtime: Runtime) -> T:
        """Through a gate: at once, or when it is this call's turn."""
        weight, began, longest = call.options.weight, runtime.now(), self.settings.max_wait
        bound = call.deadline if longest is None else min(call.deadline, began + longest)
        with self._lock:
            line = self._lines.of(key)
            delay = gate.delay(weight, began)
            if delay <= _AT_ONCE and not line:
                return gate.take(weight, began)
            news = self._news(key, gate, delay, call, began)
            delay += gate.pace * sum(waiter.weight for waiter in line)
            waiter, refusal = Waiter(weight, runtime.event()), None
            if began + delay >= bound and not gate.asks:
                refusal = _refusal(gate, delay)
            elif len(line) >= self.settings.queue:
                told = f"{gate.what} is used up, and {len(line)} calls wait for it already"
                refusal = RateLimited(told, retry_after=delay)
            else:
                self._lines.join(key, waiter)
        if news is not None:
            self._announcer.tell(news)  # out here: it may ask how the client stands
        if refusal is not None:
            try:
                raise refusal
            finally:
                del refusal  # its traceback holds this frame: leave no cycle
        call.trace.doing = f"waiting for {gate.what}"
        try:
            return await self._turn(key, gate, waiter, bound, runtime)
        finally:
            now = runtime.now()
            call.trace.note(f"waited {now - began:.3f} s for {gate.what}", now, began=began, kind="rate-limit")

    def _news(self, key: object, gate: Gate[T], delay: float, call: Call, now: float) -> QuotaChange | None:
        """What observers do not know yet: that calls begin to wait here, or to be refused."""
        if not self._announcer.listeners or now < self._told.get(key, now):
            return None
        self._told = {one: until for one, until in self._told.items() if until > now}
        self._told[key] = now + max(delay, _QUIET)
        return QuotaChange(call.destination, call.operation.id, gate.what, delay, gate.told_by, now)

    async def _turn(self, key: object, gate: Gate[T], waiter: Waiter, bound: float, runtime: Runtime) -> T:
        lock, lines = self._lock, self._lines  # those that were entered, also in a child forked meanwhile
        try:
            while True:
                with lock:
                    now, first = runtime.now(), lines.is_first(key, waiter)
                    delay = gate.delay(waiter.weight, now)
                    if first and delay <= _AT_ONCE:
                        if waiter.due is None:
                            waiter.due = now + min(_gap(gate, len(lines.of(key)), runtime), (bound - now) / 2)
                        if now >= waiter.due - _AT_ONCE:
                            return gate.take(waiter.weight, now)
                        delay = waiter.due - now
                    if now >= bound or (first and now + delay >= bound and not gate.asks):
                        raise _refusal(gate, delay)
                    event = waiter.event = runtime.event()
                await _until(min(now + delay, bound) if first else bound, event, runtime)
        finally:
            with lock:
                lines.leave(key, waiter)


def _gap(gate: Gate[object], waiting: int, runtime: Runtime) -> float:
    """Seconds behind the call before it: those who waited for a moment that others know too come back spread."""
    return 2 * runtime.random() * gate.spread / max(waiting, _FEW) if gate.spread else 0.0


async def _until(at: float, event: Event, runtime: Runtime) -> None:
    limit = runtime.timeout(at)
    try:
        with limit:
            await event.wait()
    except TimeoutError:
        if not limit.expired:
            raise  # somebody else's


def _refusal(gate: Gate[object], delay: float) -> RateLimited:
    told = f", by {gate.told_by}" if gate.told_by else ""
    return RateLimited(f"{gate.what} is used up for longer than this call may wait{told}", retry_after=delay)
