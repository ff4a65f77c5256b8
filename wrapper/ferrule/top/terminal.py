"""A process in a terminal. It is drawn anew with each snapshot, on a screen of its own, and so does not flicker."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import attrs
from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from ferrule.call.printable import printable
from ferrule.http.waits import in_words
from ferrule.telemetry.figures import Failure
from ferrule.telemetry.process import Process
from ferrule.telemetry.snapshot import ClientStats
from ferrule.telemetry.words import latency, rate, share
from ferrule.top.lines import clock, failure
from ferrule.top.rows import HEADINGS, ORDERS, row, spark

_FAILURES = 4
_LEAST = 3  # rows of a table
_WIDE = 110  # columns
_WORDS = ("operation", "errors")
_GOOD, _BAD, _QUIET = "green", "bold red", "dim"
_STANDING: Final = {
    r": (closed|fresh|advisory)": _GOOD,
    r": (half-open|mandatory)": "yellow",
    r": (open|isolated|ended)|: 0 left": _BAD,
}


@attrs.frozen
class Room:
    """Columns there are, and lines; no lines for as many as it takes."""

    width: int
    height: int | None = None


def follow(snapshots: Iterable[Process], order: str, console: Console) -> None:
    """Show each snapshot until there are no more, or Ctrl-C."""
    with Live(console=console, screen=True, auto_refresh=False, vertical_overflow="crop") as live:
        for process in snapshots:
            live.update(view(process, order, Room(console.width, console.height)), refresh=True)


def view(process: Process, order: str, room: Room) -> RenderableType:
    """A process as it stands.

    Args:
        process: it.
        order: of its operations, one of `ORDERS`.
        room: for it.
    """
    head = Text.assemble(
        (printable(process.name), "bold"),
        (f"  process {process.pid}, Ferrule {printable(process.ferrule)}, {clock(process.at)}", _QUIET),
        ("" if room.height is None else f"  sorted by {order}; Ctrl-C ends", _QUIET),
        overflow="ellipsis",
        no_wrap=True,
    )
    if not process.clients:
        return Group(head, Text("\nNo client is open in this process, or none that keeps statistics."))
    parts = [_Part(client, room.width) for client in process.clients.values()]
    shown = parts if room.height is None else _fitted(parts, room.height - 2)
    lines: list[RenderableType] = [line for part in shown for line in part.drawn(order)]
    if hidden := [printable(part.client.api) for part in parts[len(shown) :]]:
        lines.append(Text(f"no room for: {', '.join(hidden)}", style=_QUIET, overflow="ellipsis", no_wrap=True))
    return Group(head, *lines)


def _fitted(parts: list[_Part], height: int) -> list[_Part]:
    """The first of them, at least one, that go into so many lines; their tables share what is left of these."""
    fitting = 1
    while fitting < len(parts) and sum(part.least for part in parts[: fitting + 1]) <= height:
        fitting += 1
    shown = parts[:fitting]
    spare, left = height - sum(part.lines for part in shown), fitting
    for part in sorted(shown, key=lambda part: len(part.client.operations)):  # who needs little leaves the rest
        part.rows = min(len(part.client.operations), max(_LEAST, spare // left))
        spare, left = spare - part.rows, left - 1
    return shown


class _Part:
    """One client.

    Attributes:
        client: its figures.
        lines: it takes beside the rows of its table.
        least: lines it takes with the fewest rows.
        rows: of its table; None for all.
    """

    def __init__(self, client: ClientStats, width: int) -> None:
        self.client = client
        self.rows: int | None = None
        self._wide = width >= _WIDE
        self._standing = [_standing(line) for line in client.standing()]
        self._failures = _of_each_kind(client.failures)
        pairs = (len(self._standing) + 1) // 2 if self._wide else len(self._standing)
        self.lines = 5 + pairs + len(self._failures)
        self.least = self.lines + min(_LEAST, len(client.operations))

    def drawn(self, order: str) -> Iterable[RenderableType]:
        client = self.client
        title = Text.assemble((printable(client.api), "bold"), (f"  {printable(client.url)} ", _QUIET))
        yield ""
        yield Rule(title, align="left", characters="─", style=_QUIET)
        yield self._summary()
        if client.operations:
            yield self._table(order)
        grid = Table.grid(padding=(0, 3, 0, 0))
        step = 2 if self._wide else 1
        for place in range(0, len(self._standing), step):
            grid.add_row(*self._standing[place : place + step])
        yield grid
        for one in self._failures:
            line = Text(failure(one), overflow="ellipsis", no_wrap=True)
            line.stylize(_QUIET, 0, 8)
            line.stylize("red", 10, 10 + len(printable(one.kind)))
            yield line

    def _summary(self) -> Text:
        minute, history = self.client.everything.minute, self.client.history
        if not self.client.everything.ever.calls:
            return Text(f"No call has ended yet. Open for {in_words(self.client.seconds)}.", style=_QUIET)
        good = minute.success_rate is None or minute.success_rate >= 0.95
        return Text.assemble(
            (rate(minute.per_second), "bold"), " ", (spark(history.calls, 30 if self._wide else 15), "blue"),
            "  success ", (share(minute.success_rate), _GOOD if good else _BAD),
            "  p50 ", (latency(minute.p50), "bold"), "  p95 ", (latency(minute.p95), "bold"),
            "  p99 ", (latency(minute.p99), "bold"), (f"  open for {in_words(self.client.seconds)}", _QUIET),
            overflow="ellipsis", no_wrap=True,
        )  # fmt: skip

    def _table(self, order: str) -> Table:
        table = Table(box=None, padding=(0, 2, 0, 0), header_style=_QUIET)
        shown = sorted(self.client.operations, key=ORDERS[order])
        rows = [row(one, 20 if self._wide else 10) for one in shown[: self.rows]]
        columns = len(HEADINGS) if self._wide else HEADINGS.index("attempts")
        for heading, *column in list(zip(HEADINGS, *rows, strict=True))[:columns]:
            text = heading in _WORDS
            least = None if text else max(map(len, (heading, *column)))  # no digit is cut off
            table.add_column(
                heading, justify="left" if text else "right", no_wrap=True, overflow="ellipsis", min_width=least
            )
        for one, cells in zip(shown, rows, strict=False):
            operation, trend, often, success, *rest = map(Text, cells)
            trend.stylize("blue")
            rest[-1].stylize("red")
            if (good := one.minute.success_rate) is not None and good < 0.95:
                success.stylize(_BAD)
            table.add_row(*(operation, trend, often, success, *rest)[:columns])
        if len(shown) > len(rows):
            table.caption = Text(f"and {len(shown) - len(rows)} more operations", style=_QUIET)
            table.caption_justify = "left"
        return table


def _of_each_kind(failures: Iterable[Failure]) -> list[Failure]:
    """The newest of each kind: one cause may fail thousands of calls."""
    newest: dict[str, Failure] = {}
    for one in failures:
        newest.setdefault(one.kind, one)
    return list(newest.values())[:_FAILURES]


def _standing(line: str) -> Text:
    """A line, in which what is not as it should be stands out."""
    text = Text(line, overflow="ellipsis", no_wrap=True)
    for pattern, style in _STANDING.items():
        text.highlight_regex(pattern, style)
    return text
