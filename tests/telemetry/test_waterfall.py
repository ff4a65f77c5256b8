"""The rich forms of a trace and of an error."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from ferrule.call import Attempt, Moment, Trace
from ferrule.call.waterfall import bar
from ferrule.errors import ConnectFailed

WIDTH = 30


def rendered(thing: object) -> str:
    """As a console without colours prints it."""
    console = Console(file=io.StringIO(), width=100)
    console.print(thing)
    file: io.StringIO = console.file  # type: ignore[assignment]
    return file.getvalue()


def a_trace() -> Trace:
    """A failure, a wait, and another failure."""
    trace = Trace(duration=1.0, sends=2)
    trace.attempts = [
        Attempt(1, 0.0, 0.25, 503, wait=0.25, reason="transient: 503"),
        Attempt(2, 0.5, 0.5, error="ConnectFailed", reason="all 2 attempts were made"),
    ]
    trace.note("queued 0.100 s for a connection", 0.1, began=0.0, kind="queue")
    trace.note("said [bold]\x1b[31m", 0.3)
    return trace


def test_each_attempt_and_each_wait_has_a_bar_below_its_time() -> None:
    """From when it began to when it ended; what took no time is a point; nothing of a server's words is markup."""
    lines = rendered(a_trace()).splitlines()
    assert [line[:7] for line in lines] == ["0.000 s", "0.000 s", "0.250 s", "0.300 s", "0.500 s", "1.000 s", "1.000 s"]
    bars = [line[9 : 9 + WIDTH].rstrip() for line in lines]
    assert bars == [
        "█" * 7 + "▌", "█" * 3, " " * 7 + "█" * 8, " " * 9 + "·", " " * 15 + "█" * 15, " " * 29 + "·", ""
    ]  # fmt: skip
    assert r"said [bold]\x1b[31m" in lines[3]
    assert "all 2 attempts were made" in lines[5]


def test_an_error_is_its_line_and_the_bars_below() -> None:
    """The same as `explain()` says, with bars."""
    error = ConnectFailed("refused")
    assert rendered(error).strip() == str(error)
    error.trace, error.attempts = a_trace(), tuple(a_trace().attempts)
    text, bars = rendered(error), rendered(a_trace())
    assert text.startswith("refused; after 2 attempts in 1.000 s (503, ConnectFailed)")
    assert text.endswith(f"\n{bars}")


@given(st.floats(0, 1e6), st.floats(0, 1e6) | st.none(), st.floats(0, 1e6))
def test_a_bar_never_leaves_its_column(at: float, took: float | None, whole: float) -> None:
    """Whatever the times: those of a call under way do not fit together."""
    shown = bar(Moment(at, took, "attempt", "attempt 1: 200"), whole)
    assert 1 <= len(shown) <= WIDTH + 1
    assert shown.strip()
