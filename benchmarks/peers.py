"""Other SDKs in their default set-up, each in its own process and virtual environment, in turns with Ferrule."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import server
from measure import Spread, Timing, Work, interleave, micros
from report import Budget, Report

_HERE = Path(__file__).parent
_ENVIRONMENTS = Path(os.environ.get("FERRULE_PEERS", _HERE.parent / ".cache" / "peers"))
_SDKS = ("githubkit", "openai", "mistralai", "azure-core", "stripe")
_CALLS = ("githubkit", "openai", "mistralai", "azure-core")
_OURS = "ferrule"
_SITUATIONS = {
    "async, 1 in flight": ("async 1", _CALLS),
    "async, 100 in flight": ("async 100", _CALLS),
    "one thread": ("thread 1", _CALLS),
    "page of 100 accounts, async, 1 in flight": ("page 1", ("githubkit",)),
    "walk over 1,000 accounts in 10 pages, async": ("accounts 1", ("githubkit",)),
    "walk over 1,000 customers in 10 pages, one thread": ("customers 1", ("stripe",)),
}

_HEAVIER = {"page": 10, "accounts": 50, "customers": 50}  # than a call: so many times fewer in a round


def turns(*, quick: bool) -> int:
    """Turns in all, for the progress bar."""
    rounds, _ = _size(quick)
    return rounds * sum(1 + len([sdk for sdk in sdks if _python(sdk)]) for _, sdks in _SITUATIONS.values())


def run(*, quick: bool, tick: Callable[[], None]) -> list[Report]:
    """Measure."""
    rounds, times = _size(quick)
    rows: list[list[str | float | Spread]] = []
    budgets: list[Budget] = []
    present = [sdk for sdk in _SDKS if _python(sdk)]
    with server.running() as port, ExitStack() as stack:
        ask = {name: stack.enter_context(_worker(name, port)) for name in (_OURS, *present)}
        for title, (how, sdks) in _SITUATIONS.items():
            works = {name: _work(ask[name], how) for name in (_OURS, *sdks) if name in ask}
            timing = interleave(works, rounds=rounds, times=max(times // _HEAVIER.get(how.split()[0], 1), 2), tick=tick)
            rows += [[title if name == _OURS else "", name, *_figures(timing, name)] for name in works]
            budgets += [
                Budget(f"{title}, of {name}", "", 1.0, timing.ratio(_OURS, name).median)
                for name in works
                if name != _OURS
            ]
    missing = ", ".join(sdk for sdk in _SDKS if sdk not in present)
    return [
        Report(
            "peers: a typed call in their default set-up",
            ["how", "SDK", "µs a call", "Ferrule takes, of it"],
            rows,
            [
                f"{rounds} rounds of {times} calls (a tenth as many pages, a fiftieth as many walks), SDKs in turns, each in its own process. Medians, quartiles in brackets.",
                "githubkit and Ferrule: a GitHub profile; openai and mistralai: a model's description of the same size; stripe: customers; azure-core stops at parsed JSON.",
                *([f"Not installed: {missing}; `nox -s bench -- peers` does that."] if missing else []),
            ],
            budgets,
        )
    ]


def _size(quick: bool) -> tuple[int, int]:
    return (5, 100) if quick else (11, 200)


def _figures(timing: Timing, name: str) -> list[str | float | Spread]:
    return [micros(timing.spread(name)), "" if name == _OURS else timing.ratio(_OURS, name)]


def _python(sdk: str) -> Path | None:
    """The interpreter that has an SDK; ours for Ferrule."""
    if sdk == _OURS:
        return Path(sys.executable)
    found = _ENVIRONMENTS / sdk / "bin" / "python"
    return found if found.exists() else None


def _work(ask: Callable[[str], None], how: str) -> Work:
    return lambda times: ask(f"{how} {times}")


@contextmanager
def _worker(sdk: str, port: int) -> Iterator[Callable[[str], None]]:
    """A process that does what each line says; the function hands it one, and returns when that is done."""
    script = _HERE / "peers" / f"with_{sdk.replace('-', '_')}.py"
    command = [str(_python(sdk)), str(script), f"http://127.0.0.1:{port}"]
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
