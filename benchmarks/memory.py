"""Memory of a client with 10,000 calls in flight, and of one with a body of 2 GB on the wire.

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
_LARGE = [
    f"{engine} {world} {way}"
    for engine, world in (
        ("httptools", "blocking"), ("httptools", "async"), ("httpx", "blocking"), ("httpx", "async"), ("aiohttp", "async"),
    )
    for way in ("down", "up")
]  # fmt: skip


def turns(*, quick: bool) -> int:
    """Turns in all, for the progress bar."""
    return len(_CLIENTS) * len(_SITUATIONS) + len(_LARGE)


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
        ),
        _large(tick),
    ]


def _large(tick: Callable[[], None]) -> Report:
    rows: list[list[str | float | Spread]] = []
    for what in _LARGE:
        rows.append([what, float(_output("large.py", *what.split()))])
        tick()
    most = max(float(row[1]) for row in rows if isinstance(row[1], float))
    return Report(
        "memory: 2 GB through `.stream`, and from an iterator",
        ["engine, world, way", "MB more"],
        rows,
        ["Highest resident memory meanwhile, above that after a small call, in a process of its own each time."],
        [Budget("memory of 2 GB, whatever the engine and the way", "MB", 50, most)],
    )


def _kilobytes_a_call(client: str, port: int, connections: int) -> float:
    url = f"http://127.0.0.1:{port}"
    return int(_output("in_flight.py", client, url, str(_CALLS), str(connections))) / 1024 / _CALLS


def _output(script: str, *arguments: str) -> str:
    command = [sys.executable, str(Path(__file__).parent / script), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout
