"""How a client stands: what it did, and its circuits and quotas, seen and switched by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ferrule.call.sealed import Sealed
from ferrule.client.session import Session
from ferrule.policies.breaker import Circuits
from ferrule.policies.known_quotas import KnownQuotas

if TYPE_CHECKING:
    from ferrule.telemetry.snapshot import ClientStats


class Standing(Sealed):
    """What the clients of both worlds show of themselves."""

    _session: Session

    @property
    def breaker(self) -> Circuits:
        """The circuits of this client: their states, and to switch them by hand.

        Raises:
            ConfigError: the client was made without a breaker.
        """
        return self._session.core.circuits()

    @property
    def quotas(self) -> KnownQuotas:
        """The server's quotas as far as they are known: to see them, and to forget what a header got wrong.

        Raises:
            ConfigError: the client was made without rate limits.
        """
        return self._session.core.quotas()

    def stats(self) -> ClientStats:
        """What this client and all its views have done, and how its breaker, queue, quotas and tokens stand.

        To be printed, or read: calls, success, latencies, errors of each operation in the last minute, in the last ten,
        and since the start. `.to_dict()` gives the same as JSON data. See docs/telemetry.md.

        Raises:
            ConfigError: the client was made without statistics.
        """
        from ferrule.client.stats import client_stats  # which few programs ask for

        return client_stats(self._session.core)
