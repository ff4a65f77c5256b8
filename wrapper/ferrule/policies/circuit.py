"""One circuit: the settings of the breaker, and the state machine they drive. Decisions only."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Literal

import attrs

from ferrule.errors.faults import Faults
from ferrule.policies.window import Window


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
        open_for: seconds the circuit stays open at first (default 5.0). It doubles each time the circuit opens again
            before it has been closed for a whole window.
        open_for_cap: seconds, bound of the doubling (default 60.0).
        jitter: share of the time open that is added to it at most, at random, so that clients do not come back
            together (default 0.5).
        probes: calls let through when that time is over (default 3). All must succeed to close the circuit. One that
            fails or is slow opens it again.
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
        if self.per not in ("origin", "group"):
            faults.add(f"per must be 'origin' or 'group', got {self.per!r}")
        if not all(callable(listener) for listener in self.listeners):
            faults.add("listeners must be callables")
        faults.raise_if_any()
        if self.open_for_cap < self.open_for:
            faults.add(f"open_for_cap ({self.open_for_cap:g} s) must not be below open_for ({self.open_for:g} s)")
        faults.raise_if_any()


class Circuit:
    """The state machine. Not locked: `BreakerPolicy` holds its lock around each method.

    A permit is the number of the state period it was given in. So results from before a change are known to be late.
    """

    def __init__(self, settings: Breaker) -> None:
        self._settings = settings
        self._window = self._new_window()
        self._trips = 0  # in a row, without a whole window closed between them
        self._since = 0.0
        self._until = 0.0
        self._probing = 0
        self._passed = 0
        self._period = 0
        self.state = State.CLOSED
        self.reason = ""

    def enter(self, now: float) -> int | None:
        """A permit for one call, or None."""
        if self.state is State.CLOSED:
            return self._period
        if self.state is State.OPEN and now >= self._until:
            self._change(State.HALF_OPEN, now, f"{self._settings.probes} calls try the API again")
        elif self.state is State.HALF_OPEN and now - self._since >= self._settings.window:
            # Probes that never end must not keep it half-open for ever.
            self._change(State.HALF_OPEN, now, self.reason)
        if self.state is not State.HALF_OPEN or self._probing + self._passed >= self._settings.probes:
            return None
        self._probing += 1
        return self._period

    def leave(self, permit: int, failed: bool | None, now: float, random: float, *, slow: bool = False) -> None:
        """The call ended: it failed, succeeded, or (None) counts for nothing."""
        if permit != self._period:
            return
        if self.state is State.HALF_OPEN:
            self._probing -= 1
            if failed or (slow and failed is False):
                self._open(now, random, f"a call that tried the API {'failed' if failed else 'was slow'}")
            elif failed is False:
                self._passed += 1
                if self._passed == self._settings.probes:
                    self._change(State.CLOSED, now, f"{self._passed} calls in a row succeeded")
        elif failed is not None:
            self._count(1, failed, slow, now, random)

    def broke(self, permit: int, now: float, random: float) -> None:
        """A call was counted as a success at its headers, then its body broke: one failure more, and no call more."""
        if self.state is State.CLOSED:
            self._count(0, True, False, now, random)
        elif self.state is State.HALF_OPEN and permit == self._period:
            self._open(now, random, "a call that tried the API failed")

    def isolate(self, now: float, reason: str) -> None:
        """Let nothing through until `close`."""
        self._change(State.ISOLATED, now, reason)

    def close(self, now: float, reason: str) -> None:
        """Let everything through, and forget what was counted."""
        self._trips = 0
        self._change(State.CLOSED, now, reason)

    def retry_after(self, now: float) -> float | None:
        """Seconds until a call may be let through; None when nobody knows."""
        if self.state is State.ISOLATED:
            return None
        if self.state is State.OPEN:
            return max(0.0, self._until - now)
        return self._settings.open_for  # half-open with all probes under way: as if one more had failed

    def idle(self) -> bool:
        """True when nothing of note is lost by forgetting it."""
        _, failures, slow = self._window.totals
        return self.state is State.CLOSED and not failures and not slow

    def _count(self, calls: int, failed: bool, slow: bool, now: float, random: float) -> None:
        self._window.add(now, calls, failed, slow)
        if (failed or slow) and (reason := self._verdict()):
            if now - self._since >= self._settings.window:
                self._trips = 0
            self._open(now, random, reason)

    def _verdict(self) -> str:
        """Why the circuit should open; empty when it should not."""
        calls, failures, slow = self._window.totals
        if calls < self._settings.minimum_calls:
            return ""
        if failures >= calls * self._settings.failure_ratio:
            return f"{failures} of {calls} calls failed"
        if slow >= calls * self._settings.slow_ratio:
            return f"{slow} of {calls} calls took {self._settings.slow_after:g} s or longer"
        return ""

    def _open(self, now: float, random: float, reason: str) -> None:
        settings = self._settings
        seconds = min(settings.open_for_cap, settings.open_for * 2.0 ** min(self._trips, 64))
        self._until = now + seconds * (1 + settings.jitter * random)
        self._trips += 1
        self._change(State.OPEN, now, reason)

    def _change(self, state: State, now: float, reason: str) -> None:
        self.state, self.reason, self._since = state, reason, now
        self._period += 1
        self._probing = self._passed = 0
        self._window = self._new_window()

    def _new_window(self) -> Window:
        return Window(self._settings.window, kinds=3)  # calls, failures, slow calls
