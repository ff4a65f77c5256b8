"""What statistics say, from what was counted. Pure: it is given the time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from ferrule.call import Response
from ferrule.errors import error_for_status
from ferrule.errors.api import reason_phrase
from ferrule.telemetry.figures import Failure, History, OperationStats, Series, Waits, WindowStats
from ferrule.telemetry.histogram import percentiles
from ferrule.telemetry.statistics import HELD_BACK, Failed
from ferrule.telemetry.tally import KEPT, STEP, Record, Tally, merged

_MINUTE = 6  # steps
_ANSWERED = ("hit", "stale", "validated", "collapsed")


def operations(
    records: Iterable[Record], now: float, up: float
) -> tuple[OperationStats, tuple[OperationStats, ...], History]:
    """Figures of all operations together, of each, by name, and what became of all calls over time.

    Args:
        records: what was counted.
        now: monotonic seconds.
        up: seconds since the start.
    """
    slot, begun = int(now // STEP), now % STEP
    first = slot - KEPT + 1
    rows, ever, each = [Tally(number) for number in range(first, slot + 1)], Tally(0), list[OperationStats]()
    for record in records:
        recent = [step for step in record.steps() if step.slot >= first]
        for step in recent:
            rows[min(step.slot, slot) - first].add(step)  # a call may end while this is read
        since = record.ever()
        ever.add(since)
        each.append(_of_operation(record.id, record.name, recent, since, now, up))
    everything = _of_operation("", "", rows, ever, now, up)
    return everything, tuple(sorted(each, key=lambda one: one.name)), _history(rows, begun)


def _of_operation(id: str, name: str, recent: Sequence[Tally], ever: Tally, now: float, up: float) -> OperationStats:
    """Figures from the steps of the last ten minutes, and from the sum since the start."""
    slot, begun = int(now // STEP), now % STEP
    calls, failed = [0] * KEPT, [0] * KEPT
    for step in recent:
        calls[step.slot - slot - 1] = step.calls
        failed[step.slot - slot - 1] = _failed(step)
    return OperationStats(
        id,
        name,
        window(merged(step for step in recent if step.slot >= slot - _MINUTE), min(up, _MINUTE * STEP + begun)),
        window(merged(recent), min(up, (KEPT - 1) * STEP + begun)),
        window(ever, up),
        Series(STEP, tuple(calls), tuple(failed)),
    )


def window(tally: Tally, seconds: float) -> WindowStats:
    """What counts say about a span of so many seconds."""
    errors, cancelled = tally.of("error"), int(tally.kinds.get(("cancelled", ""), 0))
    judged, waited = tally.calls - cancelled, tally.of("waited")
    succeeded = judged - int(sum(errors.values()))
    p50, p95, p99 = percentiles(tally.buckets, (0.5, 0.95, 0.99))
    return WindowStats(
        seconds=seconds,
        calls=tally.calls,
        succeeded=succeeded,
        cancelled=cancelled,
        success_rate=succeeded / judged if judged else None,
        per_second=tally.calls / seconds if seconds > 0 else 0.0,
        attempts=tally.calls + tally.attempts,
        mean=tally.seconds / tally.calls if tally.calls else None,
        p50=p50,
        p95=p95,
        p99=p99,
        errors=_whole(errors),
        retries=_whole(tally.of("retry")),
        cache=_whole(tally.of("cache")),
        waits={kind: Waits(int(count), waited.get(kind, 0.0)) for kind, count in tally.of("wait").items()},
    )


def _whole(amounts: dict[str, float]) -> dict[str, int]:
    return {kind: int(amount) for kind, amount in amounts.items()}


def _failed(tally: Tally) -> int:
    return int(sum(tally.of("error").values()))


def _history(rows: Sequence[Tally], begun: float) -> History:
    """Ten minutes in steps, the last of which began some seconds ago."""
    took = [percentiles(row.buckets, (0.5, 0.95, 0.99)) for row in rows]
    errors = [row.of("error") for row in rows]
    return History(
        step=STEP,
        begun=begun,
        calls=tuple(row.calls for row in rows),
        failed=tuple(map(_failed, rows)),
        refused=tuple(int(sum(one.get(kind.__name__, 0) for kind in HELD_BACK)) for one in errors),
        cancelled=tuple(int(row.kinds.get(("cancelled", ""), 0)) for row in rows),
        cached=tuple(int(sum(count for kind, count in row.of("cache").items() if kind in _ANSWERED)) for row in rows),
        attempts=tuple(row.calls + row.attempts for row in rows),
        p50=tuple(p50 for p50, _, _ in took),
        p95=tuple(p95 for _, p95, _ in took),
        p99=tuple(p99 for _, _, p99 in took),
    )


def failures(failed: Sequence[Failed], now: float, wall: float) -> tuple[Failure, ...]:
    """Failed calls, newest first.

    Args:
        failed: as they were kept.
        now: monotonic seconds.
        wall: seconds since the epoch at the same time.
    """
    return tuple(
        Failure(
            number=one.number,
            at=wall - (now - one.at),
            operation=one.operation.label,
            kind=one.kind,
            explanation=_explained(one),
            duration=one.trace.duration,
            timeline=tuple(one.trace.timeline()),
        )
        for one in reversed(failed)
    )


def _explained(failed: Failed) -> str:
    """In one line, by the words of the error. What the server answered with is not in it."""
    said, operation = failed.outcome, failed.operation
    if operation.is_ready_made:
        operation = attrs.evolve(operation, name=operation.label, path="…")  # its path may hold anything
    if isinstance(said, str):
        return f"{operation}: {said}"
    if isinstance(said, int):
        said = error_for_status(said)(f"answered {reason_phrase(said)}", response=Response(said, []))
    said.operation, said.attempts, said.trace = operation, tuple(failed.trace.attempts), failed.trace
    return str(said)
