"""How far long work has come: a bar on a terminal, plain lines elsewhere, or nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Literal, Protocol, TextIO

from ferrule.errors import ConfigError

Note = Callable[[], str]
How = Literal["auto", "bar", "plain", "none"]

_BETWEEN_LINES = 10.0  # seconds
_BETWEEN_UPDATES = 0.1


class Progress(Protocol):
    """Shows how far work has come."""

    def update(self, done: int, note: Note, now: float) -> None:
        """So much is done.

        Args:
            done: of the total.
            note: tells what else there is to say, in a few words.
            now: monotonic seconds.
        """
        ...

    def close(self, done: int, note: Note, now: float) -> None:
        """The work is over. Idempotent."""
        ...


def progress(title: str, total: int | None, now: float, *, how: How = "auto", stream: TextIO | None = None) -> Progress:
    """What shows the progress of some work.

    Args:
        title: what is done.
        total: how much there is to do; None where nobody knows.
        now: monotonic seconds when it begins.
        how: `bar` with `rich`, `plain` for a line every ten seconds, `none`; `auto` is a bar on a terminal where `rich`
            is installed, else plain.
        stream: where to; default standard error.
    """
    stream = stream or sys.stderr
    if how == "none" or stream is None:  # a program without a console has no standard error
        return _Nothing()
    if how == "bar" or (how == "auto" and stream.isatty()):
        try:
            return _Bar(title, total, stream)
        except ImportError:
            if how == "bar":
                raise ConfigError("a progress bar needs rich: pip install 'ferrule[bulk]'") from None
    return _Lines(title, total, now, stream)


class _Nothing:
    def update(self, done: int, note: Note, now: float) -> None: ...

    def close(self, done: int, note: Note, now: float) -> None: ...


class _Lines:
    """`users.get: 1,200 of 10,000, 95/s, 93 s left; NotFound 3`."""

    def __init__(self, title: str, total: int | None, now: float, stream: TextIO) -> None:
        self._title, self._total, self._stream = title, total, stream
        self._began = self._latest = now
        self._is_closed = False

    def update(self, done: int, note: Note, now: float) -> None:
        if now - self._latest >= _BETWEEN_LINES:
            self._latest = now
            self._write(done, note, now)

    def close(self, done: int, note: Note, now: float) -> None:
        if not self._is_closed:
            self._is_closed = True
            self._write(done, note, now)

    def _write(self, done: int, note: Note, now: float) -> None:
        took = now - self._began
        rate = done / took if took > 0 else 0.0
        parts = [f"{done:,} of {self._total:,}" if self._total is not None else f"{done:,}"]
        if rate:
            parts.append(f"{rate:,.3g}/s" if rate < 1000 else f"{rate:,.0f}/s")
        if rate and self._total is not None and done < self._total and not self._is_closed:
            parts.append(f"{(self._total - done) / rate:,.0f} s left")
        self._stream.write(f"{self._title}: {', '.join(parts)}{f'; {told}' if (told := note()) else ''}\n")
        self._stream.flush()


class _Bar:
    def __init__(self, title: str, total: int | None, stream: TextIO) -> None:
        from rich.console import Console
        from rich.markup import escape
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            TextColumn("{task.fields[note]}", markup=False),
        )
        self._bar = Progress(*columns, console=Console(file=stream))
        self._task = self._bar.add_task(escape(title), total=total, rate="", note="")
        self._latest = 0.0
        self._bar.start()

    def update(self, done: int, note: Note, now: float) -> None:
        if now - self._latest >= _BETWEEN_UPDATES:
            self._latest = now
            self._show(done, note)

    def close(self, done: int, note: Note, now: float) -> None:
        self._show(done, note)
        self._bar.stop()

    def _show(self, done: int, note: Note) -> None:
        speed = self._bar.tasks[self._task].speed
        self._bar.update(self._task, completed=done, note=note(), rate=f"{speed:,.0f}/s" if speed else "")
