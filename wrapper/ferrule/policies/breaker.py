"""Circuit breaker: while an API keeps failing it is left alone, and then tried with a few calls.

One circuit an origin, in memory: a client that cannot reach an API must not speak for the others.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from enum import StrEnum

import attrs

from ferrule.call import Call, Response
from ferrule.errors import CircuitOpen, WireError
from ferrule.pipeline import Next
from ferrule.policies.checks import Faults
from ferrule.policies.deadline import TIMER_SLACK
from ferrule.policies.origins import origin_of
from ferrule.runtime.base import Runtime
from ferrule.runtime.forks import reset_in_child

_log = logging.getLogger("ferrule")

_BUCKETS = 10
_MOST_CIRCUITS = 1000  # redirects could name origins without end


class State(StrEnum):
    """State of one circuit."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half-open"


@attrs.frozen
class Change:
    """A circuit changed its state.

    Attributes:
        origin: scheme, host and port it stands for.
        before: state it left.
        after: state it is in.
        at: monotonic seconds.
        reason: why, in words.
    """

    origin: str
    before: State
    after: State
    at: float
    reason: str


@attrs.frozen(kw_only=True)
class Breaker:
    """Settings of the circuit breaker.

    Wire errors and 5xx except 501 are failures, whatever the operation. 408 and 429 count for nothing: the API answers, and asks
    for patience. Any other response is a success. Calls that were cancelled, or that Ferrule refused before they
    were sent, count for nothing either, save that a deadline which ends a send counts as a failure when the
    send had at least half of the time an attempt may take.

    Attributes:
        failure_ratio: share of failures in the window that opens the circuit, above 0 and at most 1 (default 0.5).
        minimum_calls: calls in the window below which it never opens, a whole number (default 20).
        window: seconds that outcomes are remembered for (default 30.0).
        open_for: seconds the circuit stays open at first (default 5.0). Doubles each time it opens again before it has been
            closed for a whole window.
        open_for_cap: seconds, bound of the doubling (default 60.0).
        jitter: at random, up to this share is added to the time open, so that clients do not come back together (default 0.5).
        probes: calls let through when that time is over; all must succeed to close the circuit, one failure opens it again
            (default 3).
        listeners: called with each `Change`, in the call that caused it; their errors are only logged (default none).

    Raises:
        ConfigError: a value is out of range; all faults are listed.
    """

    failure_ratio: float = 0.5
    minimum_calls: int = 20
    window: float = 30.0
    open_for: float = 5.0
    open_for_cap: float = 60.0
    jitter: float = 0.5
    probes: int = 3
    listeners: tuple[Callable[[Change], object], ...] = attrs.field(default=(), converter=tuple)

    def __attrs_post_init__(self) -> None:
        faults = Faults("Breaker")
        faults.number("failure_ratio", self.failure_ratio, most=1.0, above=True)
        faults.whole("minimum_calls", self.minimum_calls, least=1)
        for name in ("window", "open_for", "open_for_cap"):
            faults.number(name, getattr(self, name), above=True)
        faults.number("jitter", self.jitter, most=1.0)
        faults.whole("probes", self.probes, least=1)
        if not all(callable(listener) for listener in self.listeners):
            faults.add("listeners must be callables")
        faults.raise_if_any()
        if self.open_for_cap < self.open_for:
            faults.add(f"open_for_cap ({self.open_for_cap:g} s) must not be below open_for ({self.open_for:g} s)")
        faults.raise_if_any()


class Window:
    """Counts outcomes of the last seconds, in a few buckets."""

    def __init__(self, seconds: float) -> None:
        self._width = seconds / _BUCKETS
        self._buckets: deque[list[int]] = deque()  # [slot, calls, failures]
        self.calls = 0
        self.failures = 0

    def record(self, now: float, *, failed: bool) -> None:
        """Count an outcome, and forget those that are too old."""
        slot = int(now // self._width)
        while self._buckets and self._buckets[0][0] <= slot - _BUCKETS:
            _, calls, failures = self._buckets.popleft()
            self.calls -= calls
            self.failures -= failures
        if not self._buckets or self._buckets[-1][0] < slot:
            self._buckets.append([slot, 0, 0])
        newest = self._buckets[-1]
        newest[1] += 1
        newest[2] += failed
        self.calls += 1
        self.failures += failed


class Circuit:
    """The state machine for one origin. Not locked: `BreakerPolicy` holds its lock around each method.

    A permit is the number of the state period it was given in, so that results from before a change are known as late.
    """

    def __init__(self, settings: Breaker) -> None:
        self._settings = settings
        self._window = Window(settings.window)
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
        if self.state is State.OPEN or self._probing + self._passed >= self._settings.probes:
            return None
        self._probing += 1
        return self._period

    def leave(self, permit: int, failed: bool | None, now: float, random: float) -> None:
        """The call ended: it failed, succeeded, or (None) counts for nothing."""
        if permit != self._period:
            return
        if self.state is State.HALF_OPEN:
            self._probing -= 1
            if failed:
                self._open(now, random, "a call that tried the API failed")
            elif failed is False:
                self._passed += 1
                if self._passed == self._settings.probes:
                    self._change(State.CLOSED, now, f"{self._passed} calls in a row succeeded")
        elif failed is not None:
            self._window.record(now, failed=failed)
            if failed and self._failing():
                if now - self._since >= self._settings.window:
                    self._trips = 0
                self._open(now, random, f"{self._window.failures} of {self._window.calls} calls failed")

    def retry_after(self, now: float) -> float:
        """Seconds until a call may be let through."""
        if self.state is State.OPEN:
            return max(0.0, self._until - now)
        return self._settings.open_for  # half-open, all probes under way: as long as one more failure would take

    def idle(self) -> bool:
        """True when forgetting it would change nothing of note."""
        return self.state is State.CLOSED and not self._window.failures

    def _failing(self) -> bool:
        calls, failures = self._window.calls, self._window.failures
        return calls >= self._settings.minimum_calls and failures >= calls * self._settings.failure_ratio

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
        self._window = Window(self._settings.window)


def is_failure(status: int) -> bool | None:
    """Does this status speak against the API's health? None when it says nothing."""
    if status in (408, 429):
        return None
    return status >= 500 and status != 501


def hung(call: Call, now: float) -> bool:
    """True when the deadline ended a send that had a fair chance: half of the time an attempt may take, or more."""
    if now < call.deadline - TIMER_SLACK:
        return False
    limits = [limit for limit in (call.options.deadline, call.options.attempt_timeout) if limit is not None]
    return bool(limits) and now - call.trace.started - call.trace.sent >= min(limits) / 2


class BreakerPolicy:
    """Lets calls through while the circuit of their origin is closed; raises `CircuitOpen` while it is open."""

    def __init__(self, settings: Breaker) -> None:
        self._settings = settings
        self.after_fork()
        reset_in_child(self)

    def after_fork(self) -> None:
        self._lock = threading.Lock()
        self._circuits: dict[str, Circuit] = {}

    @property
    def states(self) -> dict[str, State]:
        """State of each circuit, by origin. An open circuit whose time is over stays open until a call tries it."""
        with self._lock:
            return {origin: circuit.state for origin, circuit in self._circuits.items()}

    async def __call__(self, call: Call, next: Next, runtime: Runtime) -> Response:
        origin, trace = origin_of(call), call.trace
        circuit, permit = self._enter(origin, call, runtime)
        sends = trace.sends
        failed: bool | None = None
        try:
            response = await next(call)
            failed = is_failure(response.status_code)
        except WireError:
            failed = True
            raise
        except BaseException:
            failed = True if trace.sends > sends and hung(call, runtime.now()) else None
            raise
        finally:
            with self._lock:
                before = circuit.state
                circuit.leave(permit, failed, runtime.now(), runtime.random() if failed else 0.0)
                after, reason = circuit.state, circuit.reason
            if after is not before:
                self._tell(call, Change(origin, before, after, runtime.now(), reason))
        return response

    def _enter(self, origin: str, call: Call, runtime: Runtime) -> tuple[Circuit, int]:
        now = runtime.now()
        with self._lock:
            circuit = self._circuits.get(origin) or self._add(origin)
            before = circuit.state
            permit = circuit.enter(now)
            after, reason, wait = circuit.state, circuit.reason, circuit.retry_after(now)
        if after is not before:
            self._tell(call, Change(origin, before, after, now, reason))
        if permit is None:
            raise CircuitOpen(f"the circuit of {origin} is {after} ({reason})", retry_after=wait)
        return circuit, permit

    def _add(self, origin: str) -> Circuit:
        if len(self._circuits) >= _MOST_CIRCUITS:
            self._circuits = {name: circuit for name, circuit in self._circuits.items() if not circuit.idle()}
        circuit = self._circuits[origin] = Circuit(self._settings)
        return circuit

    def _tell(self, call: Call, change: Change) -> None:
        call.trace.notes.append(f"circuit of {change.origin}: {change.before} to {change.after} ({change.reason})")
        for listener in self._settings.listeners:
            try:
                listener(change)
            except Exception:
                _log.exception("listener of the circuit breaker failed")
