"""What a token credential knows: its token, the refresh under way, what failed, and what the API rejected.

The lock guards memory only: each method holds it for a moment, and none of them waits.
"""

from __future__ import annotations

import math
import threading

import attrs

from ferrule.auth.refresh import Refresh, ScheduledToken, again
from ferrule.auth.tokens import ENDED, Phase, pause
from ferrule.errors import AuthError, FerruleError, TokenUnavailable
from ferrule.runtime.forks import reset_in_child

_START_LIMIT = 2.0  # seconds; the work may belong to a loop that has stopped, and never begin
_RECENT = 60.0  # seconds; a replaced token that is rejected within them says that more tokens will not help


@attrs.frozen
class View:
    """What a caller who needs a token finds.

    Attributes:
        token: the one in memory, if any.
        phase: what its age asks for.
        refresh: the one to wait for; None for a fresh token, and while the source is left alone after failures.
        begins: the caller is to start the refresh.
    """

    token: ScheduledToken | None
    phase: Phase
    refresh: Refresh | None = None
    begins: bool = False


@attrs.frozen
class KnownToken:
    """The token of one credential as it is at one time: never its value.

    Attributes:
        identity: whom the credential stands for.
        kind: class of the credential.
        phase: `none`, `fresh`, `advisory` (one caller has it replaced), `mandatory` (callers wait) or `ended`.
        refresh_in: seconds until it is replaced ahead of its end; None where nobody said when it ends.
        ends_in: seconds until it ends; None where nobody said.
        refreshing: a refresh is under way.
        refreshes: tokens fetched so far.
        failures: failed refreshes in a row.
        failure: what failed last, while nothing has come since; empty otherwise.
    """

    identity: str
    kind: str
    phase: str
    refresh_in: float | None
    ends_in: float | None
    refreshing: bool
    refreshes: int
    failures: int
    failure: str


class TokenState:
    """The memory of one credential, shared by all threads, tasks and event loops that use it.

    Attributes:
        current: the latest token. Read without the lock by those who find it fresh.
    """

    def __init__(self) -> None:
        self.current: ScheduledToken | None = None
        self._lock = threading.Lock()
        self._refresh: Refresh | None = None
        self._refreshes = 0
        self._failures = 0
        self._failure: Exception | None = None
        self._not_before = -math.inf
        self._rejections = 0
        self._quiet_until = -math.inf
        reset_in_child(self)

    def after_fork(self) -> None:
        self._lock, self._refresh = threading.Lock(), None  # the work behind it stayed in the parent

    def known(self, identity: str, kind: str, now: float) -> KnownToken:
        """What is known at this monotonic time, for people and machines."""
        with self._lock:
            current, failure = self.current, self._failure
            schedule = ENDED if current is None else current.schedule
            return KnownToken(
                identity,
                kind,
                "none" if current is None else schedule.phase(now).name.lower(),
                _left(schedule.advisory, now),
                _left(schedule.end, now),
                self._refresh is not None and now < self._refresh.limit,
                self._refreshes,
                self._failures,
                # What is not Ferrule's own may quote anything.
                str(failure) if isinstance(failure, FerruleError) else type(failure).__name__ if failure else "",
            )

    def look(self, now: float) -> View:
        """What there is at this monotonic time; a new refresh, where one is due, is the caller's to start."""
        with self._lock:
            current = self.current
            phase = Phase.ENDED if current is None else current.schedule.phase(now)
            if phase is Phase.FRESH:
                return View(current, phase)
            if self._refresh is not None and now < self._refresh.limit:
                return View(current, phase, self._refresh)
            if now < self._not_before:
                return View(current, phase)
            self._refresh = Refresh(current, now + _START_LIMIT)
            return View(current, phase, self._refresh, begins=True)

    def begin(self, refresh: Refresh, limit: float) -> bool:
        """The work behind a refresh begins; False when it comes so late that another was started instead."""
        with self._lock:
            if self._refresh is not refresh:
                return False
            refresh.limit = limit
            return True

    def end(self, refresh: Refresh, result: ScheduledToken | None = None, error: Exception | None = None) -> None:
        """A refresh has ended: keep its token, and wake all who wait."""
        with self._lock:
            if self._refresh is refresh:
                self._refresh = None
            if result is not None:
                self.current = result
                self._refreshes += 1
                self._failures, self._failure, self._not_before = 0, None, -math.inf
        refresh.end(result, error)

    def abandon(self, refresh: Refresh) -> None:
        """The work behind a refresh is over. Where it was cancelled before it began, nobody has said so yet."""
        if not refresh.done:
            self.end(refresh)

    def fail(self, error: Exception, now: float, random: float) -> float:
        """Note a failure; returns for how many seconds the source is left alone."""
        refused = isinstance(error, FerruleError) and not isinstance(error, TokenUnavailable)
        with self._lock:
            self._failures += 1
            wait = pause(self._failures, refused, random, error.retry_after if isinstance(error, AuthError) else None)
            self._not_before, self._failure = now + wait, error
        return wait

    def failure(self, now: float) -> Exception | None:
        """The latest failure, for another caller; None when a token has come since."""
        with self._lock:
            failure, wait = self._failure, self._not_before - now
        error = None if failure is None else again(failure)
        if isinstance(error, AuthError):
            error.retry_after = max(wait, 0.0)
        return error

    def lacks(self, now: float) -> bool:
        """Whether there is no token that serves, and none is asked for until later, as that failed."""
        with self._lock:
            ended = self.current is None or self.current.schedule.phase(now) is Phase.ENDED
            return ended and now < self._not_before

    def reject(self, access: str, now: float) -> bool:
        """Give up the very token that the API rejected; False when another one so soon would be of no use.

        By now another caller may have replaced it, which is True as well.
        """
        with self._lock:
            current = self.current
            if current is None or current.rejected or current.token.access != access:
                return True
            if now < self._quiet_until:
                self.current = attrs.evolve(current, since=now)  # all the time until now it was of no use
                return False
            left = current.schedule.end - now
            too_soon = now - current.since < min(_RECENT, left)  # not a token that was at its end anyway
            self._rejections = self._rejections + 1 if too_soon else 0
            if self._rejections > 1:
                self._quiet_until = now + min(_RECENT, 2.0 ** min(self._rejections - 2, 16))
            self.current = attrs.evolve(current, schedule=ENDED, rejected=True)
            return True


def _left(at: float, now: float) -> float | None:
    """Seconds until a time; None for one that does not come."""
    return max(0.0, at - now) if math.isfinite(at) else None
