"""A fresh hit and a stored miss against other caching clients, over one loopback server, blocking in one thread."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Callable, Iterator
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
from ferrule_apis.github import GitHub

_PEER = "httpx, no cache"
_BARE = "ferrule, no cache"
_OURS = "ferrule, memory"
_CLIENTS = 8

Get = Callable[[str], object]


def turns(*, quick: bool) -> int:
    """Turns in all, for the progress bar."""
    return _size(quick)[0] * 2 * _CLIENTS


def run(*, quick: bool, tick: Callable[[], None]) -> list[Report]:
    """Measure."""
    rounds, times = _size(quick)
    with server.running() as port, _clients(f"http://127.0.0.1:{port}") as clients:
        hits, misses = (
            interleave({name: work(get) for name, get in clients.items()}, rounds=rounds, times=times, tick=tick)
            for work in (_hit, _miss)
        )
    added = misses.above(_OURS, _BARE)
    return [
        Report(
            "cache: one GET of a GitHub profile, blocking",
            ["client", "fresh hit, µs", f"of {_PEER}", "stored miss, µs", f"of {_PEER}"],
            [_row(name, hits, misses) for name in clients],
            [
                f"{rounds} rounds of {times} calls, clients in turns. Medians, quartiles in brackets; ratios are taken round by round.",
                "Ferrule goes on to a model, the others stop at parsed JSON.",
                f"Storing adds {added.median * 1e6:.0f} ({added.low * 1e6:.0f} to {added.high * 1e6:.0f}) µs to Ferrule's call.",
            ],
            [
                Budget("fresh cache hit, of bare httpx, blocking", "", 0.05, hits.ratio(_OURS, _PEER).median),
                Budget("storing a miss, above no cache", "µs", 40.0, added.median * 1e6),
            ],
        )
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

        def hishel(path: Path | str) -> Get:
            return parsed(opened(CacheClient(storage=SqliteStorage(database_path=path), rfc=True)))

        def requests(backend: str) -> Get:
            where = str(folder / "requests")
            return parsed(opened(requests_cache.CachedSession(where, backend=backend, cache_control=True)))

        yield {
            _PEER: parsed(opened(httpx.Client())),
            _BARE: ours(None),
            _OURS: ours(ferrule.Cache()),
            "ferrule, SQLite": ours(ferrule.Cache(store=SqliteStore(folder / "ferrule.db"))),
            "hishel, SQLite": hishel(folder / "hishel.db"),
            "hishel, SQLite in memory": hishel(":memory:"),
            "requests-cache, memory": requests("memory"),
            "requests-cache, SQLite": requests("sqlite"),
        }
