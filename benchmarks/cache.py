"""A fresh hit and a stored miss against other caching clients over one loopback server, and the cost of storing."""

from __future__ import annotations

import asyncio
import itertools
import os
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx
import requests_cache
import server
from hishel import SqliteStorage
from hishel.httpx import CacheClient
from measure import Spread, Timing, Work, interleave, micros
from report import Budget, Report

import ferrule
from ferrule.cache import SqliteStore
from ferrule.runtime.aio import AsyncRuntime
from ferrule.runtime.blocking import BlockingRuntime
from ferrule_apis.github import AsyncGitHub, GitHub
from policies import NullEngine

_PEER = "httpx, no cache"
_BARE = "ferrule, no cache"
_OURS = "ferrule, memory"
_GITHUBKIT = "githubkit"
# It needs another major version of hishel, so that it lives in an environment of its own.
_HERE = Path(__file__).parent
_PYTHON = Path(os.environ.get("FERRULE_PEERS", _HERE.parent / ".cache" / "peers")) / "githubkit" / "bin" / "python"
_NULL = {
    "blocking": ("ferrule, no cache", "ferrule, memory"),
    "async": ("ferrule, no cache, async", "ferrule, memory, async"),
}

Get = Callable[[str], object]


def turns(*, quick: bool) -> int:
    """Turns in all, for the progress bar."""
    rounds, _ = _size(quick)
    return rounds * (2 * (8 + _PYTHON.exists()) + 2 * len(_NULL))


def run(*, quick: bool, tick: Callable[[], None]) -> list[Report]:
    """Measure."""
    rounds, times = _size(quick)
    with server.running() as port, ExitStack() as stack:
        url = f"http://127.0.0.1:{port}"
        clients = stack.enter_context(_clients(url))
        ask = stack.enter_context(_githubkit(url)) if _PYTHON.exists() else None
        hits, misses = (
            interleave(_works(clients, work, ask, what), rounds=rounds, times=times, tick=tick)
            for what, work in (("hit", _hit), ("miss", _miss))
        )
    with asyncio.Runner() as runner:
        alone = interleave(_alone(runner), rounds=rounds, times=times, tick=tick, clock=time.process_time)
    connected = misses.above(_OURS, _BARE)
    added = {world: alone.above(memory, none) for world, (none, memory) in _NULL.items()}
    return [
        Report(
            "cache: one GET of a GitHub profile, blocking",
            ["client", "fresh hit, µs", f"of {_PEER}", "stored miss, µs", f"of {_PEER}"],
            [_row(name, hits, misses) for name in hits.seconds],
            [
                f"{rounds} rounds of {times} calls, clients in turns. Medians, quartiles in brackets; ratios are taken round by round.",
                "Ferrule and githubkit go on to a model, the others stop at parsed JSON. githubkit validates with each hit.",
                f"Over this server, storing adds {connected.median * 1e6:.0f} ({connected.low * 1e6:.0f} to {connected.high * 1e6:.0f}) µs to Ferrule's call.",
                *([] if ask else ["Not installed: githubkit; `nox -s bench` does that."]),
            ],
            [Budget("fresh cache hit, of bare httpx, blocking", "", 0.05, hits.ratio(_OURS, _PEER).median)],
        ),
        Report(
            "cache: storing, over an engine that answers at once",
            ["", "stored miss adds, µs"],
            [[world, micros(spread)] for world, spread in added.items()],
            ["A typed call that is stored, above one of a client without a cache; processor time, default policies."],
            [
                Budget(f"storing a miss, above no cache, {world}", "µs", 40.0, spread.median * 1e6)
                for world, spread in added.items()
            ],
        ),
    ]


def _size(quick: bool) -> tuple[int, int]:
    return (5, 50) if quick else (15, 200)


def _row(name: str, hits: Timing, misses: Timing) -> list[str | float | Spread]:
    cells: list[str | float | Spread] = [name]
    for timing in (hits, misses):
        cells += [micros(timing.spread(name)), timing.ratio(name, _PEER)]
    return cells


def _hit(get: Get) -> Work:
    return lambda times: [get("reusable") for _ in range(times)]


def _miss(get: Get) -> Work:
    fresh = itertools.count()
    return lambda times: [get(f"new-{next(fresh)}") for _ in range(times)]


def _works(
    clients: Mapping[str, Get], work: Callable[[Get], Work], ask: Callable[[str], None] | None, what: str
) -> dict[str, Work]:
    found = {name: work(get) for name, get in clients.items()}
    return found if ask is None else {**found, _GITHUBKIT: lambda times: ask(f"{what} {times}")}


def _alone(runner: asyncio.Runner) -> dict[str, Work]:
    """Misses without a network, in both worlds, with and without a cache."""
    found: dict[str, Work] = {}
    numbers = itertools.count()
    for world, names in _NULL.items():
        for name, cache in zip(names, (None, ferrule.Cache()), strict=True):
            policies, engine = ferrule.Policies(cache=cache), NullEngine("private, max-age=31536000")
            if world == "blocking":
                found[name] = _miss(GitHub(policies=policies, runtime=BlockingRuntime(engine)).users.get_by_username)
                continue
            call = AsyncGitHub(policies=policies, runtime=AsyncRuntime(engine)).users.get_by_username

            async def repeat(times: int, call: Any = call) -> None:
                for _ in range(times):
                    await call(f"new-{next(numbers)}")

            found[name] = lambda times, repeat=repeat: runner.run(repeat(times))  # type: ignore[misc]
    return found


@contextmanager
def _githubkit(url: str) -> Iterator[Callable[[str], None]]:
    """A process that does what a line says, and answers with a line."""
    command = [str(_PYTHON), str(_HERE / "peers" / "cached_githubkit.py"), url]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None
    assert process.stdout is not None
    given, answers = process.stdin, process.stdout

    def ask(line: str) -> None:
        given.write(f"{line}\n")
        given.flush()
        if not answers.readline():
            raise RuntimeError("githubkit's process ended")

    try:
        answers.readline()
        yield ask
    finally:
        process.terminate()
        process.wait()


@contextmanager
def _clients(url: str) -> Iterator[dict[str, Get]]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))

        def opened(client: Any) -> Any:
            return stack.enter_context(client)

        def parsed(client: Any) -> Get:
            return lambda name: client.get(f"{url}/users/{name}").json()

        def ours(cache: ferrule.Cache | None) -> Get:
            client: GitHub = opened(GitHub(base_url=url, policies=ferrule.Policies(cache=cache)))
            return client.users.get_by_username

        def hishel(where: str) -> Get:
            # Its `database_path` takes ":memory:" for the name of a file.
            connection = sqlite3.connect(where, check_same_thread=False)
            return parsed(opened(CacheClient(storage=SqliteStorage(connection=connection), rfc=True)))

        def requests(backend: str) -> Get:
            where = str(folder / "requests")
            return parsed(opened(requests_cache.CachedSession(where, backend=backend, cache_control=True)))

        yield {
            _PEER: parsed(opened(httpx.Client())),
            _BARE: ours(None),
            _OURS: ours(ferrule.Cache()),
            "ferrule, SQLite": ours(ferrule.Cache(store=SqliteStore(folder / "ferrule.db"))),
            "hishel, SQLite": hishel(str(folder / "hishel.db")),
            "hishel, SQLite in memory": hishel(":memory:"),
            "requests-cache, memory": requests("memory"),
            "requests-cache, SQLite": requests("sqlite"),
        }
