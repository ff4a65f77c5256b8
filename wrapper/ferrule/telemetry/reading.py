"""What statistics say, from what was counted. Pure: it is given the time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from ferrule.call import Response
from ferrule.errors import error_for_status
from ferrule.errors.api import reason_phrase
from ferrule.telemetry.figures import Failure, OperationStats, Series, Waits, WindowStats
from ferrule.telemetry.histogram import percentiles
from ferrule.telemetry.statistics import Failed
from ferrule.telemetry.tally import KEPT, STEP, Record, Tally, merged

_MINUTE = 6  # steps


def operations(records: Iterable[Record], now: float, up: float) -> tuple[OperationStats, tuple[OperationStats, ...]]:
    """Figures of all operations together, and of each, by name.

    Args:
        records: what was counted.
        now: monotonic seconds.
        up: seconds since the start.
    """
    records = list(records)
    each = [_of_operation(one.id, one.name, one.steps(), one.ever(), now, up) for one in records]
    steps = [step for one in records for step in one.steps()]
    everything = _of_operation("", "", steps, merged(one.ever() for one in records), now, up)
    return everything, tuple(sorted(each, key=lambda one: one.name))


def _of_operation(id: str, name: str, steps: Sequence[Tally], ever: Tally, now: float, up: float) -> OperationStats:
    slot, begun = int(now // STEP), now % STEP
    minute = merged(step for step in steps if step.slot >= slot - _MINUTE)
    ten = merged(step for step in steps if step.slot > slot - KEPT)
    return OperationStats(
        id,
        name,
        window(minute, min(up, _MINUTE * STEP + begun)),
        window(ten, min(up, (KEPT - 1) * STEP + begun)),
        window(ever, up),
        _series(steps, slot),
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


def _series(steps: Iterable[Tally], slot: int) -> Series:
    """Ten minutes in steps, up to this one."""
    by_slot: dict[int, Tally] = {}
    for one in steps:
        by_slot.setdefault(one.slot, Tally(one.slot)).add(one)
    none = Tally(0)
    rows = [by_slot.get(number, none) for number in range(slot - KEPT + 1, slot + 1)]
    middles = [percentiles(row.buckets, (0.5, 0.95)) for row in rows]
    return Series(
        STEP,
        tuple(row.calls for row in rows),
        tuple(int(sum(row.of("error").values())) for row in rows),
        tuple(p50 for p50, _ in middles),
        tuple(p95 for _, p95 in middles),
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
