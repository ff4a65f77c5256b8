"""Figures as people read them. What is not known is a dash."""

from __future__ import annotations

import math
from collections.abc import Mapping

from ferrule.call.printable import printable

NONE = "-"


def latency(seconds: float | None) -> str:
    """Of a call: `850 µs`, `12.3 ms`, `1.24 s`."""
    if seconds is None:
        return NONE
    for unit, factor in (("µs", 1e6), ("ms", 1e3)):
        if seconds * factor < 999.5:
            return f"{_three(seconds * factor)} {unit}"
    return f"{_three(seconds)} s"


def _three(number: float) -> str:
    """In three digits."""
    return f"{number:.0f}" if number >= 99.95 or not number else f"{number:.{1 if number >= 9.995 else 2}f}"


def rate(per_second: float) -> str:
    """`19.9/s`, `5.6/min`."""
    if not per_second:
        return "0/s"
    if per_second < 0.1:
        return f"{per_second * 60:.1f}/min"
    return f"{per_second:.{2 if per_second < 1 else 1 if per_second < 100 else 0}f}/s"


def share(part: float | None) -> str:
    """`99.2 %`; 100 % is said of the whole alone."""
    if part is None:
        return NONE
    digits = 2 if 0.999 < part < 1 else 1 if 0 < part < 1 else 0
    return f"{math.floor(part * 100 * 10**digits) / 10**digits:.{digits}f} %"


def kinds(counts: Mapping[str, int], most: int = 3) -> str:
    """The largest of what was counted by kind: `503: 20, ReadTimeout: 3, 2 more`."""
    ordered = sorted(counts.items(), key=lambda item: -item[1])
    shown = [f"{kind}: {count}" for kind, count in ordered[:most]]
    return printable(", ".join([*shown, *([f"{len(counts) - most} more"] if len(counts) > most else [])]))
