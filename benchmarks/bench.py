"""Measure Ferrule against its peers or an earlier commit: `nox -s bench`.

Without nox: `python benchmarks/bench.py [OPTIONS] [NAME…]`.

Nothing here passes or fails: docs/benchmarks.md has the targets and says how to read the figures.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from importlib import import_module
from pathlib import Path

import against
import report
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

NAMES = (
    "calls", "engines", "peers", "pages", "streams", "files", "memory", "cache", "policies", "steps", "imports",
    "decode", "telemetry", "webhooks", "bulk",
)  # fmt: skip
_OUT = Path(__file__).resolve().parents[1] / ".cache" / "bench"


def main() -> None:
    """Run the benchmarks that are named, or all; print tables, and keep the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(NAMES)}; all if none is given")
    parser.add_argument("--json", action="store_true", help="print JSON in place of tables")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, for a first look")
    parser.add_argument(
        "--one-core", action="store_true", help="keep client and server on one core: no wake-ups across cores"
    )
    parser.add_argument("--against", metavar="COMMIT", help="compare with the tree of a commit, in turns")
    arguments = parser.parse_args()
    unknown = sorted(set(arguments.names) - set(NAMES))
    if unknown:
        parser.error(f"there is no {', '.join(unknown)}; there are {', '.join(NAMES)}")
    names = [name for name in NAMES if name in (arguments.names or (against.NAMES if arguments.against else NAMES))]
    if arguments.against and set(names) - set(against.NAMES):
        parser.error(f"--against takes {', '.join(against.NAMES)}")
    if arguments.one_core:
        if not hasattr(os, "sched_setaffinity"):
            parser.error("--one-core needs a system that can bind processes to a core, such as Linux")
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # what is started from here inherits it
    facts, busy = report.machine(), report.is_busy()
    reports = _run(names, quick=arguments.quick, commit=arguments.against)
    figures = report.as_json(reports, facts)
    _OUT.mkdir(parents=True, exist_ok=True)
    kept = _OUT / f"{facts['date'].replace(':', '')}.json"
    kept.write_text(json.dumps(figures, indent=1) + "\n")
    if arguments.json:
        print(json.dumps(figures, indent=1))
        return
    console = Console(width=None if sys.stdout.isatty() else 160)
    report.show(reports, console)
    if busy:
        console.print("The machine was busy when this began: read ratios, and mistrust times.", style="yellow")
    console.print(", ".join(f"{name} {value}" for name, value in facts.items()), style="dim", highlight=False)
    console.print(f"Kept in {kept}", highlight=False)


def _run(names: list[str], *, quick: bool, commit: str | None) -> list[report.Report]:
    found: list[report.Report] = []
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        if commit:
            task = progress.add_task(f"against {commit}", total=None)
            return against.compare(commit, names, quick=quick, turn=lambda: progress.advance(task))
        for name in names:
            benchmark = import_module(name)
            task = progress.add_task(name, total=benchmark.turns(quick=quick))
            found += benchmark.run(quick=quick, tick=lambda task=task: progress.advance(task))
    return found


if __name__ == "__main__":
    main()
