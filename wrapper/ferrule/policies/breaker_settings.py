"""Settings of the circuit breaker, the states of a circuit, and what listeners are told."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Literal

import attrs

from ferrule.errors.faults import Faults


class State(StrEnum):
    """State of one circuit."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half-open"
    ISOLATED = "isolated"


@attrs.frozen
class Change:
    """A circuit changed its state.

    Attributes:
        circuit: its name: the origin (scheme, host and port), then the group of operations where circuits are kept by
            group.
        before: state it left.
        after: state it is in.
        at: monotonic seconds.
        reason: why, in words.
    """

    circuit: str
    before: State
    after: State
    at: float
    reason: str


@attrs.frozen(kw_only=True)
class Breaker:
    """Settings of the circuit breaker.

    Wire errors and 5xx except 501 are failures, whatever the operation. 408 and 429 count for nothing: the API
    answers, and asks for patience. Any other response is a success.

    Calls that were cancelled count for nothing either, and so do calls that Ferrule refused before they were sent. A
    deadline that ends a send counts as a failure when the send had at least half of the time an attempt may take.

    Attributes:
        failure_ratio: share of failures in the window that opens the circuit, above 0 and at most 1 (default 0.5).
        slow_after: seconds from which a call is slow; None for never (default None: only the API's user knows what is
            slow). Only the send is measured: neither queues nor fetching a token.
        slow_ratio: share of slow calls in the window that opens the circuit, above 0 and at most 1 (default 0.8).
        minimum_calls: calls in the window below which it never opens, a whole number (default 20).
        window: seconds that outcomes are remembered for (default 30.0).
        open_for: seconds the circuit stays open at first (default 5.0). When it opens again before it has been closed
            for a whole window, it stays open for a quarter of the time since a call last succeeded, and at most twice
            as long as before. So an API that answers some calls is tried often, and one that answers none seldom.
        open_for_cap: seconds, longest time open (default 60.0).
        jitter: share of the time open that is added to it at most, at random, so that clients do not come back
            together (default 0.5).
        probes: calls let through when that time is over (default 3). One that is cancelled makes room for two.
        probes_needed: how many of them must succeed, and be quick, to close the circuit; None for all (default None).
            It opens again as soon as so many cannot.
        per: `origin` for one circuit an origin; `group` for one an origin and group of operations (`users`, `repos`),
            where parts of an API fail by themselves (default `origin`).
        listeners: called with each `Change`, in the call that caused it; their errors are only logged (default none).

    Raises:
        ConfigError: a value is out of range; all faults are listed.
    """

    failure_ratio: float = 0.5
    slow_after: float | None = None
    slow_ratio: float = 0.8
    minimum_calls: int = 20
    window: float = 30.0
    open_for: float = 5.0
    open_for_cap: float = 60.0
    jitter: float = 0.5
    probes: int = 3
    probes_needed: int | None = None
    per: Literal["origin", "group"] = "origin"
    listeners: tuple[Callable[[Change], object], ...] = attrs.field(default=(), converter=tuple)

    def __attrs_post_init__(self) -> None:
        faults = Faults("Breaker")
        faults.number("failure_ratio", self.failure_ratio, most=1.0, above=True)
        if self.slow_after is not None:
            faults.number("slow_after", self.slow_after, above=True)
        faults.number("slow_ratio", self.slow_ratio, most=1.0, above=True)
        faults.whole("minimum_calls", self.minimum_calls, least=1)
        for name in ("window", "open_for", "open_for_cap"):
            faults.number(name, getattr(self, name), above=True)
        faults.number("jitter", self.jitter, most=1.0)
        faults.whole("probes", self.probes, least=1)
        if self.probes_needed is not None:
            faults.whole("probes_needed", self.probes_needed, least=1)
            if isinstance(self.probes_needed, int) and self.probes_needed > self.probes:
                faults.add(f"probes_needed ({self.probes_needed}) must not be above probes ({self.probes})")
        if self.per not in ("origin", "group"):
            faults.add(f"per must be 'origin' or 'group', got {self.per!r}")
        if not all(callable(listener) for listener in self.listeners):
            faults.add("listeners must be callables")
        faults.raise_if_any()
        if self.open_for_cap < self.open_for:
            faults.add(f"open_for_cap ({self.open_for_cap:g} s) must not be below open_for ({self.open_for:g} s)")
        faults.raise_if_any()
