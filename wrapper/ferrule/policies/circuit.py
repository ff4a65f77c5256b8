"""One circuit: the state machine that the settings of the breaker drive. Decisions only."""

from __future__ import annotations

import math

import msgspec

from ferrule.policies.breaker_settings import Breaker, State
from ferrule.policies.window import Window

_OF_SILENCE = 0.25  # share of the time since a call succeeded, for which a circuit stays open that is no new one
_LEAST = 0.02  # share of `open_for` that this is at least


class KnownCircuit(msgspec.Struct, frozen=True):
    """A circuit as it is at one time.

    Attributes:
        name: its origin, and the group of operations where circuits are kept by group.
        state: closed, open, half-open or isolated.
        reason: why, in words; empty for one that has never changed.
        calls: calls in the window that counted.
        failures: those that failed.
        slow: those that were slow.
        refused: calls refused since the circuit is known.
        retry_after: seconds until a call may be let through; 0 while it is closed, None when nobody knows.
    """

    name: str
    state: State
    reason: str
    calls: int
    failures: int
    slow: int
    refused: int
    retry_after: float | None


class Circuit:
    """The state machine. Not locked: `BreakerPolicy` holds its lock around each method.

    A permit is the number of the state period it was given in. So results from before a change are known to be late.

    Attributes:
        state: as it is now.
        reason: why it is so, in words.
        refused: calls that got no permit.
        doubtful: something failed, or was slow, in this period: the next result may open it, whatever it is.
    """

    def __init__(self, settings: Breaker) -> None:
        self._settings = settings
        self._needed = settings.probes if settings.probes_needed is None else settings.probes_needed
        self._good_at = -math.inf  # when a call last succeeded
        self._period = 0
        self.refused = 0
        self.close(-math.inf, "")

    def known(self, name: str, now: float) -> KnownCircuit:
        """What is known of it, under this name."""
        self._window.forget(now)
        calls, failures, slow = self._window.totals
        wait = 0.0 if self.state is State.CLOSED else self.retry_after(now)
        return KnownCircuit(name, self.state, self.reason, calls, failures, slow, self.refused, wait)

    def enter(self, now: float) -> int | None:
        """A permit for one call, or None."""
        if self.state is State.CLOSED:
            return self._period
        if self.state is State.OPEN and now >= self._until:
            self._change(State.HALF_OPEN, now, f"{self._settings.probes} calls try the API again")
        elif self.state is State.HALF_OPEN and now - self._since >= self._settings.window:
            # Probes that never end must not keep it half-open for ever.
            self._change(State.HALF_OPEN, now, self.reason)
        if self.state is not State.HALF_OPEN or not self._may_probe():
            self.refused += 1
            return None
        self._probing += 1
        return self._period

    def leave(self, permit: int, failed: bool | None, now: float, random: float, *, slow: bool = False) -> None:
        """The call ended: it failed, succeeded, or (None) counts for nothing."""
        if failed is False:
            self._good_at = now
        if permit != self._period:
            return
        if self.state is State.HALF_OPEN:
            self._probing -= 1
            if failed or (slow and failed is False):
                self._failed += 1
                self.doubtful = True
            elif failed is False:
                self._passed += 1
            self._judge_probes(now, random, "was slow" if slow and not failed else "failed")
        elif failed is not None:
            self._count(1, failed, slow, now, random)

    def cancelled(self, permit: int) -> None:
        """A call that is about to leave was cancelled: with its permit, it gives back one more.

        A request that needs several calls at once has all of them cancelled when one is refused. If only so many could
        try the API each time, such requests would never get a verdict.
        """
        if permit == self._period:
            self._cancelled += 1

    def broke(self, permit: int, now: float, random: float) -> None:
        """A call was counted as a success at its headers, then its body broke: one failure more, and no call more."""
        if self.state is State.CLOSED:
            self._count(0, True, False, now, random)
        elif self.state is State.HALF_OPEN and permit == self._period:
            self._passed -= 1
            self._failed += 1
            if self._failed > self._settings.probes - self._needed:
                self._open(now, random, "a call that tried the API failed")

    def isolate(self, now: float, reason: str) -> None:
        """Let nothing through until `close`."""
        self._change(State.ISOLATED, now, reason)

    def close(self, now: float, reason: str) -> None:
        """Let everything through, and forget what was counted."""
        self._open_for = 0.0  # seconds it was last open for, without jitter; 0 after a whole window closed
        self._change(State.CLOSED, now, reason)

    def retry_after(self, now: float) -> float | None:
        """Seconds until a call may be let through; None when nobody knows."""
        if self.state is State.ISOLATED:
            return None
        if self.state is State.OPEN:
            return max(0.0, self._until - now)
        return self._open_for or self._settings.open_for  # half-open: as if the probes under way failed

    def refuses(self, now: float) -> bool:
        """True while no call may be let through, not even to try."""
        return self.state is State.ISOLATED or (self.state is State.OPEN and now < self._until)

    def idle(self) -> bool:
        """True when nothing of note is lost by forgetting it."""
        _, failures, slow = self._window.totals
        return self.state is State.CLOSED and not failures and not slow

    def _may_probe(self) -> bool:
        """Whether one more call may try the API."""
        if self._failed > self._settings.probes - self._needed:
            return False  # it opens as soon as those under way have told
        return self._probing + self._passed + self._failed < self._settings.probes + self._cancelled

    def _judge_probes(self, now: float, random: float, how: str) -> None:
        """Close when enough succeeded. Open when enough cannot any more, and all that are under way have told."""
        if self._passed >= self._needed:
            of = f"of {self._passed + self._failed} calls" if self._failed else "calls in a row"
            self._change(State.CLOSED, now, f"{self._passed} {of} succeeded")
        elif self._failed > self._settings.probes - self._needed and not self._probing:
            self._open(now, random, f"a call that tried the API {how}")

    def _count(self, calls: int, failed: bool, slow: bool, now: float, random: float) -> None:
        if not failed and not slow:
            self._window.count(now)
            if not self.doubtful:
                return
        else:
            self._window.add(now, calls, failed, slow)
        total, failures, slows = self._window.totals
        self.doubtful = bool(failures or slows)
        if reason := self._verdict(total, failures, slows):
            if now - self._since >= self._settings.window:
                self._open_for = 0.0
            self._open(now, random, reason, answers=total > max(failures, slows))

    def _verdict(self, calls: int, failures: int, slow: int) -> str:
        """Why the circuit should open; empty when it should not."""
        if calls < self._settings.minimum_calls:
            return ""
        if failures >= calls * self._settings.failure_ratio:
            return f"{failures} of {calls} calls failed"
        if slow >= calls * self._settings.slow_ratio:
            return f"{slow} of {calls} calls took {self._settings.slow_after:g} s or longer"
        return ""

    def _open(self, now: float, random: float, reason: str, *, answers: bool = True) -> None:
        """Open for a time: at first as the settings say, then by how it went.

        Args:
            now: monotonic seconds.
            random: from 0 to 1.
            reason: why, in words.
            answers: False when nothing succeeded since the circuit closed.
        """
        settings = self._settings
        twice = min(settings.open_for_cap, self._open_for * 2)
        if not self._open_for:
            self._open_for = settings.open_for
        elif not answers:
            self._open_for = twice
        else:
            # An API that is partly well needs fewer calls, not none, and is soon tried again. One that has long been
            # silent is left alone for longer.
            self._open_for = min(twice, max(settings.open_for * _LEAST, (now - self._good_at) * _OF_SILENCE))
        self._until = now + self._open_for * (1 + settings.jitter * random)
        self._change(State.OPEN, now, reason)

    def _change(self, state: State, now: float, reason: str) -> None:
        self.state, self.reason, self._since = state, reason, now
        self._period += 1
        self._probing = self._passed = self._failed = self._cancelled = 0
        self._window = self._new_window()
        self.doubtful = False

    def _new_window(self) -> Window:
        return Window(self._settings.window, kinds=3)  # calls, failures, slow calls
