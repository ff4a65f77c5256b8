"""The order in which policies stand around the engine, and the making of a client's pipeline in that order."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from typing import Final, Literal, TypeVar

import attrs

from ferrule.auth.check import AuthCheck
from ferrule.auth.policy import AuthPolicy
from ferrule.cache.policy import CachePolicy
from ferrule.cache.settings import Cache
from ferrule.call import Facts
from ferrule.policies.announcer import Announcer
from ferrule.policies.attempt_timeout import AttemptTimeoutPolicy
from ferrule.policies.breaker import BreakerPolicy
from ferrule.policies.chaos import ChaosPolicy
from ferrule.policies.concurrency import ConcurrencyPolicy
from ferrule.policies.cookies import CookieJar, CookiePolicy
from ferrule.policies.deadline import DeadlinePolicy
from ferrule.policies.fallback import FallbackPolicy
from ferrule.policies.hedge import HedgePolicy
from ferrule.policies.idempotency import IdempotencyKeyPolicy
from ferrule.policies.middleware import MiddlewarePolicy, name_of
from ferrule.policies.observe import ObservePolicy, ObserveSendsPolicy
from ferrule.policies.pipeline import Policy, Seat
from ferrule.policies.rate_limit import RateLimitPolicy
from ferrule.policies.redirect import RedirectPolicy
from ferrule.policies.retry import Retry, RetryPolicy
from ferrule.settings.policies import Policies
from ferrule.telemetry import registry
from ferrule.telemetry.statistics import Statistics

S = TypeVar("S", bound=attrs.AttrsInstance)


@attrs.frozen
class ClientSession:
    """What keeps one client apart from others, beside its credentials.

    Attributes:
        partition: what of the connection chooses whom the API sees, or who answers; empty for nothing.
        personal: that tells who asks, as a client certificate does.
        jar: its cookies; None where none are kept.
        wall: seconds since the epoch.
        statistics: counts its calls.
        announcer: tells its observers what changes.
    """

    partition: str = ""
    personal: bool = False
    jar: CookieJar | None = None
    wall: Callable[[], float] = time.time
    statistics: Statistics = attrs.field(factory=Statistics)
    announcer: Announcer = attrs.field(factory=Announcer)

    def cookies(self) -> Callable[[str], list[tuple[str, str]]] | None:
        """What gives the cookies that a request to a URL gets; None where none are kept."""
        jar, wall = self.jar, self.wall
        return None if jar is None else lambda url: jar.pairs(url, wall())


@attrs.frozen
class Plan:
    """What a client's pipeline is made of.

    Attributes:
        policies: the settings.
        authentication: puts the credentials on calls.
        facts: what the overlay says about the whole API.
        session: what of the connection keeps one client's responses and cookies apart.
        before: seats of the pipeline that this one replaces, by name.
    """

    policies: Policies
    authentication: AuthPolicy
    facts: Facts
    session: ClientSession
    before: Mapping[str, Seat]


@attrs.frozen
class Place:
    """A place in the order.

    Attributes:
        name: what it is called in descriptions and documents.
        seats: who sits there in a client's pipeline; nobody where the settings switch it off.
    """

    name: str
    seats: Callable[[Plan], list[Seat]]


def _always(name: str, make: Callable[[Plan], Policy]) -> Place:
    """A policy without settings of its own, in every pipeline."""
    return Place(name, lambda plan: [Seat(name, make(plan))])


def _set(name: str, settings: Callable[[Policies], S | None], make: Callable[[S, Plan], Policy]) -> Place:
    """A policy that has settings; None for no policy. One whose settings are unchanged goes on, with its state."""

    def seats(plan: Plan) -> list[Seat]:
        wanted, before = settings(plan.policies), plan.before.get(name)
        if wanted is None:
            return []
        return [before if before and before.settings == wanted else Seat(name, make(wanted, plan), wanted)]

    return Place(name, seats)


def _hooks(position: Literal["call", "attempt"]) -> Place:
    """The user's own hooks."""

    def seats(plan: Plan) -> list[Seat]:
        hooks = [one.hook for one in plan.policies.middleware if one.position == position]
        below_cache = position == "attempt"
        return [Seat(f"middleware {name_of(hook)}", MiddlewarePolicy(hook, notes=below_cache)) for hook in hooks]

    return Place("hooks", seats)


def _observe(plan: Plan) -> Policy:
    """Told of each call: those whom the user names; and the client's own statistics, where none of them counts."""
    observers, session = plan.policies.observers, plan.session
    counts = plan.policies.statistics and not any(isinstance(one, Statistics) for one in observers)
    policy = ObservePolicy(observers, session.statistics if counts else None)
    session.announcer.listen(policy.observers)
    for one in policy.observers:
        if isinstance(one, Statistics):
            registry.add(one)
    return policy


def _observe_sends(plan: Plan) -> list[Seat]:
    """Only where an observer asks for it."""
    observers = plan.policies.observers
    if not ObserveSendsPolicy.wanted(observers):
        return []
    return [Seat("observe sends", ObserveSendsPolicy(observers, plan.authentication.credential_names))]


def _attempt_timeout(plan: Plan) -> Policy:
    hooks = any(one.position == "attempt" for one in plan.policies.middleware)
    return AttemptTimeoutPolicy(plan.policies.deadline_header, hooks=hooks)


def _retry(settings: Retry, plan: Plan) -> Policy:
    before = plan.before.get("retry")
    policy = before.policy if before else None
    return RetryPolicy(settings, policy if isinstance(policy, RetryPolicy) else None)


def _cache(settings: Cache, plan: Plan) -> Policy:
    session = plan.session
    return CachePolicy(settings, session.partition, session.cookies(), session.announcer, personal=session.personal)


def _graphql(plan: Plan) -> list[Seat]:
    """Only where the API is one of GraphQL."""
    fact = plan.facts.graphql
    if fact is None:
        return []
    from ferrule.graphql.policy import GraphQLPolicy  # here, so that other clients do not pay for it

    return [Seat("graphql", GraphQLPolicy(fact, plan.facts.rate_limit))]


def _credentials(plan: Plan) -> list[Seat]:
    """The client's own, and right below them the cookies that servers gave."""
    jar = plan.session.jar
    return [Seat("auth", plan.authentication), *([] if jar is None else [Seat("cookies", CookiePolicy(jar))])]


# Outermost first. Nothing else decides the order; the documents that show it are tested against this table.
# Why it is so: docs/design.md.
ORDER: Final[tuple[Place, ...]] = (
    _always("observe", _observe),
    _set("fallback", lambda policies: policies.fallback, lambda settings, _: FallbackPolicy(settings)),
    _always("deadline", lambda _: DeadlinePolicy()),
    _hooks("call"),
    _set("cache", lambda policies: policies.cache, _cache),
    _always("idempotency key", lambda _: IdempotencyKeyPolicy()),
    _set("retry", lambda policies: policies.retry or Retry(attempts=1), _retry),
    _set("hedge", lambda policies: policies.hedge, lambda settings, _: HedgePolicy(settings)),
    _always("redirect", lambda plan: RedirectPolicy(plan.authentication.credential_names)),
    _always("auth check", lambda plan: AuthCheck(plan.authentication)),
    _set(
        "breaker",
        lambda policies: policies.breaker,
        lambda settings, plan: BreakerPolicy(settings, plan.session.announcer),
    ),
    _set(
        "rate limit",
        lambda policies: policies.rate_limit,
        lambda settings, plan: RateLimitPolicy(settings, plan.facts.rate_limit, plan.session.announcer),
    ),
    _set(
        "concurrency",
        lambda policies: policies.concurrency,
        lambda settings, plan: ConcurrencyPolicy(settings, plan.session.announcer),
    ),
    Place("auth", _credentials),
    Place("graphql", _graphql),
    Place("observe sends", _observe_sends),
    _always("attempt timeout", _attempt_timeout),
    _hooks("attempt"),
    _set("chaos", lambda policies: policies.chaos, lambda settings, _: ChaosPolicy(settings)),
)


def assemble(
    policies: Policies,
    authentication: AuthPolicy,
    facts: Facts,
    before: Iterable[Seat] = (),
    session: ClientSession | None = None,
) -> list[Seat]:
    """A client's policies, outermost first.

    Args:
        policies: the settings.
        authentication: puts the credentials on calls.
        facts: what the overlay says about the whole API.
        before: seats of the pipeline that this one replaces; a policy with the same settings goes on, with its state.
        session: what keeps the client apart from others; default nothing.
    """
    plan = Plan(policies, authentication, facts, session or ClientSession(), {seat.name: seat for seat in before})
    return [seat for place in ORDER for seat in place.seats(plan)]
