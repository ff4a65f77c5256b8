"""The server's quotas as a client knows them, seen and forgotten by hand (`client.quotas`)."""

from __future__ import annotations

import attrs

from ferrule.http.waits import in_words
from ferrule.policies.rate_limit import RateLimitPolicy
from ferrule.runtime.base import Runtime


@attrs.frozen
class KnownQuota:
    """One quota of a server.

    Attributes:
        origin: the server.
        name: what the server calls it, empty where it does not say; of an operation that was told to pause,
            `<operationId> alone`.
        left: calls that may be made now; infinite when the server has told nothing since the last reset.
        limit: calls in a window, as the server tells; otherwise the most that was ever seen to be left.
        reset: seconds until it is whole again.
        field: the header field that said so, empty where none did.
        operations: operationIds that count against it.
    """

    origin: str
    name: str
    left: float
    limit: float
    reset: float
    field: str
    operations: frozenset[str]


class KnownQuotas:
    """What the server told a client of its quotas, and what it may forget of that."""

    def __init__(self, policy: RateLimitPolicy, runtime: Runtime) -> None:
        self._policy = policy
        self._runtime = runtime

    @property
    def known(self) -> tuple[KnownQuota, ...]:
        """All quotas that hold now."""
        now = self._runtime.now()
        return tuple(
            KnownQuota(
                origin,
                quota.name,
                max(0.0, quota.left),
                quota.limit,
                quota.until - now,
                quota.field,
                frozenset(quota.operations),
            )
            for origin, quotas in self._policy.accounts()
            for quota in quotas.known
            if quota.until > now
        )

    def forget(self, name: str | None = None) -> None:
        """Let calls through again, until the server tells more: for a header that said something wrong.

        Args:
            name: of one quota, as `known` shows it; None for all, and for all pauses that the server asked for.
        """
        self._policy.forget(name)

    def __repr__(self) -> str:
        told = ", ".join(f"{one.name or one.origin}: {one.left:g} left for {in_words(one.reset)}" for one in self.known)
        return f"<KnownQuotas {told or 'none yet'}>"
