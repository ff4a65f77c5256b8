"""The settings of a client's policies, checked against each other before the first call."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from ferrule.auth.credentials import Credential
from ferrule.call import Options
from ferrule.engines.connection import Connection
from ferrule.errors import ConfigError
from ferrule.pipeline import Policy
from ferrule.policies.attempt_timeout import AttemptTimeoutPolicy
from ferrule.policies.auth import AuthPolicy
from ferrule.policies.breaker import Breaker, BreakerPolicy
from ferrule.policies.concurrency import Concurrency, ConcurrencyPolicy
from ferrule.policies.deadline import DeadlinePolicy
from ferrule.policies.observe import ObservePolicy, Observer
from ferrule.policies.redirect import RedirectPolicy
from ferrule.policies.retry import Retry, RetryPolicy


@attrs.frozen(kw_only=True)
class Policies:
    """What stands between a call and the network. Immutable; `attrs.evolve` makes variants.

    Attributes:
        deadline: seconds for the whole call, queueing, waits and body included; default 30, None for no limit.
        attempt_timeout: seconds for one attempt; default 10, None for no limit of its own.
        redirects: most redirects followed; default 5, 0 returns the redirect itself.
        retry: which failures are tried again, how often and after which wait; None for never.
        breaker: when an API that keeps failing is left alone; None for never.
        concurrency: how many calls run, and wait, at once; None for no bound but the connection pool's.
        observers: told of each call when it has ended.

    Raises:
        ConfigError: values out of range or at odds with each other; all are listed.
    """

    deadline: float | None = 30.0
    attempt_timeout: float | None = 10.0
    redirects: int = 5
    retry: Retry | None = attrs.field(factory=Retry)
    breaker: Breaker | None = attrs.field(factory=Breaker)
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

    def assemble(
        self, security_schemes: Mapping[str, Mapping[str, Any]], auth: Credential | Mapping[str, Credential] | None
    ) -> tuple[list[Policy], str]:
        """The policies, outermost first (docs/design.md says why in this order), and the identity of the credentials."""
        authentication = AuthPolicy(security_schemes, auth)
        policies: list[Policy | None] = [
            ObservePolicy(self.observers),
            DeadlinePolicy(),
            RetryPolicy(self.retry),
            RedirectPolicy(authentication.credential_headers),
            authentication,
            BreakerPolicy(self.breaker) if self.breaker else None,
            ConcurrencyPolicy(self.concurrency) if self.concurrency else None,
            AttemptTimeoutPolicy(),
        ]
        return [policy for policy in policies if policy is not None], authentication.identity


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
    faults += [
        f"header {name!r}: name and value must be text without line breaks"
        for name, value in options.headers.items()
        if not isinstance(value, str) or any(c in name + value for c in "\r\n\0")
    ]
    return faults
