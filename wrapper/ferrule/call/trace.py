"""The record of one call: what was tried, how long it waited and why; and that record as a timeline."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Self, cast

import attrs

from ferrule.call.moment import Moment
from ferrule.call.printable import printable
from ferrule.call.waterfall import waterfall

if TYPE_CHECKING:
    from rich.table import Table


@attrs.define
class Attempt:
    """One attempt of a call, for traces and errors.

    Attributes:
        number: 1 for the first.
        started: seconds from the start of the call.
        duration: seconds until the whole response was read, or until it failed.
        status_code: of the response, None when none came.
        error: what went wrong when no response came, else empty.
        wait: seconds waited before the next attempt, None when there was none.
        reason: why there was, or was not, another attempt.
    """

    number: int
    started: float
    duration: float = 0.0
    status_code: int | None = None
    error: str = ""
    wait: float | None = None
    reason: str = ""


class Note(str):
    """What a policy did, in words.

    Attributes:
        at: seconds from the start of the call, None when not recorded.
        took: seconds it took, None for a moment.
        kind: what it is about, for machines (`queue`, `rate-limit`, `cache-hit` …; all of them: docs/telemetry.md);
            empty for what is for people alone.
    """

    __slots__ = ("at", "kind", "took")
    at: float | None
    took: float | None
    kind: str

    def __new__(cls, text: str, at: float | None = None, took: float | None = None, kind: str = "") -> Self:
        note = str.__new__(cls, text)
        note.at, note.took, note.kind = at, took, kind
        return note

    def __reduce__(self) -> tuple[Any, ...]:
        return Note, (str(self), self.at, self.took, self.kind)


@attrs.define(eq=False)
class Trace:
    """What happened to one call. Policies write it, users read it; it holds no request data and no secret.

    Attributes:
        started: monotonic seconds when the call began.
        duration: seconds for the whole call, set at its end.
        attempts: each attempt in order.
        notes: what else policies did, in words (redirects followed, time queued, breaker state); a `Note` knows when.
        notable: one of the notes has a kind.
        sends: requests handed to the engine so far; above the number of attempts when redirects were followed.
        sent: seconds from the start of the call to the latest of them.
        read: seconds from the start of the call to the latest part of a streamed body; 0 without one.
        under_way: the latest of them has not been answered, and has not failed by itself.
        redirects: redirects followed, by all attempts.
        doing: what the call is doing now, in words.
        on_wire: a byte of the request now being sent may have left. Engines keep it; one that does not, leaves it True.
        may_have_acted: False while no byte of any request can have reached the server's application.
        whole: the trace of the call, where this one is of one of several requests at a time; None where it is that.
        told: requests that observers were told of, in the trace of the call.
    """

    started: float = 0.0
    duration: float = 0.0
    # Not list[Attempt], which takes ten times as long to call.
    attempts: list[Attempt] = attrs.field(factory=cast("type[list[Attempt]]", list))
    notes: list[str] = attrs.field(factory=cast("type[list[str]]", list))
    notable: bool = False
    sends: int = 0
    sent: float = 0.0
    read: float = 0.0
    under_way: bool = False
    redirects: int = 0
    doing: str = "starting"
    on_wire: bool = True
    may_have_acted: bool = False
    whole: Trace | None = attrs.field(default=None, repr=False)
    told: int = 0

    def note(self, text: str, now: float, *, began: float | None = None, kind: str = "") -> None:
        """Record what a policy did.

        Args:
            text: in words, without request data.
            now: monotonic seconds.
            began: monotonic seconds when it began, for what took time.
            kind: what it is about, for machines.
        """
        if kind:
            self.notable = True
        if began is None:
            self.notes.append(Note(text, now - self.started, None, kind))
        else:
            self.notes.append(Note(text, began - self.started, now - began, kind))

    def timeline(self) -> list[Moment]:
        """What happened, in order of time; what is not known to have happened at a certain time comes last."""
        return _timeline(self)

    def render(self) -> str:
        """The call as a timeline: attempts, waits and their reasons, and what policies decided; to be printed."""
        return _render(self)

    def __rich__(self) -> Table:
        """The same for a console of rich, with a bar for each attempt and each wait."""
        return waterfall(self.timeline(), self.duration)


def _timeline(trace: Trace) -> list[Moment]:
    moments: list[Moment] = []
    for attempt in trace.attempts:
        moments += _of_attempt(attempt)
    for note in trace.notes:
        timed = note if isinstance(note, Note) else Note(note)
        moments.append(Moment(timed.at, timed.took, timed.kind, str(timed)))
    moments.sort(
        key=lambda moment: math.inf if moment.at is None else moment.at
    )  # stable: the order of what is at once
    if trace.duration:
        last = next((place for place, moment in enumerate(moments) if moment.at is None), len(moments))
        moments.insert(last, Moment(trace.duration, None, "end", "the end"))
    return moments


def _of_attempt(attempt: Attempt) -> list[Moment]:
    outcome = str(attempt.status_code) if attempt.status_code is not None else attempt.error or "under way"
    told = f"attempt {attempt.number}: {outcome}, took {attempt.duration:.3f} s"
    moments = [Moment(attempt.started, attempt.duration, "attempt", told)]
    ended = attempt.started + attempt.duration
    if attempt.wait is not None:
        moments.append(Moment(ended, attempt.wait, "wait", f"waited {attempt.wait:.3f} s ({attempt.reason})"))
    elif attempt.reason:
        moments.append(Moment(ended, None, "", f"no other attempt: {attempt.reason}"))
    return moments


def _render(trace: Trace) -> str:
    """The timeline of a call.

        0.000 s  attempt 1: 503, took 0.120 s
        0.120 s  waited 0.043 s (transient: 503)
        0.163 s  attempt 2: 200, took 0.080 s
        0.243 s  the end

    Columns are seconds from the start of the call. What is not known to have happened at a certain time comes last.
    """
    return "\n".join(f"{_clock(moment.at)}  {printable(moment.text)}" for moment in trace.timeline())


def _clock(at: float | None) -> str:
    return f"{'':>9}" if at is None else f"{at:7.3f} s"
