"""What a benchmark hands back, as tables and as JSON, with the facts about the machine that belong to every figure."""

from __future__ import annotations

import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import attrs
from measure import Spread
from rich.console import Console
from rich.table import Table

_PACKAGES = (
    "ferrule", "httpx", "httpcore", "h11", "anyio", "sniffio", "attrs", "tenacity", "msgspec", "aiohttp", "urllib3", "pydantic", "openapi-python-client",
)  # fmt: skip


@attrs.frozen
class Budget:
    """A target that docs/design.md sets, and what was measured."""

    what: str
    unit: str
    limit: float
    measured: float

    @property
    def met(self) -> bool:
        """Whether the figure is within the target."""
        return self.measured <= self.limit


@attrs.frozen
class Report:
    """The outcome of one benchmark.

    Attributes:
        title: what was measured.
        columns: headings.
        rows: cells: text, numbers or spreads.
        notes: what a reader must know to judge the figures.
        budgets: targets these figures answer to.
    """

    title: str
    columns: list[str]
    rows: list[list[str | float | Spread]]
    notes: list[str] = attrs.field(factory=list)
    budgets: list[Budget] = attrs.field(factory=list)


def machine() -> dict[str, str]:
    """Facts without which a timing means nothing."""
    facts = {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": _commit(),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "system": platform.platform(),
        "processor": _processor(),
        "cores": str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()),
        "load": " ".join(f"{load:.2f}" for load in os.getloadavg()),
    }
    for package in _PACKAGES:
        try:
            facts[package] = version(package)
        except PackageNotFoundError:
            continue
    return facts


def is_busy() -> bool:
    """Whether other work takes so much of the machine that times mean little."""
    return os.getloadavg()[0] > (os.cpu_count() or 1) / 4


def show(reports: list[Report], console: Console) -> None:
    """Print each report as a table, then the targets."""
    for report in reports:
        table = Table(title=report.title, title_justify="left", title_style="bold")
        for index, column in enumerate(report.columns):
            table.add_column(column, justify="left" if index == 0 else "right", no_wrap=True)
        for row in report.rows:
            table.add_row(*(_text(cell) for cell in row))
        console.print(table)
        for note in report.notes:
            console.print(f"  {note}", style="dim", highlight=False)
        console.print()
    budgets = [budget for report in reports for budget in report.budgets]
    if budgets:
        console.print(_budget_table(budgets))


def as_json(reports: list[Report], facts: dict[str, str]) -> dict[str, Any]:
    """The same as plain data, with the facts of the machine."""
    return {
        "machine": facts,
        "reports": [attrs.asdict(report) | {"budgets": [_judged(b) for b in report.budgets]} for report in reports],
    }


def _budget_table(budgets: list[Budget]) -> Table:
    table = Table(title="Targets", title_justify="left", title_style="bold")
    for column in ("what", "target", "measured", ""):
        table.add_column(column, justify="left" if column in ("what", "") else "right")
    for budget in budgets:
        verdict = "[green]met[/]" if budget.met else "[red]not met[/]"
        table.add_row(
            budget.what, f"≤ {budget.limit:g} {budget.unit}", f"{_number(budget.measured)} {budget.unit}", verdict
        )
    return table


def _judged(budget: Budget) -> dict[str, Any]:
    return attrs.asdict(budget) | {"met": budget.met}


def _text(cell: str | float | Spread) -> str:
    if isinstance(cell, Spread):
        return f"{_number(cell.median)} ({_number(cell.low)} to {_number(cell.high)})"
    return cell if isinstance(cell, str) else _number(cell)


def _number(value: float) -> str:
    size = abs(value)
    return (
        f"{value:,.0f}"
        if size >= 100
        else f"{value:.1f}"
        if size >= 10
        else f"{value:.2f}"
        if size >= 1
        else f"{value:.3f}"
    )


def _commit() -> str:
    command = ["git", "describe", "--always", "--dirty"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parent)
    return done.stdout.strip() or "not a checkout"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
