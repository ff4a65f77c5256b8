"""What a client of GitHub's size costs: the first call from a fresh interpreter, and generating it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import samples
import vendor
from measure import Spread
from report import Budget, Report
from vendor import GITHUB

_SCRIPT = Path(__file__).with_name("first_call.py")


def turns(*, quick: bool) -> int:
    """Turns in all, for the progress bar."""
    return 2 * _runs(quick) + 2 * _generations(quick)


def run(*, quick: bool, tick: Callable[[], None]) -> list[Report]:
    """Measure."""
    generating = _generating(quick, tick)
    return [_first_call(quick, tick), generating]


def _runs(quick: bool) -> int:
    return 7 if quick else 15


def _generations(quick: bool) -> int:
    return 1 if quick else 5


def _first_call(quick: bool, tick: Callable[[], None]) -> Report:
    measured: dict[str, list[dict[str, Any]]] = {"async": [], "blocking": []}
    for world in measured:
        _in_fresh_interpreter(world)  # writes the bytecode
    for _ in range(_runs(quick)):
        for world, found in measured.items():
            found.append(_in_fresh_interpreter(world))
            tick()
    rows: list[list[str | float | Spread]] = []
    for world, found in measured.items():
        rows.append(
            [
                f"first call, {world}",
                *(Spread.of([one[key] for one in found]) for key in ("imported", "seconds", "megabytes")),
                found[-1]["modules"],
                found[-1]["generated"],
            ]
        )
    everything = [one for found in measured.values() for one in found]
    baseline = Spread.of([one["baseline"] for one in everything])
    return Report(
        "imports: the first call through a client of 1,223 operations",
        ["", "import s", "import and call s", "MB", "modules", "of them generated"],
        rows,
        [
            f"{_runs(quick)} fresh interpreters each, in turns, above httpx, attrs and tenacity, which take {baseline.median:.2f} s themselves.",
            "The call goes to an engine that answers at once. Medians, quartiles in brackets.",
        ],
        [
            Budget(f"first call, GitHub-sized, {world}", unit, limit, Spread.of([one[key] for one in found]).median)
            for world, found in measured.items()
            for key, unit, limit in (("seconds", "s", 0.08), ("megabytes", "MB", 12.0))
        ],
    )


def _in_fresh_interpreter(world: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, str(_SCRIPT), GITHUB.module, world],
        input=samples.profile(),
        env=vendor.environment(),
        stdout=subprocess.PIPE,
        check=True,
    )
    measured: dict[str, Any] = json.loads(done.stdout)
    return measured


def _generating(quick: bool, tick: Callable[[], None]) -> Report:
    afresh: list[vendor.Generated] = []
    unchanged: list[vendor.Generated] = []
    for _ in range(_generations(quick)):
        afresh.append(GITHUB.generate(afresh=True))
        tick()
        unchanged.append(GITHUB.generate(afresh=False))
        tick()
    assert all(one.outcome["state"] == "unchanged" for one in unchanged)
    cold, warm = (Spread.of([one.seconds for one in runs]) for runs in (afresh, unchanged))
    made = afresh[-1].outcome
    return Report(
        "imports: generating that client",
        ["", "s"],
        [["afresh", cold], ["unchanged", warm]],
        [
            f"{made['operations']:,} operations, {made['models']:,} models and enums; {len(afresh)} runs of the whole command, "
            "start of the interpreter included."
        ],
        [
            Budget("generating it", "s", 6.0, cold.median),
            Budget("generating it, unchanged", "s", 1.0, warm.median),
        ],
    )
