"""The metrics of Ferrule itself, read when a backend collects them: a call pays nothing for them.

Names are those of OpenTelemetry; Prometheus writes `_` for `.`, and units as suffixes. Circuit breakers and retries are
named as resilience4j names them. Labels are names of APIs, ids of operations and few kinds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal

import attrs

from ferrule.telemetry.clients import open_clients
from ferrule.telemetry.labels import Bounded
from ferrule.telemetry.registry import Sum, sums
from ferrule.telemetry.snapshot import ClientStats
from ferrule.telemetry.statistics import CHANGES

Labels = Mapping[str, str]
Value = tuple[Labels, float]

_circuits = Bounded()  # a redirect may lead anywhere


@attrs.frozen
class Measure:
    """One metric.

    Attributes:
        name: as OpenTelemetry writes it.
        kind: a counter never falls, not even when a client closes; a gauge tells how open clients stand.
        unit: as UCUM writes it.
        text: what it is.
        read: its values now, each with its labels.
    """

    name: str
    kind: Literal["counter", "gauge"]
    unit: str
    text: str
    read: Callable[[], list[Value]]


def _counter(name: str, unit: str, text: str, of: Callable[[Labels, Sum], Iterable[Value]]) -> Measure:
    """Counted of each operation since the process began."""

    def read() -> list[Value]:
        found: list[Value] = []
        for key, one in sums().items():
            if key != CHANGES:
                found += of({"ferrule.api": key[0], "ferrule.operation": key[1]}, one)
        return found

    return Measure(name, "counter", unit, text, read)


def _kinds(what: str, label: str) -> Callable[[Labels, Sum], Iterator[Value]]:
    """A value for each kind of something."""

    def values(labels: Labels, one: Sum) -> Iterator[Value]:
        for kind, amount in one.tally.of(what).items():
            yield {**labels, label: kind}, amount

    return values


def _calls(labels: Labels, one: Sum) -> Iterator[Value]:
    tally = one.tally
    errors, cancelled = tally.of("error"), tally.kinds.get(("cancelled", ""), 0)
    if succeeded := tally.calls - cancelled - sum(errors.values()):
        yield {**labels, "outcome": "success"}, succeeded
    if cancelled:
        yield {**labels, "outcome": "cancelled"}, cancelled
    for kind, amount in errors.items():
        yield {**labels, "outcome": "error", "error.type": kind}, amount


def _not_permitted(labels: Labels, one: Sum) -> Iterator[Value]:
    if refused := one.tally.kinds.get(("error", "CircuitOpen")):
        yield labels, refused


def _changes(what: str, label: str) -> Callable[[], list[Value]]:
    def read() -> list[Value]:
        found = sums().get(CHANGES)
        return [] if found is None else [({label: kind}, amount) for kind, amount in found.tally.of(what).items()]

    return read


def _gauge(name: str, unit: str, text: str, of: Callable[[ClientStats], Iterable[Value]]) -> Measure:
    """How open clients stand. What has the same labels is added up."""

    def read() -> list[Value]:
        total: dict[tuple[tuple[str, str], ...], float] = {}
        for stats in _snapshots():
            for labels, value in of(stats):
                key = tuple(sorted({"ferrule.api": stats.api, **labels}.items()))
                total[key] = total.get(key, 0.0) + value
        return [(dict(key), value) for key, value in total.items()]

    return Measure(name, "gauge", unit, text, read)


def _snapshots() -> list[ClientStats]:
    return [stats() for stats in open_clients().values()]


def _circuit_states(stats: ClientStats) -> Iterator[Value]:
    for circuit in stats.circuits:
        yield {"circuit": _circuits(circuit.name), "state": circuit.state.value}, 1.0


def _circuit_calls(stats: ClientStats) -> Iterator[Value]:
    for circuit in stats.circuits:
        name = _circuits(circuit.name)
        yield {"circuit": name, "kind": "successful"}, circuit.calls - circuit.failures
        yield {"circuit": name, "kind": "failed"}, circuit.failures


def _bulkhead(which: Literal["active", "queued", "limit"]) -> Callable[[ClientStats], Iterator[Value]]:
    def values(stats: ClientStats) -> Iterator[Value]:
        if stats.queue is not None:
            yield {}, {"active": stats.queue.active, "queued": stats.queue.queued, "limit": stats.queue.limit}[which]

    return values


def _budget(stats: ClientStats) -> Iterator[Value]:
    if stats.budget is not None:
        yield {}, stats.budget.left


def _waiting(stats: ClientStats) -> Iterator[Value]:
    if stats.limiter is not None:
        yield {}, stats.limiter.waiting


MEASURES: tuple[Measure, ...] = (
    _counter("ferrule.calls", "{call}", "Calls by what became of them.", _calls),
    _counter(
        "ferrule.attempts", "{attempt}", "Attempts of calls.", lambda labels, one: [(labels, one.tally.calls + one.tally.attempts)]
    ),
    _counter("ferrule.retry.calls", "{attempt}", "Further attempts, by what the one before came to.", _kinds("retry", "reason")),
    _counter("ferrule.waits", "{wait}", "Waits by their reason.", _kinds("wait", "reason")),
    _counter("ferrule.wait.time", "s", "Time waited, by reason.", _kinds("waited", "reason")),
    _counter("ferrule.cache.responses", "{response}", "Calls that the cache answered, by how.", _kinds("cache", "kind")),
    _counter(
        "ferrule.circuitbreaker.not.permitted.calls", "{call}", "Calls refused by an open circuit.", _not_permitted
    ),
    Measure(
        "ferrule.circuitbreaker.transitions", "counter", "{change}", "Circuits that changed, by their new state.",
        _changes("circuit", "state"),
    ),
    Measure("ferrule.token.refreshes", "counter", "{refresh}", "Tokens fetched, or not.", _changes("token", "outcome")),
    _gauge("ferrule.circuitbreaker.state", "{circuit}", "Circuits in a state.", _circuit_states),
    _gauge("ferrule.circuitbreaker.buffered.calls", "{call}", "Calls that circuits judge by.", _circuit_calls),
    _gauge("ferrule.bulkhead.active.calls", "{call}", "Calls on the wire.", _bulkhead("active")),
    _gauge("ferrule.bulkhead.queued.calls", "{call}", "Calls that wait for a place.", _bulkhead("queued")),
    _gauge("ferrule.bulkhead.max.allowed.calls", "{call}", "Calls that may be on the wire at once.", _bulkhead("limit")),
    _gauge("ferrule.ratelimiter.waiting.calls", "{call}", "Calls that wait for a rate limit.", _waiting),
    _gauge("ferrule.retry.budget", "{attempt}", "Further attempts that the retry budget has room for.", _budget),
)  # fmt: skip
