"""How far a transfer is: told to a function of the user's, shown as a bar (extra `files`), or in lines."""

from __future__ import annotations

import importlib.util
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol, TypeAlias

import attrs

from ferrule.errors import ConfigError

if TYPE_CHECKING:
    from rich.progress import Progress as Bars

_STEP: Final = 64 << 20  # bytes between lines where the total is not known
_UNITS: Final = ("bytes", "kB", "MB", "GB", "TB")


@attrs.frozen
class Progress:
    """How far a transfer is.

    Attributes:
        name: of the file.
        done: bytes that are there.
        total: bytes of the whole, None where that is not known.
        resumed: bytes that were there when it began.
    """

    name: str
    done: int
    total: int | None
    resumed: int


ProgressOption: TypeAlias = Literal[True] | Callable[[Progress], object] | None
"""What users give: True shows it on standard error, a function is called with each `Progress`, None is for neither."""


class _Shown(Protocol):
    def show(self, progress: Progress) -> None: ...
    def close(self) -> None: ...


class Reporter:
    """Tells of one transfer.

    Args:
        wanted: what the user gave.

    Raises:
        ConfigError: it is nothing that can be called.
    """

    def __init__(self, wanted: ProgressOption) -> None:
        if wanted is not None and wanted is not True and not callable(wanted):
            raise ConfigError(f"progress must be True or a function that takes a Progress, not {wanted!r}")
        self._wanted = wanted
        self._shown: _Shown | None = None
        self._resumed: int | None = None

    def tell(self, name: str, done: int, total: int | None) -> None:
        """It is so far."""
        if self._wanted is None:
            return
        if self._resumed is None:
            self._resumed = done
        progress = Progress(name, done, total, self._resumed)
        if callable(self._wanted):
            self._wanted(progress)
            return
        self._shown = self._shown or _display()
        self._shown.show(progress)

    def close(self) -> None:
        """It is over, well or not. Idempotent."""
        shown, self._shown = self._shown, None
        if shown is not None:
            shown.close()


def in_bytes(count: float) -> str:
    """A number of bytes in words: `12.3 MB`."""
    unit = 0
    while count >= 1000 and unit < len(_UNITS) - 1:
        count, unit = count / 1000, unit + 1
    return f"{count:.{min(unit, 1)}f} {_UNITS[unit]}"


def _display() -> _Shown:
    """A bar where somebody watches, and `rich` can draw it; else lines."""
    if sys.stderr is not None and sys.stderr.isatty() and importlib.util.find_spec("rich") is not None:
        return _Bar()
    return _Lines()


class _Lines:
    """A line at each tenth, or every 64 MiB."""

    def __init__(self) -> None:
        self._last = -1

    def show(self, progress: Progress) -> None:
        total = progress.total
        step = progress.done // _STEP if total is None else progress.done * 10 // total if total else 10
        if step == self._last:
            return
        self._last = step
        so_far = in_bytes(progress.done) if total is None else f"{step * 10} % of {in_bytes(total)}"
        name = "".join(char if char.isprintable() else "?" for char in progress.name)
        sys.stderr.write(f"{name}: {so_far}\n")

    def close(self) -> None:
        """Nothing is held."""


class _Bar:
    """One bar of a display that all bars of the process share: a terminal has room for one display."""

    _lock: Final = threading.Lock()
    _bars: Bars | None = None
    _open = 0

    def __init__(self) -> None:
        with _Bar._lock:
            if _Bar._bars is None:
                _Bar._bars = _bars()
                _Bar._bars.start()
            _Bar._open += 1
            self._task: Any = None

    def show(self, progress: Progress) -> None:
        bars = _Bar._bars
        if bars is None:
            return
        if self._task is None:
            self._task = bars.add_task(progress.name, total=progress.total, completed=progress.done)
        bars.update(self._task, completed=progress.done, total=progress.total)

    def close(self) -> None:
        with _Bar._lock:
            _Bar._open -= 1
            if not _Bar._open and _Bar._bars is not None:
                _Bar._bars.stop()
                _Bar._bars = None


def _bars() -> Bars:
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, TextColumn, TimeRemainingColumn, TransferSpeedColumn
    from rich.progress import Progress as Bars

    name = TextColumn("{task.description}", markup=False)
    columns = (name, BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    return Bars(*columns, console=Console(stderr=True))
