"""Statistics without a backend: what became of the calls of a client, kept in memory.

A call costs about a microsecond: it is counted in one step of ten seconds, and steps are merged when somebody looks.
"""

from __future__ import annotations

import threading
from collections import deque
from copy import copy
from typing import TypeAlias

import msgspec

from ferrule.call import Call, Note, Operation, Response, Trace
from ferrule.errors import CallError, CircuitOpen, FerruleError, QueueFull, RateLimited
from ferrule.policies.breaker_settings import Change
from ferrule.policies.details import AnyChange, TokenChange
from ferrule.runtime.forks import reset_in_child
from ferrule.telemetry.histogram import bucket_of
from ferrule.telemetry.tally import OTHER, Record, Tally

_MOST_OPERATIONS = 2000  # requests that name no operation go by their path, and paths have no end
_KEPT_FAILURES = 50
_KEPT_HELD_BACK = 5  # of calls that were not sent: in an outage there are thousands, which must not hide its causes
HELD_BACK = (CircuitOpen, RateLimited, QueueFull)
_WAITS = frozenset({"queue", "rate-limit", "token", "retry-budget"})
_CACHE = frozenset({"cache-hit", "cache-stale", "cache-validated", "cache-collapsed", "cache-refused"})

Key: TypeAlias = tuple[str, str]
"""API and id of an operation."""

CHANGES: Key = ("", "")
"""Where changes are counted, that are no operation's."""


class Failed(msgspec.Struct, frozen=True, eq=False):
    """A failed call as it is kept: put into words only when somebody looks.

    Attributes:
        number: of the failed calls, from 1.
        at: monotonic seconds when it ended.
        operation: what was called.
        kind: status, or class of the error.
        outcome: the error, its words, or the status.
        trace: the call's.
    """

    number: int
    at: float
    operation: Operation
    kind: str
    outcome: CallError | str | int
    trace: Trace


class Statistics:
    """An observer that counts. Each client has one of its own (`client.stats()`), unless its observers hold another.

    One given to several clients counts for all of them, and each of them shows what it counted.

    Attributes:
        counts: of each operation, and under `CHANGES` those of what happened outside of calls. For its methods alone.
    """

    def __init__(self) -> None:
        self.counts: dict[Key, Record] = {}
        self.after_fork()
        reset_in_child(self)

    def after_fork(self) -> None:
        self._lock = threading.Lock()
        self.counts.clear()
        self._known: dict[Operation, Record] = {}
        self._failures: deque[Failed] = deque(maxlen=_KEPT_FAILURES)
        self._held_back: deque[Failed] = deque(maxlen=_KEPT_HELD_BACK)
        self._failed = 0

    def on_call(self, call: Call, trace: Trace, outcome: Response | BaseException) -> None:
        """Count a call that has ended."""
        operation, took = call.operation, trace.duration
        ended = trace.started + took
        bucket = bucket_of(took)
        with self._lock:
            record = self._known.get(operation) or self._add(operation, ended)
            tally = record.newest if ended < record.until else record.turn(ended)
            tally.seconds += took
            buckets = tally.buckets
            buckets[bucket] = buckets.get(bucket, 0) + 1
            if trace.notable:
                _count_notes(tally, trace)
            if len(trace.attempts) != 1:
                _count_attempts(tally, trace)
            if not isinstance(outcome, Response) or outcome.status_code >= 400:
                self._count_failure(tally, operation, trace, ended, outcome)

    def _add(self, operation: Operation, at: float) -> Record:
        """The record of an operation that is not at hand."""
        api, name = operation.api, operation.label
        key = (api, name if operation.is_ready_made else operation.id)
        if key not in self.counts and len(self.counts) >= _MOST_OPERATIONS:
            key, name = (api if len(self.counts) < 2 * _MOST_OPERATIONS else OTHER, OTHER), OTHER
        record = self.counts.get(key) or self.counts.setdefault(key, Record(*key, name, at))
        if not operation.is_ready_made:  # of those, each is one call's alone
            if len(self._known) >= _MOST_OPERATIONS:
                self._known.clear()
            self._known[operation] = record
        return record

    def _count_failure(
        self, tally: Tally, operation: Operation, trace: Trace, at: float, outcome: Response | BaseException
    ) -> None:
        kind = kind_of(outcome)
        if isinstance(outcome, BaseException) and not isinstance(outcome, Exception):
            tally.count("cancelled", "")
            return
        tally.count("error", kind)
        if isinstance(outcome, CallError):
            said: CallError | str | int = copy(outcome)  # without its traceback, whose frames hold much
        elif isinstance(outcome, Response):
            said = outcome.status_code
        else:
            said = str(outcome) if isinstance(outcome, FerruleError) else kind  # others may quote anything
        self._failed += 1
        kept = self._held_back if isinstance(outcome, HELD_BACK) else self._failures
        kept.append(Failed(self._failed, at, operation, kind, said, trace))

    def on_change(self, change: AnyChange) -> None:
        """Count a change."""
        match change:
            case Change():
                what, kind = "circuit", change.after.value
            case TokenChange():
                what, kind = "token", "failed" if change.error else "refreshed"
            case _:
                return
        with self._lock:
            changes = self.counts.get(CHANGES) or self.counts.setdefault(CHANGES, Record("", "", "", 0.0))
            changes.newest.count(what, kind)

    def copies(self) -> dict[Key, Record]:
        """The counts as they are now."""
        with self._lock:
            return {key: record.copy() for key, record in self.counts.items()}

    def records(self) -> list[Record]:
        """Those of operations."""
        return [record for key, record in self.copies().items() if key != CHANGES]

    def failed(self) -> list[Failed]:
        """The latest failed calls, oldest first."""
        with self._lock:
            return sorted((*self._failures, *self._held_back), key=lambda one: one.number)


def kind_of(outcome: Response | BaseException) -> str:
    """What a call came to, of few values: its status, or the class of its error."""
    return str(outcome.status_code) if isinstance(outcome, Response) else type(outcome).__name__


def _count_attempts(tally: Tally, trace: Trace) -> None:
    attempts = trace.attempts
    tally.attempts += len(attempts) - 1
    for attempt in attempts[:-1]:
        tally.count("retry", str(attempt.status_code or attempt.error))
    for attempt in attempts:
        if attempt.wait:
            tally.count("wait", "retry")
            tally.count("waited", "retry", attempt.wait)


def _count_notes(tally: Tally, trace: Trace) -> None:
    for note in trace.notes:
        if not isinstance(note, Note):
            continue
        if note.kind in _WAITS:
            tally.count("wait", note.kind)
            tally.count("waited", note.kind, note.took or 0.0)
        elif note.kind in _CACHE:
            tally.count("cache", note.kind.removeprefix("cache-"))
