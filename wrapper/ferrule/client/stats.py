"""`client.stats()`: what was counted of a client's calls, and how its policies and credentials stand."""

from __future__ import annotations

from ferrule.auth.policy import AuthPolicy
from ferrule.cache.policy import CachePolicy
from ferrule.client.core import Core
from ferrule.errors import ConfigError
from ferrule.policies.breaker import BreakerPolicy
from ferrule.policies.concurrency import ConcurrencyPolicy
from ferrule.policies.known_quotas import KnownQuotas
from ferrule.policies.observe import ObservePolicy
from ferrule.policies.rate_limit import RateLimitPolicy
from ferrule.policies.retry import RetryPolicy
from ferrule.telemetry.figures import BudgetStats, CircuitChange, LimiterStats, QueueStats
from ferrule.telemetry.reading import failures, operations
from ferrule.telemetry.snapshot import ClientStats
from ferrule.telemetry.statistics import Statistics


def client_stats(core: Core) -> ClientStats:
    """Everything at this moment. It is all in memory: nothing waits.

    Args:
        core: the client's.

    Raises:
        ConfigError: it was made without statistics.
    """
    now, wall = core.runtime.now(), core.runtime.wall()
    statistics = _statistics(core)
    everything, each, history = operations(statistics.records(), now, now - core.since)
    breaker, queue, retry = core.policy("breaker"), core.policy("concurrency"), core.policy("retry")
    limits, cache, auth = core.policy("rate limit"), core.policy("cache"), core.policy("auth")
    circuits = sorted(breaker.known(now), key=lambda one: one.name) if isinstance(breaker, BreakerPolicy) else ()
    changes = tuple(breaker.changes) if isinstance(breaker, BreakerPolicy) else ()
    account = retry.account if isinstance(retry, RetryPolicy) else None
    return ClientStats(
        api=core.description.name,
        url=core.url,
        at=wall,
        seconds=now - core.since,
        everything=everything,
        operations=each,
        history=history,
        circuits=tuple(circuits),
        changes=tuple(CircuitChange.of(change, wall - (now - change.at)) for change in changes),
        limiter=_limiter(limits) if isinstance(limits, RateLimitPolicy) else None,
        quotas=KnownQuotas(limits, core.runtime).known if isinstance(limits, RateLimitPolicy) else (),
        queue=_queue(queue) if isinstance(queue, ConcurrencyPolicy) else None,
        budget=BudgetStats(account.left(now), account.reserve) if account else None,
        cache=cache.counts.read() if isinstance(cache, CachePolicy) else {},
        tokens=tuple(auth.tokens(core.runtime)) if isinstance(auth, AuthPolicy) else (),
        failures=failures(statistics.failed(), now, wall),
    )


def _statistics(core: Core) -> Statistics:
    observe = core.policy("observe")
    observers = observe.observers if isinstance(observe, ObservePolicy) else ()
    for observer in observers:
        if isinstance(observer, Statistics):
            return observer
    raise ConfigError(f"the {core.description.name} client keeps no statistics (statistics=False)")


def _limiter(policy: RateLimitPolicy) -> LimiterStats:
    return LimiterStats(policy.settings.rate, policy.settings.per, policy.queued)


def _queue(policy: ConcurrencyPolicy) -> QueueStats:
    return QueueStats(policy.active, policy.queued, policy.limit, policy.queue)
