"""Generate a vendor's whole description and call it through a validating mock: `nox -s corpus -- github stripe`.

Fails when an operation is not generated, a module does not import, a call is refused, or a response that is as
described has no model. It says whose fault that is.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import random
import signal
import sys
from collections import Counter
from importlib import import_module
from typing import Any

import prism
from calling import Called, call_all
from readable import readable
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from sampling import Sample, samples
from vendor import GITHUB, STRIPE, WORKSPACE, Generated, Vendor

VENDORS = {"github": GITHUB, "stripe": STRIPE}


def main() -> int:
    """Run; 0 when everything was generated, imported, accepted and read."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("vendor", nargs="+", choices=list(VENDORS), help="whose description")
    parser.add_argument("--calls", type=int, default=0, help="how many operations to call (default all)")
    parser.add_argument("--seed", type=int, default=1, help="what decides which operations and values (default 1)")
    arguments = parser.parse_args()
    logging.getLogger("ferrule").setLevel(logging.ERROR)  # what it warns of is in the report
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # ended from outside, it ends Prism too
    return max(_run(VENDORS[name], arguments.calls, arguments.seed) for name in arguments.vendor)


def _run(vendor: Vendor, calls: int, seed: int) -> int:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        generating = progress.add_task("generate", total=1)
        made = vendor.generate(afresh=True)
        progress.advance(generating)
        broken, imported = _import_everything(vendor, progress)
        description = vendor.description()
        chosen = _choose(samples(description, seed), calls, seed)
        calling = progress.add_task("call", total=len(chosen))
        with prism.running(readable(description, chosen), WORKSPACE / "prism" / vendor.name) as base_url:
            called = asyncio.run(call_all(vendor, base_url, chosen, lambda: progress.advance(calling)))
    console = Console(width=None if sys.stdout.isatty() else 160, highlight=False)
    _show_generated(console, vendor.ledger(), made, imported, broken)
    _show_calls(console, called)
    return _verdict(console, vendor, broken, called)


def _import_everything(vendor: Vendor, progress: Progress) -> tuple[dict[str, str], int]:
    """Import each module of the package: those that fail with the reason, and how many there are."""
    root = vendor.package
    paths = sorted(path.relative_to(root.parents[1]).with_suffix("") for path in root.rglob("*.py"))
    broken: dict[str, str] = {}
    for path in progress.track(paths, description="import"):
        name = ".".join(path.parts).removesuffix(".__init__")
        try:
            import_module(name)
        except Exception as error:
            broken[name] = f"{type(error).__name__}: {error}"
    return broken, len(paths)


def _choose(found: list[Sample], many: int, seed: int) -> list[Sample]:
    """Some of the samples, of all methods in proportion."""
    return random.Random(seed).sample(found, many) if 0 < many < len(found) else found


def _show_generated(
    console: Console, ledger: dict[str, Any], made: Generated, imported: int, broken: dict[str, str]
) -> None:
    table = Table(title=f"{ledger['api']}: what the description has", title_justify="left", title_style="bold")
    for column in ("", "described", "generated", "skipped"):
        table.add_column(column, justify="left" if not column else "right")
    for kind, counts in ledger["counts"].items():
        table.add_row(kind, *(str(counts[key]) for key in ("spec", "generated", "lost")))
    table.add_row("modules imported", str(imported), str(imported - len(broken)), str(len(broken)))
    console.print(table)
    reasons = Counter((note["kind"], note["reason"]) for note in ledger["lost"])
    for (kind, reason), times in reasons.most_common():
        console.print(f"  skipped: {times} {kind}: {reason}", style="dim")
    for name, reason in broken.items():
        console.print(f"  not importable: {name}: {reason}", style="red")
    console.print(f"  generated in {made.seconds:.1f} s\n", style="dim")


def _show_calls(console: Console, called: list[Called]) -> None:
    columns = [
        "method", "called", "accepted", "refused", "read into a model", "example is wrong", "mismatches seen",
        "errors asked for", "errors typed",
    ]  # fmt: skip
    table = Table(title="Calls through the facade, to Prism", title_justify="left", title_style="bold")
    for column in columns:
        table.add_column(column, justify="left" if column == "method" else "right")
    for method in [*sorted({one.sample.method for one in called}), "all"]:
        some = [one for one in called if method in ("all", one.sample.method)]
        asked = [one for one in some if one.error_status]
        table.add_row(
            method,
            *(
                str(count)
                for count in (
                    len(some),
                    sum(not one.refused for one in some),
                    sum(bool(one.refused) for one in some),
                    sum(one.parsed for one in some),
                    sum(bool(one.example) for one in some),
                    sum(bool(one.mismatches) for one in some),
                    len(asked),
                    sum(not one.error_unread for one in asked),
                )
            ),
        )
    console.print(table)
    mismatches = Counter(mismatch for one in called for mismatch in one.mismatches)
    for mismatch, times in mismatches.most_common(20):
        console.print(f"  not as described, {times} times: {mismatch}", style="dim")
    console.print()


def _verdict(console: Console, vendor: Vendor, broken: dict[str, str], called: list[Called]) -> int:
    """Print what went wrong; 0 when nothing did but for examples that are not as described."""
    counts = vendor.ledger()["counts"]
    wrong = [f"{counts['operation']['lost']} operations were not generated"] if counts["operation"]["lost"] else []
    wrong += [f"{name} does not import" for name in broken]
    bad_examples: dict[str, list[str]] = {}
    for one in called:
        name = f"{one.sample.id} ({one.sample.method} {one.sample.path})"
        if one.refused:
            wrong.append(f"{name}: refused: {one.refused}; fault of the {one.fault}")
        if one.unread and one.example:
            bad_examples.setdefault(one.example, []).append(one.sample.id)
        elif one.unread:
            wrong.append(f"{name}: answered {one.status}, but {one.unread}")
        if one.error_unread:
            wrong.append(f"{name}: error {one.error_status}: {one.error_unread}")
    for said, names in bad_examples.items():
        line = (
            f"{len(names)} not read, fault of the description: of its examples Prism says {said!r}: {', '.join(names)}"
        )
        console.print(f"  {line}", style="dim", markup=False)
    for line in wrong:
        console.print(f"  {line}", style="red", markup=False)
    if wrong:
        console.print(f"{len(wrong)} faults", style="bold red")
        return 1
    console.print("Everything was generated, imported, accepted, and read where it is as described.", style="green")
    return 0


if __name__ == "__main__":
    sys.exit(main())
