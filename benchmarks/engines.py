"""Each engine under a typed call with all default policies, against bare clients: async (1 to 500) and threads."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import aiohttp
import httpx
import nginx
import server
import urllib3
from measure import Spread, Timing, Work, interleave, micros
from report import Budget, Report

from ferrule.call import Call
from ferrule.client.session import Session
from ferrule.engines.choice import EngineName, choose
from ferrule.engines.connection import Connection
from ferrule.runtime.blocking import drive
from ferrule_apis.github import AsyncGitHub, GitHub
from ferrule_apis.github.api.users import get_by_username

_IN_FLIGHT = (1, 10, 100, 500)
_THREADS = (1, 16)
_ASYNC: tuple[EngineName, ...] = ("httpx", "httptools", "aiohttp")
_BLOCKING: tuple[EngineName, ...] = ("httpx", "httptools")


def turns(*, quick: bool) -> int:
    """Turns in all, for the progress bar."""
    rounds, _ = _size(quick)
    once_more = nginx.is_installed()
    in_loops = (len(_IN_FLIGHT) + once_more) * (3 + 2 * len(_ASYNC))
    return rounds * (in_loops + (len(_THREADS) + once_more) * (3 + 2 * len(_BLOCKING)))


def run(*, quick: bool, tick: Callable[[], None]) -> list[Report]:
    """Measure."""
    rounds, times = _size(quick)
    found: dict[tuple[str, int], Timing] = {}
    rows: list[list[str | float | Spread]] = []
    with server.running() as port:
        url = f"http://127.0.0.1:{port}"
        for world, sizes, clients in (("async", _IN_FLIGHT, _async_clients), ("threads", _THREADS, _blocking_clients)):
            for size in sizes:
                with clients(url, size) as contenders:
                    title = f"{world}, {size}"
                    enough = max(times, 2 * size)
                    timing = interleave(contenders, rounds=rounds, times=enough, tick=tick, label=title)
                found[world, size] = timing
                raw = server.ceiling(port, size, 2000) * 1e6
                rows += [[title, "raw socket: what the server can do", raw, ""], *_rows(timing)]
    if nginx.is_installed():
        with nginx.running() as port:
            for world, clients in (("async", _async_clients), ("threads", _blocking_clients)):
                title = f"{world}, 1, nginx"
                with clients(f"http://127.0.0.1:{port}", 1) as contenders:
                    timing = interleave(contenders, rounds=rounds, times=times, tick=tick, label=title)
                rows += [[title, "", "", ""], *_rows(timing)]
    return [
        Report(
            "engines: one GET of a GitHub profile to a typed model",
            ["in flight", "client", "µs a call", "of httpx"],
            rows,
            [
                f"{rounds} rounds of at least {times} calls, clients in turns; medians, quartiles in brackets. Bare clients stop at",
                "parsed JSON, engines alone at bytes: the floor. Ferrule goes on to a model and has its default policies. httpx runs without its pool timeout, which it would hit.",
            ],
            _budgets(found),
        )
    ]


def _rows(timing: Timing) -> list[list[str | float | Spread]]:
    return [["", name, micros(timing.spread(name)), timing.ratio(name, "httpx")] for name in timing.seconds]


def _size(quick: bool) -> tuple[int, int]:
    return (5, 100) if quick else (11, 200)


def _budgets(found: dict[tuple[str, int], Timing]) -> list[Budget]:
    def ratio(world: str, size: int, name: str, peer: str) -> float:
        return found[world, size].ratio(name, peer).median

    def collapse(name: str) -> float:
        return found["async", 500].spread(name).median / found["async", 10].spread(name).median

    fast = "ferrule on httptools"
    return [
        Budget("httptools, async, 1 in flight, of bare httpx", "", 0.40, ratio("async", 1, fast, "httpx")),
        Budget("httptools, async, 1 in flight, of bare aiohttp", "", 1.5, ratio("async", 1, fast, "aiohttp")),
        Budget("httptools, async, 100 in flight, of bare httpx", "", 1 / 8, ratio("async", 100, fast, "httpx")),
        Budget("httptools, async, 100 in flight, of bare aiohttp", "", 1 / 0.45, ratio("async", 100, fast, "aiohttp")),
        Budget("httptools, time at 500 in flight, of that at 10", "", 1 / 0.9, collapse(fast)),
        Budget("httpx, time at 500 in flight, of that at 10", "", 1 / 0.9, collapse("ferrule on httpx")),
        Budget("httpx, async, 100 in flight, of bare httpx", "", 0.5, ratio("async", 100, "ferrule on httpx", "httpx")),
        Budget("httptools, one thread, of bare httpx", "", 0.45, ratio("threads", 1, fast, "httpx")),
        Budget("httptools, 16 threads, of urllib3", "", 1.0, ratio("threads", 16, fast, "urllib3")),
    ]


def a_call(client: Any) -> Call:
    """The call, as an engine gets it."""
    session: Session = client._session
    return session.call(session.core.target(get_by_username), ("octocat",), {})


@contextmanager
def _async_clients(url: str, in_flight: int) -> Iterator[dict[str, Work]]:
    path = f"{url}/users/octocat"
    with ExitStack() as stack:
        runner = stack.enter_context(asyncio.Runner())

        def opened(client: Any) -> Any:
            stack.callback(lambda: runner.run(client.__aexit__(None, None, None)))
            return runner.run(client.__aenter__())

        async def session() -> aiohttp.ClientSession:
            return aiohttp.ClientSession()  # wants a running loop

        bare_httpx = opened(httpx.AsyncClient(timeout=None))  # noqa: S113 - its pool times out with 500 in flight
        bare_aiohttp = opened(runner.run(session()))

        async def httpx_call() -> object:
            return (await bare_httpx.get(path)).json()

        async def aiohttp_call() -> object:
            async with bare_aiohttp.get(path) as response:
                return await response.json()

        def ours(engine: EngineName) -> Callable[[], Awaitable[object]]:
            client = opened(AsyncGitHub(base_url=url, engine=engine))
            return lambda: client.users.get_by_username("octocat")

        def alone(name: EngineName) -> Callable[[], Awaitable[object]]:
            engine = choose(name, Connection(), blocking=False).make()
            stack.callback(lambda: runner.run(engine.aclose()))
            call = a_call(AsyncGitHub(base_url=url))
            return lambda: engine.send(call)

        async def many(call: Callable[[], Awaitable[object]], times: int) -> None:
            async def worker() -> None:
                for _ in range(times // in_flight):
                    await call()

            await asyncio.gather(*(worker() for _ in range(in_flight)))

        def work(call: Callable[[], Awaitable[object]]) -> Work:
            return lambda times: runner.run(many(call, times))

        calls = {"httpx": httpx_call, "aiohttp": aiohttp_call}
        calls |= {f"ferrule on {engine}": ours(engine) for engine in _ASYNC}
        calls |= {f"the {engine} engine alone": alone(engine) for engine in _ASYNC}
        yield {name: work(call) for name, call in calls.items()}


@contextmanager
def _blocking_clients(url: str, threads: int) -> Iterator[dict[str, Work]]:
    path = f"{url}/users/octocat"
    with ExitStack() as stack:
        bare_httpx = stack.enter_context(httpx.Client())
        bare_urllib3 = stack.enter_context(urllib3.PoolManager(maxsize=threads))

        def ours(engine: EngineName) -> Callable[[], object]:
            client = stack.enter_context(GitHub(base_url=url, engine=engine))
            return lambda: client.users.get_by_username("octocat")

        def alone(name: EngineName) -> Callable[[], object]:
            engine = choose(name, Connection(), blocking=True).make()
            stack.callback(lambda: drive(engine.aclose()))
            call = a_call(GitHub(base_url=url))
            return lambda: drive(engine.send(call))

        def work(call: Callable[[], object]) -> Work:
            def some(times: int) -> None:
                for _ in range(times):
                    call()

            def together(times: int) -> None:
                started = [threading.Thread(target=some, args=(times // threads,)) for _ in range(threads)]
                for thread in started:
                    thread.start()
                for thread in started:
                    thread.join()

            return some if threads == 1 else together

        calls: dict[str, Callable[[], object]] = {
            "httpx": lambda: bare_httpx.get(path).json(),
            "urllib3": lambda: bare_urllib3.request("GET", path).json(),
        }
        calls |= {f"ferrule on {engine}": ours(engine) for engine in _BLOCKING}
        calls |= {f"the {engine} engine alone": alone(engine) for engine in _BLOCKING}
        yield {name: work(call) for name, call in calls.items()}
