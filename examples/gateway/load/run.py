"""Two minutes of mixed traffic while the APIs misbehave: the gateway, and the same written by hand, in turns.

`nox -s gateway -- --load` prints the table, and fails where the gateway does not do what docs/fastapi.md says of it.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
import tempfile
import time
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from statistics import quantiles

import attrs
import httpx
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

sys.path.insert(0, str(Path(__file__).parents[1]))

from around import Served, environment, put_file, running_valkey, serving, token

from ferrule.sandbox import Latency, Reset, Sandbox, Status, Truncate
from load.traffic import KINDS, Outcome, Traffic

SERVICES = {"gateway": "gateway.app:make_app", "by hand": "load.by_hand:make_app"}
PHASES = (("calm", 20.0), ("resets", 20.0), ("429s", 15.0), ("outage", 30.0), ("recovered", 35.0))
RATE = 12.0  # requests a second, to each service
SETTLED = 12.0  # seconds into the outage, or after it, from when the circuit is as it stays


@attrs.define
class Run:
    """One service under load.

    Attributes:
        served: its process.
        traffic: what it was asked.
        log: what it wrote.
        memory: megabytes at the end of each phase.
        cut: calls of callers who went away that ended with them, and all of those, as the sandbox counted.
    """

    served: Served
    traffic: Traffic
    log: Path
    memory: list[float] = attrs.field(factory=list[float])
    cut: tuple[int, int] = (0, 0)

    def during(self, phase: str, *kinds: str, after: float = 0.0) -> list[Outcome]:
        """What was asked in a phase, from some seconds into it."""
        began, ended = span(phase)
        return [one for one in self.traffic.outcomes if began + after <= one.at < ended and one.kind in kinds]

    def cached(self) -> list[Outcome]:
        """The weather, wherever it was answered: the gateway has it in its cache, the other asks for it."""
        return [one for one in self.traffic.outcomes if one.kind == "weather" and one.status == 200]

    def refused(self) -> list[Outcome]:
        """What was answered for the API that is down: 503 by an open circuit, or whatever there is without one."""
        down = self.during("outage", "somebody", after=SETTLED)
        return [one for one in down if one.status == 503] or [one for one in down if one.status >= 500]

    def unhandled(self) -> int:
        """Errors that nobody answered: bare pages, and tracebacks in the log that are not of a file cut on purpose."""
        bare = sum(not one.ours for one in self.traffic.outcomes)
        broken = sum(one.status == 0 and one.kind in ("file", "chat") for one in self.traffic.outcomes)
        logged = len(re.findall("Exception in ASGI application", self.log.read_text(errors="replace")))
        return bare + max(0, logged - broken)


def span(phase: str) -> tuple[float, float]:
    """Seconds of a phase since the start."""
    began = 0.0
    for name, seconds in PHASES:
        if name == phase:
            return began, began + seconds
        began += seconds
    raise ValueError(phase)


def misbehave(sandbox: Sandbox, phase: str, away: float) -> None:
    """What the APIs do in a phase. Somebody slow is slow in each."""
    faults = sandbox.faults
    faults.clear()
    if away:
        faults.add(Latency(away))
    faults.add(Latency(0.6), api="github", path="/users/slow*")
    if phase == "resets":
        for api in ("github", "weather", "storage"):
            faults.add(Reset(), api=api, rate=0.2)
        for api in ("stripe", "twilio"):
            faults.add(Reset("after"), api=api, rate=0.1)
        faults.add(Truncate("body"), api="storage", rate=0.2)
        faults.add(Truncate("body"), api="assistant", rate=0.2)
    elif phase == "429s":
        faults.add(Status(429, retry_after=1), api="github", rate=0.3)
        faults.add(Status(429, retry_after="Fri, 01 Jan 2100 00:00:00 GMT"), api="stripe", rate=0.2)
    elif phase == "outage":
        faults.add(Latency(60.0), api="github", path="/users/[!s]*")  # it accepts, and does not answer
        faults.add(Reset(), api="weather")


async def drive(sandbox: Sandbox, runs: Iterable[Run], began: float, progress: Progress, away: float) -> None:
    """Send the traffic, to the services in turns."""
    asked: set[asyncio.Task[None]] = set()
    shown = progress.add_task("load", total=sum(seconds for _, seconds in PHASES))
    turns = list(runs)
    for phase, _ in PHASES:
        misbehave(sandbox, phase, away)
        ended, number = began + span(phase)[1], 0
        while (now := time.monotonic()) < ended:
            run = turns[number % len(turns)]
            work = run.traffic.hang_up() if number % 20 < len(turns) else run.traffic.ask(run.traffic.next_kind())
            task = asyncio.create_task(work)
            asked.add(task)
            task.add_done_callback(asked.discard)
            number += 1
            progress.update(shown, completed=now - began, description=phase)
            await asyncio.sleep(1 / RATE / len(turns))
        for run in turns:
            run.memory.append(run.served.memory())
    await asyncio.gather(*asked)
    await asyncio.sleep(4)  # what nobody cancelled answers by then


def p99(outcomes: list[Outcome]) -> float:
    """Of the seconds, in milliseconds."""
    seconds = [one.seconds for one in outcomes]
    return (quantiles(seconds, n=100, method="inclusive")[98] if len(seconds) > 1 else sum(seconds)) * 1000


def faults(runs: dict[str, Run]) -> list[str]:
    """What the gateway promises and did not do."""
    ours, theirs = runs["gateway"], runs["by hand"]
    every = ours.traffic.outcomes
    recovered = ours.during("recovered", "weather", "somebody", "profile", after=SETTLED)
    found = {
        f"{ours.unhandled()} unhandled errors": ours.unhandled() == 0,
        "an answer holds a detail of an upstream": not any(one.leaked for one in every),
        "memory grew by more than a tenth after the first phases": ours.memory[-1] <= 1.1 * ours.memory[1],
        "cached answers took more than half of the other's p99": p99(ours.cached()) <= 0.5 * p99(theirs.cached()),
        "refused answers took more than half of the other's p99": p99(ours.refused()) <= 0.5 * p99(theirs.refused()),
        f"it recovered to {_share(recovered)} only": _good(recovered) >= 0.98 * len(recovered),
        f"calls went on whose callers had left: {ours.cut[0]} of {ours.cut[1]} ended": ours.cut[0] == ours.cut[1] > 0,
    }
    return [fault for fault, holds in found.items() if not holds]


def table(runs: dict[str, Run]) -> Table:
    """Both, side by side."""
    shown = Table("", *runs)
    rows: dict[str, list[str]] = {}
    for run in runs.values():
        every = run.traffic.outcomes
        last = run.during("recovered", "weather", "somebody", "profile", after=SETTLED)
        cells = {
            "requests": f"{len(every)}",
            "answered as asked": _share(every),
            **{f"— {phase}": f"{_share(run.during(phase, *KINDS))}" for phase, _ in PHASES},
            "unhandled errors": f"{run.unhandled()}",
            "answers with a detail of an upstream": f"{sum(bool(one.leaked) for one in every)}",
            "cached (weather), answered: p50, p99": _times(run.cached()),
            "cached (weather), calm: p50, p99": _times(run.during("calm", "weather")),
            "weather, its API down: p50, p99": _times(run.during("outage", "weather")),
            "refused, settled outage: p50, p99": _times(run.refused()),
            "recovered, last 23 s": _share(last),
            "memory, MB, by phase": " → ".join(f"{one:.0f}" for one in run.memory),
            "calls ended with their callers": f"{run.cut[0]} of {run.cut[1]}",
        }
        for name, cell in cells.items():
            rows.setdefault(name, []).append(cell)
    for name, row in rows.items():
        shown.add_row(name, *row)
    return shown


def _good(outcomes: list[Outcome]) -> int:
    return sum(one.status in (200, 201, 404) for one in outcomes)


def _share(outcomes: list[Outcome]) -> str:
    return f"{_good(outcomes) / max(1, len(outcomes)):.1%}"


def _times(outcomes: list[Outcome]) -> str:
    seconds = sorted(one.seconds for one in outcomes)
    return f"{seconds[len(seconds) // 2] * 1000:.1f}, {p99(outcomes):.1f} ms" if seconds else "none"


async def measure(sandbox: Sandbox, served: dict[str, Served], folder: Path, away: float) -> dict[str, Run]:
    """All phases, both services."""
    secrets = (sandbox.origin, sandbox.origin.removeprefix("http://"), "SAND:", "Traceback", "ferrule")
    tokens = {scope: token(sandbox, scope) for scope in ("checkout", "chat")}
    put_file(sandbox, "report.pdf", b"%PDF-" * 20_000)
    limits = httpx.Limits(max_connections=500)
    began = time.monotonic()
    async with httpx.AsyncClient(limits=limits) as http:
        runs = {
            name: Run(
                one,
                Traffic(http, one.url, lambda: time.monotonic() - began, secrets, tokens, name.replace(" ", "-")),
                folder / f"{name}.log",
            )
            for name, one in served.items()
        }
        for run in runs.values():  # connections, imports and caches are not what is measured
            for kind in KINDS:
                await run.traffic.ask(kind)
            run.traffic.outcomes.clear()
        sandbox.log.clear()
        began = time.monotonic()
        console = Console(stderr=True)
        with Progress(console=console, disable=not console.is_terminal) as progress:
            await drive(sandbox, runs.values(), began, progress, away)
    for run in runs.values():
        slow = sandbox.log.select("github", path=f"/users/slow-{run.traffic.label}*")
        run.cut = sum(one.status is None for one in slow), len(slow)
    return runs


def main() -> int:
    """Start everything, load it, and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--away", type=float, default=20.0, help="milliseconds that each API is away (default 20)")
    away = parser.parse_args().away / 1000
    sys.setswitchinterval(0.0005)  # the sandbox has a thread of this process, and callers must not wait for it
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        sandbox = stack.enter_context(Sandbox())
        told = {**environment(sandbox, stack.enter_context(running_valkey())), "GATEWAY_LIMIT": "1000000"}
        served = {
            name: stack.enter_context(serving(application, told, log=folder / f"{name}.log"))
            for name, application in SERVICES.items()
        }
        runs = asyncio.run(measure(sandbox, served, folder, away))
        Console().print(table(runs))
        broken = faults(runs)
        for fault in broken:
            print(f"not as promised: {fault}")
        if broken and (keep := Path(".cache")).is_dir():
            for run in runs.values():
                (keep / f"gateway-{run.log.name}").write_bytes(run.log.read_bytes())
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
