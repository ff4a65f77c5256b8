"""The settings of a client's policies, checked against each other before the first call."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import attrs

from ferrule.cache.settings import MODES, Cache
from ferrule.call import Options
from ferrule.engines.connection import Connection
from ferrule.errors import ConfigError
from ferrule.pipeline import Policy, Seat
from ferrule.policies.attempt_timeout import AttemptTimeoutPolicy
from ferrule.policies.auth import AuthPolicy
from ferrule.policies.breaker import Breaker, BreakerPolicy
from ferrule.policies.cache import CachePolicy
from ferrule.policies.concurrency import Concurrency, ConcurrencyPolicy
from ferrule.policies.deadline import DeadlinePolicy
from ferrule.policies.idempotency import IdempotencyKeyPolicy
from ferrule.policies.observe import ObservePolicy, Observer
from ferrule.policies.rate_limit import RateLimit, RateLimitPolicy
from ferrule.policies.redirect import RedirectPolicy
from ferrule.policies.retry import Retry, RetryPolicy


@attrs.frozen(kw_only=True)
class Policies:
    """What stands between a call and the network. Immutable; `attrs.evolve` makes variants.

    Attributes:
        deadline: seconds for the whole call, queueing, waits and body included; default 30, None for no limit.
        attempt_timeout: seconds for one attempt; default 10, None for no limit of its own.
        redirects: most redirects followed; default 5, 0 returns the redirect itself.
        cache: how responses are reused, by RFC 9111; None for never.
        retry: which failures are tried again, how often and after which wait; None for never.
        breaker: when an API that keeps failing is left alone; None for never.
        rate_limit: how fast calls are made, and whether the server's own quotas are kept; None for neither.
        concurrency: how many calls run, and wait, at once; None for no bound but the connection pool's.
        observers: told of each call when it has ended.

    Raises:
        ConfigError: values out of range or at odds with each other; all are listed.
    """

    deadline: float | None = 30.0
    attempt_timeout: float | None = 10.0
    redirects: int = 5
    cache: Cache | None = attrs.field(factory=Cache)
    retry: Retry | None = attrs.field(factory=Retry)
    breaker: Breaker | None = attrs.field(factory=Breaker)
    rate_limit: RateLimit | None = attrs.field(factory=RateLimit)
    concurrency: Concurrency | None = attrs.field(factory=Concurrency)
    observers: tuple[Observer, ...] = attrs.field(default=(), converter=tuple)

    def __attrs_post_init__(self) -> None:
        faults = option_faults(self.options())
        if self.deadline is not None and self.attempt_timeout is not None and self.attempt_timeout > self.deadline:
            faults.append(
                f"attempt_timeout={self.attempt_timeout:g} is longer than deadline={self.deadline:g}: no attempt could use it"
            )
        if faults:
            raise ConfigError("; ".join(faults))

    def options(self) -> Options:
        """The settings in force for a call that changes none."""
        return Options(deadline=self.deadline, attempt_timeout=self.attempt_timeout, redirects=self.redirects)

    def check_against(self, connection: Connection) -> None:
        """Refuse settings that the connection pool would undo.

        Raises:
            ConfigError: more calls may run at once than the pool has connections, so they would queue in the pool.
        """
        if (
            self.concurrency is not None
            and not connection.http2
            and self.concurrency.limit > connection.max_connections
        ):
            raise ConfigError(
                f"concurrency limit {self.concurrency.limit} exceeds the pool's max_connections={connection.max_connections}: "
                "calls would wait in the pool instead of in the bounded queue"
            )

    def assemble(self, authentication: AuthPolicy, facts: Mapping[str, Any], before: Iterable[Seat] = ()) -> list[Seat]:
        """The policies, outermost first (docs/design.md says why in this order).

        Args:
            authentication: puts the credentials on calls.
            facts: the overlay's document-level facts.
            before: seats of the pipeline that this one replaces; a policy whose settings are the same goes on, with its state.
        """
        known = {seat.name: seat for seat in before}

        def seat(name: str, make: Callable[..., Policy], settings: Any, *more: Any) -> list[Seat]:
            if settings is None:
                return []
            kept = known.get(name)
            return [kept if kept and kept.settings == settings else Seat(name, make(settings, *more), settings)]

        return [
            Seat("observe", ObservePolicy(self.observers)),
            Seat("deadline", DeadlinePolicy()),
            *seat("cache", CachePolicy, self.cache),
            Seat("idempotency key", IdempotencyKeyPolicy()),
            *seat("retry", RetryPolicy, self.retry or Retry(attempts=1)),
            Seat("redirect", RedirectPolicy(authentication.credential_headers)),
            Seat("auth", authentication),
            *seat("breaker", BreakerPolicy, self.breaker),
            *seat("rate limit", RateLimitPolicy, self.rate_limit, facts.get("rate-limit")),
            *seat("concurrency", ConcurrencyPolicy, self.concurrency),
            Seat("attempt timeout", AttemptTimeoutPolicy()),
        ]


def option_faults(options: Options) -> list[str]:
    """What is wrong with the settings of a call, in words."""
    faults = [
        f"{name}={value!r} must be a positive number of seconds, or None"
        for name, value in (("deadline", options.deadline), ("attempt_timeout", options.attempt_timeout))
        if value is not None and not value > 0
    ]
    faults += [
        f"{name}={value!r} must be a whole number, 0 or more"
        for name, value in (("retries", options.retries), ("redirects", options.redirects))
        if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 0)
    ]
    if not (isinstance(options.weight, int | float) and 0 < options.weight < math.inf):
        faults.append(f"weight={options.weight!r} must be a positive number")
    if options.cache not in MODES:
        faults.append(f"cache={options.cache!r} must be one of {', '.join(MODES)}")
    faults += [
        f"header {name!r}: name and value must be text without line breaks"
        for name, value in options.headers.items()
        if not isinstance(value, str) or any(c in name + value for c in "\r\n\0")
    ]
    return faults
