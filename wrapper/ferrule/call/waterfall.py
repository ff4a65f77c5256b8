"""The timeline of a call for a console of rich: a bar for each attempt and each wait, below the time it began."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ferrule.call.moment import Moment
from ferrule.call.printable import printable

if TYPE_CHECKING:
    from rich.table import Table

_WIDTH = 30  # characters
_EIGHTHS = " ▏▎▍▌▋▊▉█"


def waterfall(moments: Sequence[Moment], duration: float) -> Table:
    """One row for each moment.

    Args:
        moments: in order of time.
        duration: seconds of the whole; 0 where it is still under way.
    """
    from rich.table import Table
    from rich.text import Text

    whole = duration or max((_end(moment) for moment in moments), default=0.0)
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for moment in moments:
        at = "" if moment.at is None else f"{moment.at:.3f} s"
        table.add_row(at, Text(bar(moment, whole), _style(moment)), Text(printable(moment.text)))
    return table


def bar(moment: Moment, whole: float) -> str:
    """From when it began to when it ended, to an eighth of a character; a point for what took no time.

    Args:
        moment: what happened.
        whole: seconds that all of the bar's width stands for.
    """
    if moment.at is None or moment.kind == "end":
        return ""
    if not whole or not moment.took:
        place = _WIDTH - 1 if not whole else min(int(moment.at / whole * _WIDTH), _WIDTH - 1)
        return " " * place + "·"
    begin = min(moment.at / whole, 1.0) * _WIDTH
    eighths = max(1, round((min(_end(moment) / whole, 1.0) * _WIDTH - math.floor(begin)) * 8))
    return " " * math.floor(begin) + "█" * (eighths // 8) + _EIGHTHS[eighths % 8].rstrip()


def _end(moment: Moment) -> float:
    return (moment.at or 0.0) + (moment.took or 0.0)


def _style(moment: Moment) -> str:
    if moment.kind != "attempt":
        return "yellow" if moment.took else "dim"
    outcome = moment.text.partition(": ")[2]
    return "green" if outcome[:1] in ("1", "2", "3") and outcome[1:3].isdigit() else "red"
