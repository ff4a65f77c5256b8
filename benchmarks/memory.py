"""Memory of a client with 10,000 calls in flight: all on the wire, or most of them in its queue.

Linux only: it reads `/proc`.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import server
from measure import Spread
from report import Budget, Report

_CALLS = 10_000
_CLIENTS = ("aiohttp", "ferrule on httptools", "ferrule on aiohttp", "ferrule on httpx")
_PEER = "aiohttp"
_SITUATIONS = {
    "all on the wire": _CALLS,
    "100 on the wire, the others queued": 100,
}


def turns(*, quick: bool) -> int:
    """Turns in all, for the progress bar."""
    return len(_CLIENTS) * len(_SITUATIONS)


def run(*, quick: bool, tick: Callable[[], None]) -> list[Report]:
    """Measure."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    rows: list[list[str | float | Spread]] = []
    budgets: list[Budget] = []
    with server.running() as port:
        for title, connections in _SITUATIONS.items():
            found: dict[str, float] = {}
            for client in _CLIENTS:
                found[client] = _kilobytes_a_call(client, port, connections)
                tick()
            rows += [
                [title if client == _PEER else "", client, kilobytes, kilobytes / found[_PEER]]
                for client, kilobytes in found.items()
            ]
            ratio = found["ferrule on httptools"] / found[_PEER]
            budgets.append(Budget(f"memory of 10,000 calls, {title}, of aiohttp", "", 1.5, ratio))
    return [
        Report(
            "memory: 10,000 calls in flight, async",
            ["how", "client", "KB a call", f"of {_PEER}"],
            rows,
            [
                "Highest resident memory while they are in flight, above that after the first call, in a process of its own each time.",
                "Measured once, as it hardly varies. aiohttp stops at parsed JSON; Ferrule has all default policies.",
            ],
            budgets,
        )
    ]


def _kilobytes_a_call(client: str, port: int, connections: int) -> float:
    script = Path(__file__).parent / "in_flight.py"
    command = [sys.executable, str(script), client, f"http://127.0.0.1:{port}", str(_CALLS), str(connections)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return int(done.stdout) / 1024 / _CALLS
