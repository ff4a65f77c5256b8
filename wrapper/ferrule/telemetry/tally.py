"""Counts of one operation: in steps of ten seconds for ten minutes, and since the start. Not locked."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from ferrule.telemetry.histogram import add

STEP = 10.0  # seconds
KEPT = 60  # steps: ten minutes
_MOST_KINDS = 64  # of what is counted by kind; a server has some eight hundred statuses to answer with
OTHER = "other"


class Tally:
    """Counts of one step, or of many.

    Attributes:
        slot: number of the step.
        attempts: attempts beyond one a call; negative where the cache answered.
        seconds: that calls took, together.
        buckets: how many calls took how long.
        kinds: how often what came of which kind, and for waits how long.
    """

    __slots__ = ("attempts", "buckets", "kinds", "seconds", "slot")

    def __init__(self, slot: int) -> None:
        self.slot = slot
        self.attempts = 0
        self.seconds = 0.0
        self.buckets: dict[int, int] = {}
        self.kinds: dict[tuple[str, str], float] = {}

    @property
    def calls(self) -> int:
        """Calls that ended."""
        return sum(self.buckets.values())

    def count(self, what: str, kind: str, amount: float = 1) -> None:
        """Count something by kind; kinds beyond the first few are one."""
        key = (what, kind)
        if key not in self.kinds and len(self.kinds) >= _MOST_KINDS:
            key = (what, OTHER)
        self.kinds[key] = self.kinds.get(key, 0) + amount

    def add(self, other: Tally) -> None:
        """Merge."""
        self.attempts += other.attempts
        self.seconds += other.seconds
        add(self.buckets, other.buckets)
        for (what, kind), amount in other.kinds.items():
            self.count(what, kind, amount)

    def of(self, what: str) -> dict[str, float]:
        """Amounts of one thing by kind, the largest first."""
        found = {kind: amount for (one, kind), amount in self.kinds.items() if one == what}
        return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


class Record:
    """The tallies of one operation.

    Attributes:
        api, id, name: the operation's.
        newest: the step under way.
        until: monotonic seconds when it is over.
    """

    __slots__ = ("_ever", "_recent", "api", "id", "name", "newest", "until")

    def __init__(self, api: str, id: str, name: str, at: float) -> None:
        self.api = api
        self.id = id
        self.name = name
        self._recent: deque[Tally] = deque()
        self._ever = Tally(0)
        self._begin(int(at // STEP))

    def _begin(self, slot: int) -> None:
        self.newest = Tally(slot)
        self.until = (slot + 1) * STEP

    def turn(self, at: float) -> Tally:
        """A new step begins; it may be one of much later."""
        self._ever.add(self.newest)
        self._recent.append(self.newest)
        self._begin(int(at // STEP))
        while self._recent and self._recent[0].slot <= self.newest.slot - KEPT:
            self._recent.popleft()
        return self.newest

    def copy(self) -> Record:
        """As it is now."""
        copy = Record(self.api, self.id, self.name, self.newest.slot * STEP)
        copy.newest = merged((self.newest,), self.newest.slot)
        copy._recent = deque(self._recent)  # nothing is added to those any more
        copy._ever = merged((self._ever,))
        return copy

    def steps(self) -> list[Tally]:
        """Those of the last ten minutes with a call in them, oldest first; older ones may be among them."""
        return [*self._recent, self.newest]

    def ever(self) -> Tally:
        """Since the start."""
        return merged((self._ever, self.newest))


def merged(tallies: Iterable[Tally], slot: int = 0) -> Tally:
    """All of them as one."""
    total = Tally(slot)
    for one in tallies:
        total.add(one)
    return total
