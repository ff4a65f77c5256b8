"""What a client of GitHub's size costs: the first call from a fresh interpreter; generating it, and Stripe's."""

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
from vendor import GITHUB, STRIPE

_SCRIPT = Path(__file__).with_name("first_call.py")


def turns(*, quick: bool) -> int:
    """Turns in all, for the progress bar."""
    return 2 * _runs(quick) + 4 * _generations(quick)


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
    """The whole command, start of the interpreter included."""
    rows: list[list[str | float | Spread]] = []
    budgets: list[Budget] = []
    for name, one, limit in (("GitHub", GITHUB, 6.0), ("Stripe", STRIPE, 5.0)):
        afresh: list[vendor.Generated] = []
        unchanged: list[vendor.Generated] = []
        for _ in range(_generations(quick)):
            afresh.append(one.generate(afresh=True))
            tick()
            unchanged.append(one.generate(afresh=False))
            tick()
        assert all(run.outcome["state"] == "unchanged" for run in unchanged)
        cold, warm = (Spread.of([run.seconds for run in runs]) for runs in (afresh, unchanged))
        made = afresh[-1]
        megabytes = one.source.stat().st_size / 1e6
        rows.append([name, megabytes, made.outcome["operations"], made.outcome["models"], cold, warm, made.megabytes])
        budgets.append(Budget(f"generating {name}", "s", limit, cold.median))
        budgets.append(Budget(f"generating {name}, unchanged", "s", 1.0, warm.median))
        budgets.append(Budget(f"generating {name}, memory", "MB", 400.0, made.megabytes))
    return Report(
        "imports: generating clients",
        ["", "description MB", "operations", "models", "afresh s", "unchanged s", "resident MB at most"],
        rows,
        [
            f"{_generations(quick)} runs each of the whole command, start of the interpreter included. Models are those of enums too.",
            "Memory is that of the largest of its processes.",
        ],
        budgets,
    )
