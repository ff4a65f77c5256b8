"""What is shown of operations, and in which order. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from ferrule.call.printable import printable
from ferrule.telemetry.figures import OperationStats, WindowStats
from ferrule.telemetry.words import NONE, kinds, latency, rate, share

HEADINGS: Final = ("operation", "10 minutes", "rate", "success", "p50", "p95", "p99", "attempts", "errors")
_BLOCKS = " ▁▂▃▄▅▆▇█"


def _most(of: Callable[[WindowStats], float | None]) -> Callable[[OperationStats], tuple[float, str]]:
    """The most first, what is not known last, and what is equal by name."""
    return lambda one: (-(of(one.minute) or 0), one.name)


ORDERS: Final[dict[str, Callable[[OperationStats], tuple[float, str]]]] = {
    "calls": _most(lambda minute: minute.calls),
    "errors": _most(lambda minute: sum(minute.errors.values())),
    "p50": _most(lambda minute: minute.p50),
    "p95": _most(lambda minute: minute.p95),
    "p99": _most(lambda minute: minute.p99),
    "name": lambda one: (0, one.name),
}


def row(one: OperationStats, width: int = 20) -> tuple[str, ...]:
    """The last minute of an operation, in the order of `HEADINGS`; nothing in it moves a terminal.

    Args:
        one: the operation.
        width: of its spark line.
    """
    minute = one.minute
    return (
        printable(one.name) or "all",
        spark(one.series.calls, width),
        rate(minute.per_second),
        share(minute.success_rate),
        *(latency(seconds) for seconds in (minute.p50, minute.p95, minute.p99)),
        f"{minute.attempts / minute.calls:.2f}" if minute.calls else NONE,
        kinds(minute.errors, 2),
    )


def spark(values: Sequence[float], width: int) -> str:
    """A line of blocks, each the sum of some steps; what is not nothing can be seen."""
    size = max(1, len(values) // width)
    sums = [sum(values[place : place + size]) for place in range(0, len(values), size)]
    most = max(sums, default=0) or 1
    return "".join(_BLOCKS[0 if not one else max(1, round(one / most * (len(_BLOCKS) - 1)))] for one in sums)
