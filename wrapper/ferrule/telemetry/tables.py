"""Statistics to look at: as lines of text, and as a table of rich."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ferrule.call.printable import printable
from ferrule.telemetry.figures import OperationStats
from ferrule.telemetry.words import kinds, latency, share

if TYPE_CHECKING:
    from rich.table import Table

COLUMNS = ("operation", "calls", "ok", "attempts", "p50", "p95", "p99", "cached", "waits", "errors")


def as_text(title: str, operations: Sequence[OperationStats], foot: Iterable[str]) -> str:
    """Lines: a title, a table of operations since the start, and what else is to be told."""
    columns = _columns(operations)
    widths = [max(map(len, column)) for column in columns]
    lines = [
        "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in zip(*columns, strict=True)
    ]
    return "\n".join([title, *lines, *foot])


def as_table(title: str, operations: Sequence[OperationStats], foot: Iterable[str]) -> Table:
    """The same as a table for a `rich.console.Console`."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(title), title_justify="left", box=SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0))
    columns = _columns(operations)
    for heading, *cells in columns:
        numbers = all(cell[:1].isdigit() or not cell for cell in cells)
        table.add_column(heading, justify="right" if numbers else "left", no_wrap=numbers or heading == COLUMNS[0])
    for row in list(zip(*columns, strict=True))[1:]:
        table.add_row(*map(Text, row))
    table.caption = Text("\n".join(foot))
    table.caption_justify = "left"
    return table


def _columns(operations: Sequence[OperationStats]) -> list[tuple[str, ...]]:
    """Headings and cells of the columns in which there is something to see."""
    columns = [(heading, *cells) for heading, *cells in zip(COLUMNS, *map(_row, operations), strict=True)]
    return [column for column in columns if any(column[1:])]


def _row(one: OperationStats) -> tuple[str, ...]:
    window = one.ever
    return (
        printable(one.name) or "all",
        str(window.calls),
        "" if window.success_rate is None else share(window.success_rate),
        str(window.attempts),
        *("" if seconds is None else latency(seconds) for seconds in (window.p50, window.p95, window.p99)),
        str(sum(window.cache.values()) or ""),
        kinds({kind: waits.count for kind, waits in window.waits.items()}),
        kinds(window.errors),
    )
