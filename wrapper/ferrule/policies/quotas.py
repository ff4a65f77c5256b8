"""The server's quotas as far as they are known: which operations count against which, and how much is left.

Pure: no clock, no lock.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import attrs

from ferrule.http.quotas import Report
from ferrule.http.waits import Wait, spread
from ferrule.policies.pace import Pace

_MOST_QUOTAS = 1000  # a server could name quotas without end
_MOST_OPERATIONS = 10_000  # requests that name no operation go by their path, and paths have no end


@attrs.define(eq=False)
class Quota:
    """One quota.

    Attributes:
        name: what the server calls it.
        limit: requests in a window, as the server tells; otherwise the most that was ever seen to be left.
        left: requests that may still be made, those on the wire taken off.
        until: monotonic time when it is whole again.
        window: seconds of a window, as the server tells; otherwise the longest time to a reset that was seen.
        newest: number of the call whose response was believed last.
        assumed: True when no response told what is left, and it follows from the end of the last window.
        operations: those that count against it.
        field: the header field that told `until`; empty where it was not told.
        reset: seconds to the reset that was told last.
        shared: it was told as a moment, at which all who were told it would come back together.
        cut: the reset told is later than `until`, so at `until` one call asks again.
    """

    name: str
    limit: float = 0.0
    left: float = math.inf
    until: float = -math.inf
    window: float = 0.0
    newest: int = -1
    assumed: bool = False
    operations: set[str] = attrs.field(factory=set[str])
    field: str = ""
    reset: float = 0.0
    shared: bool = False
    cut: bool = False

    @property
    def spread(self) -> float:
        """Seconds over which calls return that waited."""
        return spread(self.reset) if self.shared else 0.0


@attrs.define(eq=False)
class Permit:
    """Leave to make one call.

    Attributes:
        number: counts up with each permit.
        operation: id of the operation.
        weight: requests it stands for.
        quotas: what it was taken from.
    """

    number: int
    operation: str
    weight: float
    quotas: tuple[Quota, ...]


class Quotas:
    """All quotas of one account at one server. Not locked: `RateLimitPolicy` holds its lock around each method.

    An operation counts against the quotas that its last response named. One that was not answered yet counts against
    the quotas that all other operations share. If it counted against all quotas, a search quota that is used up would
    stop the whole API.
    """

    def __init__(self, reserve: float = 0.0) -> None:
        self._reserve = reserve
        self._known: dict[str, Quota] = {}
        self._of: dict[str, tuple[Quota, ...]] = {}
        self._shared: tuple[Quota, ...] = ()
        self._paces: dict[str, Pace] = {}  # of operations that were told to pause
        self._on_wire: dict[str, float] = {}
        self._number = 0

    @property
    def known(self) -> Iterable[Quota]:
        """All that the server told of."""
        return tuple(self._known.values())

    @property
    def idle(self) -> bool:
        """Nothing is known, and nothing on the wire."""
        return not self._known and not self._on_wire

    def of(self, operation: str) -> tuple[Quota, ...]:
        """The quotas that an operation counts against."""
        return self._of.get(operation, self._shared)

    def delay(self, operation: str, held_by: tuple[Quota, ...], weight: float, now: float) -> float:
        """Seconds until these quotas, and the pace after a pause, let a call through; 0 for now."""
        longest = self._paces[operation].delay(weight, now) if operation in self._paces else 0.0
        for quota in held_by:
            if now >= quota.until:
                self._renew(quota, now)
            if quota.left >= weight + self._reserve:
                continue  # as nearly always
            # An operation heavier than the whole quota would otherwise wait for ever.
            enough = min(weight, max(quota.limit - self._reserve, 1.0)) + self._reserve
            if quota.left < enough:
                longest = max(longest, quota.until - now)
        return longest

    def asks(self, operation: str) -> bool:
        """True while a call is on the wire whose answer may let others go before the time that `delay` tells."""
        pace = self._paces.get(operation)
        if pace is not None and not pace.allowance and operation in self._on_wire:
            return True
        return any(quota.cut and quota.assumed and self._taken(quota) > 0 for quota in self.of(operation))

    def take(self, operation: str, held_by: tuple[Quota, ...], weight: float) -> Permit:
        """Count a call that is about to be made."""
        for quota in held_by:
            quota.left -= weight
        if pace := self._paces.get(operation):
            pace.left -= weight
            if pace.over:
                self._paces = {name: one for name, one in self._paces.items() if one is not pace}
        self._on_wire[operation] = self._on_wire.get(operation, 0.0) + weight
        self._number += 1
        return Permit(self._number, operation, weight, held_by)

    def leave(
        self, permit: Permit, reports: Iterable[Report] | None, now: float, *, most: float = math.inf, ok: bool = True
    ) -> None:
        """A call ended.

        Args:
            permit: what it was given.
            reports: what its response told; None when there was no response.
            now: monotonic seconds.
            most: seconds, longest time that a reset told is believed for.
            ok: the response did not ask for fewer requests.
        """
        operation = permit.operation
        on_wire = self._on_wire[operation] - permit.weight
        if on_wire > 0:
            self._on_wire[operation] = on_wire
        else:
            del self._on_wire[operation]  # there may be thousands of operations
        if (pace := self._paces.get(operation)) and permit.number > pace.newest:
            if reports is None:
                pace.left += permit.weight
            elif ok:
                pace.answer(permit.weight)
        if not reports and not permit.quotas:
            return
        told: tuple[Quota, ...] = ()
        for report in reports or ():
            told = (*told, self._believe(report, permit, now, most))
        if told and told != self._of.get(operation):
            self._learn(operation, told)
        for quota in permit.quotas:
            if quota in told:
                continue
            if quota.assumed and reports is not None:
                quota.left = math.inf  # some servers tell only when the quota is used up
            else:
                quota.left += permit.weight  # it may not have been counted; lost responses must not use it up

    def pause(self, permit: Permit, wait: Wait, now: float, most: float = math.inf) -> None:
        """The server asked for a pause (`Retry-After`), of which so many seconds are granted.

        It outranks what the quotas tell.
        """
        operation, seconds = permit.operation, min(wait.seconds, most)
        quotas = self._of.get(operation)
        if not quotas:
            quotas = (self._quota(f"{operation} alone"),)
            self._learn(operation, quotas)
        for quota in quotas:
            quota.left, quota.until = min(quota.left, self._reserve), now + seconds
            quota.window = max(quota.window, seconds)
            quota.field, quota.cut = wait.field, wait.seconds > most
            quota.reset, quota.shared = seconds, wait.moment and not quota.cut
        pace = self._paces.get(operation)
        if pace is None:
            pace = Pace()
            self._paces |= dict.fromkeys((name for quota in quotas for name in quota.operations), pace)
        pace.pause(seconds, wait.field, permit.number, self._number, now)

    def told_by(self, operation: str) -> str:
        """The header field that holds an operation back for longest; empty where none does."""
        told: list[tuple[float, str]] = [(quota.until, quota.field) for quota in self.of(operation)]
        if pace := self._paces.get(operation):
            told.append((pace.until, pace.field))
        return max(told, default=(0.0, ""))[1]

    def forget(self, name: str | None = None) -> None:
        """Know nothing any more about the quota of this name; None for all of them, and all pauses."""
        self._known = {quota.name: quota for quota in self._known.values() if name not in (None, quota.name)}
        kept = set(self._known.values())
        self._of = {one: told for one, quotas in self._of.items() if (told := tuple(q for q in quotas if q in kept))}
        self._shared = tuple(quota for quota in self._shared if quota in kept)
        self._paces = {one: pace for one, pace in self._paces.items() if one in self._of and name is not None}

    def _renew(self, quota: Quota, now: float) -> None:
        """The window is over: the quota is whole again until the next response tells more."""
        if quota.cut:
            quota.left = self._reserve + 1 - self._taken(quota)
        elif quota.limit > 0:
            quota.left = max(quota.limit, self._reserve + 1) - self._taken(quota)
        else:
            quota.left = math.inf
        quota.until, quota.assumed = now + max(quota.window, 1.0), True

    def _believe(self, report: Report, permit: Permit, now: float, most: float) -> Quota:
        quota = self._quota(report.name)
        quota.operations.add(permit.operation)
        quota.assumed = False
        quota.limit = report.limit or max(quota.limit, report.left + permit.weight)
        cut = report.reset > most
        reset = most if cut else report.reset
        if report.window:
            quota.window = min(report.window, most)
        elif reset > quota.window:
            quota.window = reset
        if (latest := permit.number > quota.newest) or now >= quota.until:
            # The server may not have counted yet what is on the wire.
            quota.left = report.left - self._taken(quota) if self._on_wire else report.left
            quota.until = now + reset
            quota.field, quota.cut = report.field, cut
            quota.reset, quota.shared = reset, report.moment and not cut
            if latest:
                quota.newest = permit.number
        else:
            # The response to a later call overtook this one: what is left can only be known too high.
            quota.left = min(quota.left, report.left)
        return quota

    def _taken(self, quota: Quota) -> float:
        """What is on the wire."""
        return sum(weight for operation, weight in self._on_wire.items() if operation in quota.operations)

    def have_news(self, reports: Iterable[Report]) -> bool:
        """Whether one of the reports names a quota that is not known yet."""
        for report in reports:  # noqa: SIM110 - each call passes here, and a generator costs it more
            if report.name and report.name not in self._known:
                return True
        return False

    def _quota(self, name: str) -> Quota:
        quota = self._known.get(name)
        if quota is None:
            if len(self._known) >= _MOST_QUOTAS:
                self.forget()
            quota = self._known[name] = Quota(name)
        return quota

    def _learn(self, operation: str, quotas: tuple[Quota, ...]) -> None:
        if len(self._of) >= _MOST_OPERATIONS:
            self._of, self._paces = {}, {}
            for quota in self._known.values():
                quota.operations.clear()
        for quota in self._of.get(operation, ()):
            quota.operations.discard(operation)
        for quota in quotas:
            quota.operations.add(operation)
        self._of[operation] = quotas
        everyone = len(self._of)
        self._shared = tuple(quota for quota in quotas if len(quota.operations) == everyone)
