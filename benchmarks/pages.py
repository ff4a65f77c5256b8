"""Walks over lists in pages, in turns with what other SDKs have for that."""

from __future__ import annotations

from collections.abc import Callable

import sdks
from measure import Spread
from report import Budget, Report
from sdks import OURS

_ITEMS = 1000  # of each list
_SITUATIONS = {
    "accounts, async": ("accounts 1", ("githubkit",)),
    "customers, one thread": ("customers 1", ("stripe",)),
}


def turns(*, quick: bool) -> int:
    """Turns in all, for the progress bar."""
    return sdks.turns(_SITUATIONS, _size(quick)[0])


def run(*, quick: bool, tick: Callable[[], None]) -> list[Report]:
    """Measure."""
    rounds, times = _size(quick)
    rows: list[list[str | float | Spread]] = []
    budgets: list[Budget] = []
    for title, timing in sdks.measure(_SITUATIONS, rounds=rounds, times=lambda _: times, tick=tick):
        for name in timing.seconds:
            a_second = Spread.of([_ITEMS / seconds for seconds in timing.seconds[name]])
            more: str | Spread = "" if name == OURS else timing.ratio(name, OURS)
            rows.append([title if name == OURS else "", name, a_second, more])
            if name != OURS:
                budgets.append(
                    Budget(f"walk over {title}, time of {name}'s", "", 1 / 3, timing.ratio(OURS, name).median)
                )
    return [
        Report(
            "pages: a walk over 1,000 items in 10 pages",
            ["list", "SDK", "items a second", "Ferrule's, of it"],
            rows,
            [
                f"{rounds} rounds of {times} walks, SDKs in turns, each in its own process. Medians, quartiles in brackets.",
                *sdks.missing(_SITUATIONS),
            ],
            budgets,
        )
    ]


def _size(quick: bool) -> tuple[int, int]:
    return (5, 2) if quick else (11, 4)
