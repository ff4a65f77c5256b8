"""All that statistics and policies say of a client at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import attrs

from ferrule.auth.state import KnownToken
from ferrule.call.printable import printable
from ferrule.http.waits import in_words
from ferrule.policies.circuit import KnownCircuit
from ferrule.policies.known_quotas import KnownQuota
from ferrule.telemetry.figures import (
    BudgetStats,
    CircuitChange,
    Failure,
    History,
    LimiterStats,
    OperationStats,
    QueueStats,
    as_json,
)
from ferrule.telemetry.tables import as_table, as_text

if TYPE_CHECKING:
    from rich.table import Table


@attrs.frozen
class ClientStats:
    """What a client has done, and how it stands: `client.stats()`.

    Attributes:
        api: the API's name.
        url: the server's.
        at: seconds since the epoch when this was read.
        seconds: since the client was made.
        everything: all operations together.
        operations: each operation that was called, by name.
        history: what became of all calls in the last ten minutes.
        circuits: those of the breaker; none without one.
        changes: their latest changes, oldest first.
        limiter: the rate limit, None without one.
        quotas: what the server told of its quotas.
        queue: the bulkhead, None without one.
        budget: the retry budget, None without one.
        cache: how calls were answered since the client was made, and responses `stored`; empty without a cache.
        tokens: of credentials that fetch theirs; never a value.
        failures: the latest failed calls, newest first.
    """

    api: str
    url: str
    at: float
    seconds: float
    everything: OperationStats
    operations: tuple[OperationStats, ...]
    history: History
    circuits: tuple[KnownCircuit, ...]
    changes: tuple[CircuitChange, ...]
    limiter: LimiterStats | None
    quotas: tuple[KnownQuota, ...]
    queue: QueueStats | None
    budget: BudgetStats | None
    cache: Mapping[str, int]
    tokens: tuple[KnownToken, ...]
    failures: tuple[Failure, ...]

    def __str__(self) -> str:
        """A table of the operations since the start, and how the client stands."""
        return as_text(self._title(), (*self.operations, self.everything), self.standing())

    def __rich__(self) -> Table:
        """The same for a console of rich (the extra `codegen` or `sandbox` brings it)."""
        return as_table(self._title(), (*self.operations, self.everything), self.standing())

    def _title(self) -> str:
        return printable(f"{self.api} at {self.url}, {in_words(self.seconds)}")

    def standing(self) -> list[str]:
        """How breaker, queue, limits, budget and tokens stand: a line each, where there is something to tell."""
        lines = [
            f"circuit {one.name}: {one.state.value}{f' ({one.reason})' if one.reason else ''}, {one.refused} refused"
            for one in self.circuits
        ]
        if (queue := self.queue) is not None:
            lines.append(f"queue: {queue.active} of {queue.limit} on the wire, {queue.queued} waiting")
        if (limiter := self.limiter) is not None and (limiter.rate is not None or limiter.waiting):
            own = "" if limiter.rate is None else f"{limiter.rate:g} calls in {in_words(limiter.per)}, "
            lines.append(f"rate limit: {own}{limiter.waiting} waiting")
        lines += [
            f"quota {one.name or one.origin}: {one.left:g} left, whole again in {in_words(one.reset)}"
            for one in self.quotas
        ]
        if self.budget is not None:
            lines.append(f"retry budget: {self.budget.left:.3g} left")
        if asked := sum(count for kind, count in self.cache.items() if kind != "stored"):
            answered = sum(self.cache.get(kind, 0) for kind in ("hit", "stale", "collapsed"))
            lines.append(f"cache: {answered} of {asked} answered, {self.cache.get('stored', 0)} stored")
        for token in self.tokens:
            next_one = "" if token.refresh_in is None else f", next refresh in {in_words(token.refresh_in)}"
            lines.append(
                f"token {token.identity}: {token.phase}{next_one}{f'; {token.failure}' if token.failure else ''}"
            )
        return [printable(line) for line in lines]

    def to_dict(self) -> dict[str, Any]:
        """As JSON data: what is infinite is None, sets are sorted lists."""
        plain: dict[str, Any] = as_json(self)
        return plain
