"""Calls of other SDKs in their default set-up, in turns with Ferrule's."""

from __future__ import annotations

from collections.abc import Callable

import sdks
from measure import Spread, micros
from report import Budget, Report
from sdks import OURS

_CALLS = ("githubkit", "openai", "mistralai", "azure-core")
_SITUATIONS = {
    "async, 1 in flight": ("async 1", _CALLS),
    "async, 100 in flight": ("async 100", _CALLS),
    "one thread": ("thread 1", _CALLS),
    "page of 100 accounts, async, 1 in flight": ("page 1", ("githubkit",)),
}


def turns(*, quick: bool) -> int:
    """Turns in all, for the progress bar."""
    return sdks.turns(_SITUATIONS, _size(quick)[0])


def run(*, quick: bool, tick: Callable[[], None]) -> list[Report]:
    """Measure."""
    rounds, times = _size(quick)
    rows: list[list[str | float | Spread]] = []
    budgets: list[Budget] = []

    def times_of(how: str) -> int:
        return times // 10 if how.startswith("page") else times

    for title, timing in sdks.measure(_SITUATIONS, rounds=rounds, times=times_of, tick=tick):
        for name in timing.seconds:
            ratio: str | Spread = "" if name == OURS else timing.ratio(OURS, name)
            rows.append([title if name == OURS else "", name, micros(timing.spread(name)), ratio])
            if isinstance(ratio, Spread):
                budgets.append(Budget(f"{title}, of {name}", "", 1.0, ratio.median))
    return [
        Report(
            "peers: a typed call in their default set-up",
            ["how", "SDK", "µs a call", "Ferrule takes, of it"],
            rows,
            [
                f"{rounds} rounds of {times} calls (a tenth as many pages), SDKs in turns, each in its own process. Medians, quartiles in brackets.",
                "githubkit and Ferrule: a GitHub profile; openai and mistralai: a model's description of the same size; azure-core stops at parsed JSON.",
                *sdks.missing(_SITUATIONS),
            ],
            budgets,
        )
    ]


def _size(quick: bool) -> tuple[int, int]:
    return (5, 100) if quick else (11, 200)
