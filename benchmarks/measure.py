"""Interleaved timing: what is compared runs in turns, so that a slow spell of the machine hits all of it alike."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping

import attrs

Work = Callable[[int], object]
"""Does something so many times."""


@attrs.frozen
class Spread:
    """A median and the quartiles around it."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values: list[float]) -> Spread:
        """The spread of at least one value."""
        if len(values) == 1:
            return cls(values[0], values[0], values[0])
        low, _, high = statistics.quantiles(values, n=4, method="inclusive")
        return cls(statistics.median(values), low, high)


@attrs.frozen
class Timing:
    """Seconds for one time of each contender's work, by round."""

    seconds: dict[str, list[float]]

    def spread(self, name: str) -> Spread:
        """Seconds of one contender."""
        return Spread.of(self.seconds[name])

    def ratio(self, name: str, reference: str) -> Spread:
        """One contender against another; each round gives one ratio."""
        return Spread.of([a / b for a, b in zip(self.seconds[name], self.seconds[reference], strict=True)])

    def above(self, name: str, reference: str) -> Spread:
        """Seconds that one contender takes beyond another; each round gives one difference."""
        return Spread.of([a - b for a, b in zip(self.seconds[name], self.seconds[reference], strict=True)])


def repeat(call: Callable[[], object]) -> Work:
    """Work that is a blocking call."""

    def work(times: int) -> None:
        for _ in range(times):
            call()

    return work


def micros(seconds: Spread) -> Spread:
    """The same in microseconds."""
    return Spread(seconds.median * 1e6, seconds.low * 1e6, seconds.high * 1e6)


def interleave(
    contenders: Mapping[str, Work],
    *,
    rounds: int,
    times: int,
    tick: Callable[[], None],
    clock: Callable[[], float] = time.perf_counter,
    label: str = "",
) -> Timing:
    """Time all contenders in turns.

    Args:
        contenders: work by name; all do the same.
        rounds: turns of each.
        times: how often the work is done in one turn.
        tick: called after each turn.
        clock: seconds; `time.process_time` where the work waits for nothing, as other processes then count for less.
        label: what sets these contenders apart from the benchmark's others of the same names. A comparison of trees
            shows it.
    """
    for work in contenders.values():
        work(times)  # connections, caches and lazy imports are not what is measured
    seconds: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, work in contenders.items():
            gc.collect()  # nobody pays for another's garbage; collection stays on within a turn
            started = clock()
            work(times)
            seconds[name].append((clock() - started) / times)
            tick()
    return Timing(seconds)
