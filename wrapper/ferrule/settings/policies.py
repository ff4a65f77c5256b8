"""The settings of a client's policies, checked against each other before the first call."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from inspect import iscoroutinefunction
from typing import Any, Final, cast

import attrs

from ferrule.cache.settings import Cache
from ferrule.call import Options
from ferrule.call.validation import Validation, Validator
from ferrule.engines.connection import Connection
from ferrule.errors import ConfigError
from ferrule.policies.breaker import Breaker
from ferrule.policies.chaos import Chaos
from ferrule.policies.concurrency import Concurrency
from ferrule.policies.defaults import DefaultCount, DefaultSeconds, DefaultText, is_default
from ferrule.policies.fallback import Fallback
from ferrule.policies.hedge import Hedge
from ferrule.policies.middleware import Middleware, as_middleware
from ferrule.policies.observe import Observer
from ferrule.policies.pipeline import Policy
from ferrule.policies.rate_limit import RateLimit
from ferrule.policies.retry import Retry
from ferrule.settings.checks import TOKEN, at_odds, is_mapping, option_faults
from ferrule.settings.overrides import KEEP, Override, Pattern, all_validators


def _all_middleware(hooks: Iterable[Policy | Middleware]) -> tuple[Middleware, ...]:
    return tuple(as_middleware(hook) for hook in hooks)


def _all_observers(given: Iterable[Observer]) -> tuple[Observer, ...]:
    try:
        return tuple(given)
    except TypeError:
        raise ConfigError(f"observers must be a list, got {type(given).__name__}") from None


def _async_methods(observers: Iterable[Observer]) -> list[str]:
    """Methods that nobody would await."""
    return [
        f"observers: {type(one).__name__}.{name} must not be async: hand over what takes long"
        for one in observers
        for name in ("on_call", "on_start", "on_send", "on_answer", "on_sent", "on_change")
        if iscoroutinefunction(getattr(one, name, None))
    ]


def _override_faults(overrides: object) -> list[str]:
    """What is wrong with the kinds of overrides."""
    if not is_mapping(overrides) or not all(isinstance(pattern, str) for pattern in overrides):
        return ["overrides must be a mapping of patterns to Override(…), such as {'users.*': Override(deadline=5)}"]
    return [
        f"overrides[{pattern!r}] must be an Override(…), got {override!r}"
        for pattern, override in overrides.items()
        if not isinstance(override, Override)
    ]


# What each setting must be, for callers without a type checker; all may be None.
_KINDS: Final[Mapping[str, type]] = {
    "cache": Cache,
    "retry": Retry,
    "hedge": Hedge,
    "breaker": Breaker,
    "rate_limit": RateLimit,
    "concurrency": Concurrency,
    "fallback": Fallback,
    "chaos": Chaos,
}


@attrs.frozen(kw_only=True)
class Policies:
    """What stands between a call and the network. Immutable; `attrs.evolve` makes variants.

    `Policies()` suits most services; `Policies.interactive()` and `Policies.batch()` are for the two ends. Where the
    code does not set them, deadline, timeouts, redirects and retries may also come from the environment and the
    overlay (see `ferrule.settings.resolver`).

    Attributes:
        deadline: seconds for the whole call, queueing, waits and body included; default 30, None for no limit.
        attempt_timeout: seconds for one attempt; default 10, None for no limit of its own.
        idle_timeout: seconds without a part of a streamed body, after its headers; default 30, None for no limit.
        deadline_header: request header that tells the server how many milliseconds are left of the deadline and the
            attempt timeout (`x-envoy-expected-rq-timeout-ms`). So it need not finish what nobody waits for. Default
            None.
        redirects: most redirects followed; default 5, 0 returns the redirect itself.
        max_header_wait: seconds, longest time that a header of a response (`Retry-After`, `RateLimit`,
            `X-RateLimit-Reset`) closes the client for; then one call asks again. Default 3600.
        validation: `lenient`, the default, keeps a field that disagrees with its description as it came, and notes a
            `Mismatch`; `strict` raises `InvalidResponse` for a success with one, and does not store it in the cache.
        validators: checks of your own on the models of successes; one that refuses raises `InvalidResponse`, too.
        cache: how responses are reused, by RFC 9111; None for never.
        retry: which failures are tried again, how often and after which wait; None for never.
        hedge: when a slow request is sent a second time; None for never, the default.
        breaker: when an API that keeps failing is left alone; None for never.
        rate_limit: how fast calls are made, and whether the server's own quotas are kept; None for neither.
        concurrency: how many calls run, and wait, at once; None for no bound but the connection pool's.
        fallback: another answer in place of some failures; None for none, the default.
        chaos: faults made on purpose, to rehearse outages; None for none, the default.
        overrides: what is different for some operations, by name (`search.repos`, `search.*`), operationId or tag; of
            several patterns that match, the later wins.
        middleware: hooks of your own, around each call or (`Middleware(hook, "attempt")`) each request.
        observers: told of each call when it has ended, and, where they want it, of what happens in between
            (docs/telemetry.md).
        statistics: count calls for `client.stats()`; a microsecond a call (default True). Nothing more is counted where
            a `Statistics` is among the observers: that one is read.

    Raises:
        ConfigError: values out of range or at odds with each other; all are listed.
    """

    deadline: float | None = DefaultSeconds(30.0)
    attempt_timeout: float | None = DefaultSeconds(10.0)
    idle_timeout: float | None = DefaultSeconds(30.0)
    deadline_header: str | None = None
    redirects: int = DefaultCount(5)
    max_header_wait: float = DefaultSeconds(3600.0)
    validation: Validation = attrs.field(default=cast("Validation", DefaultText("lenient")))
    validators: tuple[Validator[Any], ...] = attrs.field(default=(), converter=all_validators)
    cache: Cache | None = attrs.field(default=Cache())
    retry: Retry | None = attrs.field(default=Retry())
    hedge: Hedge | None = None
    breaker: Breaker | None = attrs.field(default=Breaker())
    rate_limit: RateLimit | None = attrs.field(default=RateLimit())
    concurrency: Concurrency | None = attrs.field(default=Concurrency())
    fallback: Fallback | None = None
    chaos: Chaos | None = None
    overrides: Mapping[str, Override] = attrs.field(factory=dict[str, Override])
    middleware: tuple[Middleware, ...] = attrs.field(default=(), converter=_all_middleware)
    observers: tuple[Observer, ...] = attrs.field(default=(), converter=_all_observers)
    statistics: bool = True

    def __attrs_post_init__(self) -> None:
        faults = [
            f"{name} must be {kind.__name__}(…) or None, got {value!r}"
            for name, kind in _KINDS.items()
            if (value := getattr(self, name)) is not None and not isinstance(value, kind)
        ]
        faults += _override_faults(self.overrides)
        faults += [
            f"observers: {type(one).__name__} has no on_call(call, trace, outcome)"
            for one in self.observers
            if not callable(getattr(one, "on_call", None))
        ]
        faults += [
            f"observers: {one.__name__} is a class: give one that is made, {one.__name__}()"
            for one in self.observers
            if isinstance(one, type)
        ]
        faults += _async_methods(self.observers)
        if faults:
            raise ConfigError("; ".join(faults))
        faults = [*option_faults(self.options()), *at_odds(self.options()), *self._out_of_reach()]
        if self.deadline_header is not None and not TOKEN.fullmatch(self.deadline_header):
            faults.append(f"deadline_header={self.deadline_header!r} is no name of a header")
        if faults:
            raise ConfigError("; ".join(faults))

    @classmethod
    def interactive(cls) -> Policies:
        """For calls a person waits for: within 5 s there is an answer, or a reason why not.

        Two attempts of at most 2 s; a call that finds no place on the wire within 1 s is refused.
        """
        return cls(deadline=5.0, attempt_timeout=2.0, retry=Retry(attempts=2), concurrency=Concurrency(max_wait=1.0))

    @classmethod
    def batch(cls) -> Policies:
        """For work nobody waits for: better late than never, and gentle to the API.

        Ten minutes a call, attempts of at most 60 s, six of them with waits of up to a minute. `Retry-After` and quotas
        are waited for up to 5 minutes, and 20 calls run at once. The breaker looks at 2 minutes, as calls are slow.
        """
        return cls(
            deadline=600.0,
            attempt_timeout=60.0,
            retry=Retry(attempts=6, transient_scale=1.0, wait_cap=60.0, retry_after_cap=300.0),
            breaker=Breaker(window=120.0),
            rate_limit=RateLimit(max_wait=300.0),
            concurrency=Concurrency(limit=20),
        )

    def options(self) -> Options:
        """The settings in force for a call, where no other source sets any."""
        return Options(
            deadline=self.deadline,
            attempt_timeout=self.attempt_timeout,
            idle_timeout=self.idle_timeout,
            redirects=self.redirects,
            max_header_wait=self.max_header_wait,
            validation=self.validation,
            validators=self.validators,
        )

    def chosen(self) -> dict[str, Any]:
        """Those of the options that somebody chose, against which environment and overlay have no say."""
        found: dict[str, Any] = {
            name: value
            for name in ("deadline", "attempt_timeout", "idle_timeout", "redirects", "max_header_wait", "validation")
            if not is_default(value := getattr(self, name))
        }
        if self.validators:
            found["validators"] = self.validators
        is_open = self.retry is not None and self.retry.stop is None and is_default(self.retry.attempts)
        return found if is_open else {**found, "retries": None}  # None: as the retry policy says

    def patterns(self) -> list[Pattern]:
        """The patterns of operations in all settings, which should each mean one (see `ferrule.client.catalog`)."""
        cache = self.cache
        found = [Pattern(f"overrides[{pattern!r}]", pattern) for pattern in self.overrides]
        for owner, settings in (("Fallback", self.fallback), ("Chaos", self.chaos)):
            found += [Pattern(f"{owner}.operations {one!r}", one) for one in (settings.operations if settings else ())]
        for name, patterns in (("ttl", cache.ttl), ("tags", cache.tags)) if cache else ():
            found += [Pattern(f"Cache.{name}[{one!r}]", one, names_only=True) for one in patterns]
        return found

    def checking(self) -> list[str]:
        """The settings, for all operations or some, that refuse successes for what is in them."""
        found: list[tuple[str, Policies | Override]] = [("", self)]
        found += [(f"overrides[{pattern!r}]: ", one) for pattern, one in self.overrides.items()]
        return [
            where + name
            for where, one in found
            for name, is_set in (
                ("validation='strict'", one.validation == "strict"),
                ("validators", one.validators not in ((), KEEP)),
            )
            if is_set
        ]

    def _out_of_reach(self) -> list[str]:
        """Settings that others make pointless."""
        faults: list[str] = []
        if self.breaker and self.attempt_timeout is not None and self.attempt_timeout > self.breaker.window:
            faults.append(
                f"Breaker.window={self.breaker.window:g} is shorter than attempt_timeout={self.attempt_timeout:g}: "
                "attempts that hang would be forgotten before enough of them could open the circuit"
            )
        for name, seconds in (
            ("Hedge.after", self.hedge.after if self.hedge else None),
            ("Breaker.slow_after", self.breaker.slow_after if self.breaker else None),
        ):
            if seconds is not None and self.attempt_timeout is not None and seconds >= self.attempt_timeout:
                faults.append(
                    f"{name}={seconds:g} is not below attempt_timeout={self.attempt_timeout:g}: "
                    "no attempt takes so long"
                )
        for name, waiting in (("RateLimit", self.rate_limit), ("Concurrency", self.concurrency)):
            longest = waiting.max_wait if waiting else None
            if longest is not None and self.deadline is not None and longest > self.deadline:
                faults.append(
                    f"{name}.max_wait={longest:g} is longer than deadline={self.deadline:g}: no call could wait so long"
                )
        return faults

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
                f"concurrency limit {self.concurrency.limit} exceeds the pool's "
                f"max_connections={connection.max_connections}: "
                "calls would wait in the pool instead of in the bounded queue"
            )
