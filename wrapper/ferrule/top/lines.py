"""A process in plain lines, for where there is no terminal: one a client and snapshot, or everything once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

import attrs

from ferrule.call.printable import printable
from ferrule.telemetry.figures import Failure
from ferrule.telemetry.process import Process
from ferrule.telemetry.words import NONE, kinds, latency, rate, share
from ferrule.top.rows import ORDERS

_FAILURES = 10


def following(process: Process) -> Iterator[str]:
    """One line a client: the last minute, and what is not as it should be. Several of one API are told by number."""
    several = Counter(client.api for client in process.clients.values())
    for number, client in process.clients.items():
        minute = client.everything.minute
        parts = [
            clock(process.at),
            client.api if several[client.api] == 1 else f"{client.api} {number}",
            rate(minute.per_second),
            f"success {share(minute.success_rate)}",
            f"p50 {latency(minute.p50)}, p95 {latency(minute.p95)}, p99 {latency(minute.p99)}",
            *([kinds(minute.errors)] if minute.errors else []),
            *(f"circuit {one.name} {one.state}" for one in client.circuits if one.state != "closed"),
        ]
        yield printable("  ".join(parts))
    if not process.clients:
        yield f"{clock(process.at)}  no client is open"


def everything(process: Process, order: str = "calls") -> Iterator[str]:
    """All that is known: tables since the start, how each client stands, and its last failed calls.

    Args:
        process: it.
        order: of operations, one of `ORDERS`, by the last minute.
    """
    yield printable(f"{process.name}, process {process.pid}, Ferrule {process.ferrule}, {clock(process.at)}")
    for client in process.clients.values():
        operations = tuple(sorted(client.operations, key=ORDERS[order]))
        yield f"\n{attrs.evolve(client, operations=operations)}"
        yield from (f"failed: {failure(one)}" for one in client.failures[:_FAILURES])
    if not process.clients:
        yield "no client is open"


def failure(one: Failure) -> str:
    """A failed call in a line."""
    return printable(f"{clock(one.at)}  {one.kind}  {latency(one.duration)}  {one.explanation}")


def clock(at: float) -> str:
    """The local time of day."""
    if not 0 <= at < 1e11:  # no clock says that
        return NONE
    return datetime.fromtimestamp(at, tz=UTC).astimezone().strftime("%H:%M:%S")
