"""A trace as text, one line an event, in the order in which they happened."""

from __future__ import annotations

import math

from ferrule.call import Attempt, Note, Trace


def render(trace: Trace) -> str:
    """The timeline of a call.

        0.000 s  attempt 1: 503, took 0.120 s
        0.120 s  waited 0.043 s (transient: 503)
        0.163 s  attempt 2: 200, took 0.080 s
        0.243 s  the end

    Columns are seconds from the start of the call. What is not known to have happened at a certain time comes last.
    """
    events: list[tuple[float, str]] = []
    for attempt in trace.attempts:
        events += _of_attempt(attempt)
    for note in trace.notes:
        at = note.at if isinstance(note, Note) and note.at is not None else math.inf
        events.append((at, str(note)))
    events.sort(key=lambda event: event[0])  # stable: what happened at once stays in order
    lines = [_line(at, text) for at, text in events if at < math.inf]
    if trace.duration:
        lines.append(_line(trace.duration, "the end"))
    lines += [f"{'':>9}  {text}" for at, text in events if at == math.inf]
    return "\n".join(lines)


def _of_attempt(attempt: Attempt) -> list[tuple[float, str]]:
    outcome = str(attempt.status) if attempt.status is not None else attempt.error or "under way"
    events = [(attempt.started, f"attempt {attempt.number}: {outcome}, took {attempt.duration:.3f} s")]
    ended = attempt.started + attempt.duration
    if attempt.wait is not None:
        events.append((ended, f"waited {attempt.wait:.3f} s ({attempt.reason})"))
    elif attempt.reason:
        events.append((ended, f"no other attempt: {attempt.reason}"))
    return events


def _line(at: float, text: str) -> str:
    return f"{at:7.3f} s  {text}"
