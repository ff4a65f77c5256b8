"""A typed call against its peers, over one loopback server: async with 1, 10 and 100 calls in flight, and blocking."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import aiohttp
import httpx
import server
import stock
from measure import Spread, Timing, Work, interleave, micros, repeat
from report import Budget, Report

from ferrule_apis.github import AsyncGitHub, GitHub

_IN_FLIGHT = (1, 10, 100)
_PEER = "httpx"
_OURS = "ferrule"
_HIT = "ferrule, fresh cache hit"


def turns(*, quick: bool) -> int:
    """Turns in all, for the progress bar."""
    rounds, _ = _size(quick)
    return rounds * (5 + 4 + 5 + 3)


def run(*, quick: bool, tick: Callable[[], None]) -> list[Report]:
    """Measure."""
    rounds, times = _size(quick)
    stock.generate()
    rows: list[list[str | float | Spread]] = []
    ratios: dict[str, float] = {}
    with server.running() as port:
        url = f"http://127.0.0.1:{port}"
        for in_flight in (*_IN_FLIGHT, 0):
            opened = _async_clients(url, in_flight) if in_flight else _blocking_clients(url)
            with opened as contenders:
                title = f"async, {in_flight} in flight" if in_flight else "blocking"
                timing = interleave(contenders, rounds=rounds, times=times, tick=tick, label=title)
            rows += _rows(title, timing, server.ceiling(port, in_flight or 1, 2000))
            if in_flight == 1:
                ratios = {name: timing.ratio(name, _PEER).median for name in (_OURS, _HIT)}
    return [
        Report(
            "calls: one GET of a GitHub profile",
            ["how", "client", "µs a call", f"of {_PEER}"],
            rows,
            [
                f"{rounds} rounds of {times} calls, clients in turns. Medians, quartiles in brackets; ratios are taken round by round.",
                "All with their defaults (httpx keeps 20 of its 100 connections open, Ferrule all). httpx and aiohttp stop at",
                "parsed JSON, stock and Ferrule go on to a model; Ferrule has its default policies.",
            ],
            [
                Budget("typed call, of bare httpx, async, 1 in flight", "", 0.95, ratios[_OURS]),
                Budget("fresh cache hit, of bare httpx, async, 1 in flight", "", 0.05, ratios[_HIT]),
            ],
        )
    ]


def _size(quick: bool) -> tuple[int, int]:
    return (5, 100) if quick else (15, 300)


def _rows(title: str, timing: Timing, ceiling: float) -> list[list[str | float | Spread]]:
    raw: list[str | float | Spread] = [title, "raw socket: what the server can do", ceiling * 1e6, ""]
    return [raw, *(["", name, micros(timing.spread(name)), timing.ratio(name, _PEER)] for name in timing.seconds)]


@contextmanager
def _async_clients(url: str, in_flight: int) -> Iterator[dict[str, Work]]:
    from stock_github import Client  # generated a moment ago
    from stock_github.api.users import usersget_by_username as stock_operation

    path = f"{url}/users/octocat"
    with ExitStack() as stack:
        runner = stack.enter_context(asyncio.Runner())

        def opened(client: Any) -> Any:
            stack.callback(lambda: runner.run(client.__aexit__(None, None, None)))
            return runner.run(client.__aenter__())

        async def session() -> aiohttp.ClientSession:
            return aiohttp.ClientSession()  # wants a running loop

        def httpx_call(client: httpx.AsyncClient) -> Callable[[], Awaitable[object]]:
            async def call() -> object:
                return (await client.get(path)).json()

            return call

        aiohttp_client = opened(runner.run(session()))
        stock_client = opened(Client(base_url=url))
        ours = opened(AsyncGitHub(base_url=url))

        async def aiohttp_call() -> object:
            async with aiohttp_client.get(path) as response:
                return await response.json()

        calls: dict[str, Callable[[], Awaitable[object]]] = {
            _PEER: httpx_call(opened(httpx.AsyncClient())),
            "aiohttp": aiohttp_call,
            "stock openapi-python-client": lambda: stock_operation.asyncio("octocat", client=stock_client),
            _OURS: lambda: ours.users.get_by_username("octocat"),
        }
        if in_flight == 1:
            calls[_HIT] = lambda: ours.users.get_by_username("reusable")
        if in_flight > 20:
            limits = httpx.Limits(max_connections=100, max_keepalive_connections=100)
            calls["httpx, 100 kept open"] = httpx_call(opened(httpx.AsyncClient(limits=limits)))

        def work(call: Callable[[], Awaitable[object]]) -> Work:
            return lambda times: runner.run(_many(call, times, in_flight))

        yield {name: work(call) for name, call in calls.items()}


async def _many(call: Callable[[], Awaitable[object]], times: int, in_flight: int) -> None:
    async def worker() -> None:
        for _ in range(times // in_flight):
            await call()

    if in_flight == 1:
        await worker()
    else:
        await asyncio.gather(*(worker() for _ in range(in_flight)))


@contextmanager
def _blocking_clients(url: str) -> Iterator[dict[str, Work]]:
    from stock_github import Client
    from stock_github.api.users import usersget_by_username as stock_operation

    path = f"{url}/users/octocat"
    with httpx.Client() as bare, Client(base_url=url) as stock_client, GitHub(base_url=url) as ours:
        yield {
            _PEER: repeat(lambda: bare.get(path).json()),
            "stock openapi-python-client": repeat(lambda: stock_operation.sync("octocat", client=stock_client)),
            _OURS: repeat(lambda: ours.users.get_by_username("octocat")),
        }
