"""Streams: a gigabyte from nginx to nowhere, and events, in turns with what others have for that."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import aiohttp
import httpx
import nginx
import sdks
from measure import Spread, Timing, Work, interleave, repeat
from report import Budget, Report
from sdks import OURS

from ferrule.engines.choice import EngineName
from ferrule_apis.github import AsyncGitHub, GitHub

_ASSET = ("octocat", "hello-world", 1)
_EVENTS = 5000  # of each stream
_SITUATIONS = {
    "to models, one thread": ("events 1", ("openai", "httpx-sse")),
    "as text, one thread": ("texts 1", ("httpx-sse",)),
}
_ROUND = 5
_ASYNC: tuple[EngineName, ...] = ("httptools", "aiohttp", "httpx")
_BLOCKING: tuple[EngineName, ...] = ("httptools", "httpx")


def turns(*, quick: bool) -> int:
    """Turns in all, for the progress bar."""
    rounds, _ = _size(quick)
    clients = 2 + len(_BLOCKING) + 2 + len(_ASYNC) if nginx.is_installed() else 0
    return min(rounds, _ROUND) * clients + sdks.turns(_SITUATIONS, rounds)


def run(*, quick: bool, tick: Callable[[], None]) -> list[Report]:
    """Measure."""
    return [*_large(quick=quick, tick=tick), _events(quick=quick, tick=tick)]


def _large(*, quick: bool, tick: Callable[[], None]) -> Iterator[Report]:
    if not nginx.is_installed():
        return
    rounds = min(_size(quick)[0], _ROUND)
    rows: list[list[str | float | Spread]] = []
    budgets: list[Budget] = []
    with nginx.running() as port:
        for world, clients, peer, limit in (
            ("blocking", _blocking_clients, "raw socket", 0.7), ("async", _async_clients, "aiohttp", 0.9),
        ):  # fmt: skip
            with clients(port) as works:
                timing = interleave(works, rounds=rounds, times=1, tick=tick, label=world)
            rows += [[world if at == 0 else "", *row] for at, row in enumerate(_rates(timing, peer))]
            ratio = timing.ratio("ferrule on httptools", peer).median
            budgets.append(Budget(f"1 GB, {world}, time of {peer}'s", "", 1 / limit, ratio))
    yield Report(
        "streams: 1 GB from nginx to nowhere", ["world", "client", "MB a second", "of its peer's"], rows,
        [f"{rounds} rounds, clients in turns; `.stream(…).bytes()`, no decoding. Medians, quartiles in brackets."], budgets,
    )  # fmt: skip


def _rates(timing: Timing, peer: str) -> Iterator[list[str | float | Spread]]:
    for name, seconds in timing.seconds.items():
        rate = Spread.of([nginx.GIGABYTE / 1e6 / one for one in seconds])
        yield [name, rate, timing.ratio(peer, name)]


@contextmanager
def _blocking_clients(port: int) -> Iterator[dict[str, Work]]:
    url = f"http://127.0.0.1:{port}"

    def raw() -> None:
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.sendall(f"GET /{nginx.LARGE} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
            count = 0
            while part := connection.recv(65_536):
                count += len(part)
        assert count > nginx.GIGABYTE, count

    with ExitStack() as stack:
        bare = stack.enter_context(httpx.Client())

        def bare_httpx() -> None:
            with bare.stream("GET", f"{url}/{nginx.LARGE}") as response:
                _whole(sum(map(len, response.iter_raw())))

        def ours(engine: EngineName) -> Callable[[], None]:
            client = stack.enter_context(GitHub(base_url=url, engine=engine))

            def read() -> None:
                with client.repos.get_release_asset.stream(*_ASSET) as body:
                    _whole(sum(map(len, body.bytes())))

            return read

        calls = {"raw socket": raw, "httpx": bare_httpx} | {f"ferrule on {name}": ours(name) for name in _BLOCKING}
        yield {name: repeat(call) for name, call in calls.items()}


@contextmanager
def _async_clients(port: int) -> Iterator[dict[str, Work]]:
    url = f"http://127.0.0.1:{port}"
    with ExitStack() as stack:
        runner = stack.enter_context(asyncio.Runner())

        def opened(client: Any) -> Any:
            stack.callback(lambda: runner.run(client.__aexit__(None, None, None)))
            return runner.run(client.__aenter__())

        async def session() -> aiohttp.ClientSession:
            return aiohttp.ClientSession()  # wants a running loop

        bare_aiohttp, bare = opened(runner.run(session())), opened(httpx.AsyncClient())

        async def read_aiohttp() -> None:
            async with bare_aiohttp.get(f"{url}/{nginx.LARGE}") as response:
                _whole(await _length(response.content.iter_any()))

        async def read_httpx() -> None:
            async with bare.stream("GET", f"{url}/{nginx.LARGE}") as response:
                _whole(await _length(response.aiter_raw()))

        def ours(engine: EngineName) -> Callable[[], Awaitable[None]]:
            client = opened(AsyncGitHub(base_url=url, engine=engine))

            async def read() -> None:
                async with client.repos.get_release_asset.stream(*_ASSET) as body:
                    _whole(await _length(body.bytes()))

            return read

        async def many(call: Callable[[], Awaitable[None]], times: int) -> None:
            for _ in range(times):
                await call()

        def work(call: Callable[[], Awaitable[None]]) -> Work:
            return lambda times: runner.run(many(call, times))

        calls = {"aiohttp": read_aiohttp, "httpx": read_httpx} | {f"ferrule on {name}": ours(name) for name in _ASYNC}
        yield {name: work(call) for name, call in calls.items()}


async def _length(parts: AsyncIterator[bytes]) -> int:
    count = 0
    async for part in parts:
        count += len(part)
    return count


def _whole(count: int) -> None:
    assert count == nginx.GIGABYTE, count


def _events(*, quick: bool, tick: Callable[[], None]) -> Report:
    rounds, times = _size(quick)
    rows: list[list[str | float | Spread]] = []
    budgets: list[Budget] = []
    for title, timing in sdks.measure(_SITUATIONS, rounds=rounds, times=lambda _: times, tick=tick):
        for name, seconds in timing.seconds.items():
            a_second = Spread.of([_EVENTS / one for one in seconds])
            more: str | Spread = "" if name == OURS else timing.ratio(name, OURS)
            rows.append([title if name == OURS else "", name, a_second, more])
            if name == "openai" or (name == "httpx-sse" and title.startswith("as text")):
                budgets.append(Budget(f"events {title}, time of {name}'s", "", 1 / 3, timing.ratio(OURS, name).median))
    return Report(
        "streams: 5,000 events of 240 bytes, each in a chunk of its own",
        ["how", "SDK", "events a second", "Ferrule's, of it"],
        rows,
        [
            f"{rounds} rounds of {times} streams, SDKs in turns, each in its own process. Medians, quartiles in brackets.",
            "Ferrule and openai go on to models; httpx-sse has no models, and stops at parsed JSON.",
            *sdks.missing(_SITUATIONS),
        ],
        budgets,
    )


def _size(quick: bool) -> tuple[int, int]:
    return (3, 1) if quick else (11, 4)
