"""What the commands have in common: errors as messages, warnings, and a sign of life.

Exit codes: 0 all is as it should be; 1 something is not, or a description could not be read; 2 the command was used
wrongly, say with a file that does not exist.
"""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from types import FrameType

from ferrule.errors import ConfigError

from . import extra
from .errors import CodegenError, Note, UsageError

_LISTED = 5  # of alike warnings
_SILENCE = 5.0  # seconds after which work tells that it goes on


def reporting(act: Callable[[], int]) -> int:
    """The exit code of `act`; errors become messages, without a traceback."""
    try:
        extra.require()
        return act()
    except (CodegenError, ConfigError) as error:
        tell(f"error: {error}")
        return 2 if isinstance(error, UsageError) else 1


def tell(text: str) -> None:
    """A line for people, beside what the command puts out."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def warnings_of(faults: Iterable[Note], file: str) -> Iterator[str]:
    """A line for each fault of a description, alike ones up to a few."""
    alike: dict[str, int] = {}
    for one in faults:
        kind = f"{one.kind}\0{one.reason}"
        alike[kind] = alike.get(kind, 0) + 1
        if alike[kind] <= _LISTED:
            yield f"warning: {file}: {one.where}: {one.reason}. {one.fix}"
    rest = sum(max(0, count - _LISTED) for count in alike.values())
    if rest:
        yield f"warning: {file}: and {rest} more like these"


@contextmanager
def signs_of_life(steps: dict[str, float]) -> Generator[None, None, None]:
    """Tell every few seconds that work goes on, and after which step. A signal wakes it up: a thread could not fork.

    Args:
        steps: gets each step as it is done.
    """
    if not hasattr(signal, "setitimer"):
        yield
        return
    start = time.monotonic()

    def say(_signal: int, _frame: FrameType | None) -> None:
        done = f", {', '.join(steps)} done" if steps else ""
        tell(f"still working: {time.monotonic() - start:.0f} s{done}")

    try:
        before = signal.signal(signal.SIGALRM, say)
    except ValueError:  # not the main thread
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, _SILENCE, _SILENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
