"""Many inputs: `ferrule.bulk` against gathered calls of bare clients, and against Dask's own map; and its memory."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import aiohttp
import httpx
import server
from measure import Spread, Timing, Work, interleave
from report import Budget, Report

import ferrule
from ferrule_apis.github import AsyncGitHub, GitHub

_AT_ONCE = 50
_PEER = "httpx, gathered"
_DASK_PEER = "Dask's map of an httpx call"
_SIZES = (10_000, 100_000)


def turns(*, quick: bool) -> int:
    """Turns in all, for the progress bar."""
    rounds, _ = _size(quick)
    return rounds * (6 + 2) + 2 * len(_SIZES)


def run(*, quick: bool, tick: Callable[[], None]) -> list[Report]:
    """Measure."""
    rounds, times = _size(quick)
    with server.running() as port:
        url = f"http://127.0.0.1:{port}"
        with _one_process(url) as contenders:
            alone = interleave(contenders, rounds=rounds, times=times, tick=tick)
        with _cluster(url) as contenders:
            together = interleave(contenders, rounds=rounds, times=times, tick=tick)
        grown = {how: [_megabytes(how, port, size, tick) for size in _SIZES] for how in ("async", "blocking")}
    return [
        Report(
            f"bulk: many GETs of a GitHub profile, {_AT_ONCE} at once",
            ["where", "how", "calls a second", f"time, of {_PEER}"],
            [*_rows("one process", alone, _PEER), *_rows("two processes", together, _DASK_PEER)],
            [
                f"{rounds} rounds of {times} calls, in turns. Gathered: one task a call, behind a semaphore.",
                "Bare clients stop at parsed JSON; Ferrule goes on to a model and an item, with its default policies.",
                "In two processes the ratio is to Dask's own map, whose workers keep one httpx client each.",
            ],
            [Budget("many calls, of gathered calls on httpx", "", 1.0, alone.ratio("ferrule.bulk", _PEER).median)],
        ),
        Report(
            "bulk: memory of a run",
            ["how", *(f"MB after {size:,} inputs" for size in _SIZES)],
            [[how, *sizes] for how, sizes in grown.items()],
            ["Highest resident memory of a process that takes each item and lets go of it; inputs are a generator."],
            [Budget("memory of ten times the inputs, async", "", 1.1, grown["async"][1] / grown["async"][0])],
        ),
    ]


def _size(quick: bool) -> tuple[int, int]:
    return (3, 500) if quick else (11, 2000)


def _rows(where: str, timing: Timing, peer: str) -> list[list[str | float | Spread]]:
    return [
        [where if index == 0 else "", name, _rate(timing.spread(name)), timing.ratio(name, peer)]
        for index, name in enumerate(timing.seconds)
    ]


def _rate(seconds: Spread) -> Spread:
    return Spread(1 / seconds.median, 1 / seconds.high, 1 / seconds.low)


@contextmanager
def _one_process(url: str) -> Iterator[dict[str, Work]]:
    path = f"{url}/users/octocat"
    limits = httpx.Limits(max_connections=_AT_ONCE, max_keepalive_connections=_AT_ONCE)
    with ExitStack() as stack:
        runner = stack.enter_context(asyncio.Runner())

        def opened(client: Any) -> Any:
            stack.callback(lambda: runner.run(client.__aexit__(None, None, None)))
            return runner.run(client.__aenter__())

        async def session() -> aiohttp.ClientSession:
            return aiohttp.ClientSession()  # wants a running loop

        bare, other = opened(httpx.AsyncClient(limits=limits)), opened(runner.run(session()))
        ours, blocking = opened(AsyncGitHub(base_url=url)), stack.enter_context(GitHub(base_url=url))

        async def httpx_call() -> object:
            return (await bare.get(path)).json()

        async def aiohttp_call() -> object:
            async with other.get(path) as response:
                return await response.json()

        async def bulk(times: int) -> None:
            async with ferrule.bulk(ours.users.get_by_username, _names(times), concurrency=_AT_ONCE) as run:
                async for item in run:
                    assert isinstance(item.result, ferrule.Ok)

        def blocking_bulk(times: int) -> None:
            with ferrule.bulk(blocking.users.get_by_username, _names(times), concurrency=_AT_ONCE) as run:
                for item in run:
                    assert isinstance(item.result, ferrule.Ok)

        yield {
            _PEER: lambda times: runner.run(_gathered(httpx_call, times)),
            "aiohttp, gathered": lambda times: runner.run(_gathered(aiohttp_call, times)),
            "ferrule, gathered": lambda times: runner.run(
                _gathered(lambda: ours.users.get_by_username("octocat"), times)
            ),
            "ferrule.bulk": lambda times: runner.run(bulk(times)),
            "ferrule.bulk, blocking": blocking_bulk,
            "one after the other, httpx": lambda times: _sequential(path, times),
        }


def _names(times: int) -> Iterator[str]:
    return ("octocat" for _ in range(times))


async def _gathered(call: Callable[[], Any], times: int) -> None:
    gate = asyncio.Semaphore(_AT_ONCE)

    async def one() -> None:
        async with gate:
            await call()

    await asyncio.gather(*(one() for _ in range(times)))


def _sequential(path: str, times: int) -> None:
    with httpx.Client() as client:
        for _ in range(times):
            client.get(path).json()


_client: httpx.Client | None = None  # of a worker


def _on_worker(path: str, _: int) -> object:
    global _client
    _client = _client or httpx.Client()
    return _client.get(path).json()


@contextmanager
def _cluster(url: str) -> Iterator[dict[str, Work]]:
    import distributed

    from ferrule.integrations.dask import Dask

    path, spec = f"{url}/users/octocat", ferrule.ClientSpec(GitHub, base_url=url)
    folder = str(Path(__file__).parent)
    threads = _AT_ONCE // 2
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=threads, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
        GitHub(base_url=url) as github,
    ):
        client.run(sys.path.append, folder)

        def mapped(times: int) -> None:
            client.gather(client.map(_on_worker, [path] * times, range(times), pure=False))

        def bulk(times: int) -> None:
            executor = Dask(client, spec)
            with ferrule.bulk(
                github.users.get_by_username, _names(times), concurrency=_AT_ONCE, executor=executor
            ) as run:
                for item in run:
                    assert isinstance(item.result, ferrule.Ok)

        yield {_DASK_PEER: mapped, "ferrule.bulk, executor=Dask": bulk}


def _megabytes(how: str, port: int, size: int, tick: Callable[[], None]) -> float:
    script = Path(__file__).parent / "bulk_memory.py"
    command = [sys.executable, str(script), how, f"http://127.0.0.1:{port}", str(size)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    tick()
    return int(done.stdout) / 2**20
