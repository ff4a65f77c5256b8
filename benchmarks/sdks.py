"""SDKs that do a task in turns, each in a process of its own, and in a virtual environment where it needs one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import server
from measure import Timing, Work, interleave

_HERE = Path(__file__).parent
_ENVIRONMENTS = Path(os.environ.get("FERRULE_PEERS", _HERE.parent / ".cache" / "peers"))
_AT_HOME = ("ferrule", "httpx-sse")  # in the environment that this runs in

Situations = Mapping[str, tuple[str, tuple[str, ...]]]
"""By title: what is asked of workers, and the SDKs that can do it beside Ferrule."""

OURS = "ferrule"


def turns(situations: Situations, rounds: int) -> int:
    """Turns in all, for the progress bar."""
    return rounds * sum(1 + len([sdk for sdk in sdks if python_of(sdk)]) for _, sdks in situations.values())


def measure(
    situations: Situations, *, rounds: int, times: Callable[[str], int], tick: Callable[[], None]
) -> Iterator[tuple[str, Timing]]:
    """The timing of each situation.

    Args:
        situations: what is measured.
        rounds: turns of each SDK.
        times: how often a situation is done in one turn.
        tick: called after each turn.
    """
    needed = dict.fromkeys(name for _, sdks in situations.values() for name in (OURS, *sdks))
    with server.running() as port, ExitStack() as stack:
        ask = {name: stack.enter_context(_worker(name, port)) for name in needed if python_of(name)}
        for title, (how, sdks) in situations.items():
            works = {name: _work(ask[name], how) for name in (OURS, *sdks) if name in ask}
            yield title, interleave(works, rounds=rounds, times=times(how), tick=tick)


def missing(situations: Situations) -> list[str]:
    """What a reader must know of SDKs that are not installed."""
    names = dict.fromkeys(sdk for _, sdks in situations.values() for sdk in sdks if not python_of(sdk))
    return [f"Not installed: {', '.join(names)}; `nox -s bench` does that."] if names else []


def python_of(sdk: str) -> Path | None:
    """The interpreter that has an SDK; None where it is not installed."""
    if sdk in _AT_HOME:
        return Path(sys.executable)
    found = _ENVIRONMENTS / sdk / "bin" / "python"
    return found if found.exists() else None


def _work(ask: Callable[[str], None], how: str) -> Work:
    return lambda times: ask(f"{how} {times}")


@contextmanager
def _worker(sdk: str, port: int) -> Iterator[Callable[[str], None]]:
    """A process that does what each line says; the function hands it one, and returns when that is done."""
    script = _HERE / "peers" / f"with_{sdk.replace('-', '_')}.py"
    command = [str(python_of(sdk)), str(script), f"http://127.0.0.1:{port}"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None
    assert process.stdout is not None
    lines_in, lines_out = process.stdin, process.stdout

    def ask(line: str) -> None:
        lines_in.write(f"{line}\n")
        lines_in.flush()
        if not lines_out.readline():
            raise RuntimeError(f"{sdk} ended")

    try:
        if not lines_out.readline():  # "ready"
            raise RuntimeError(f"{sdk} did not begin")
        yield ask
    finally:
        process.terminate()
        process.wait()
