"""Engines outlive loops, and start anew in forked children."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from typing import TypeAlias

import pytest

from engines.server import OK, Peer, answering, serving
from engines.sides import Side
from ferrule.engines.aiohttp import AiohttpEngine
from ferrule.engines.connection import Connection
from ferrule.engines.httptools import HttptoolsEngine
from ferrule.engines.httpx import HttpxEngine
from ferrule.runtime.blocking import drive
from worlds import a_call


def test_engine_may_be_used_again_after_closing(side: Side) -> None:
    """Closing closes connections, twice does no harm, and a later call opens new ones."""

    async def scenario() -> None:
        await side.runtime.aclose()
        await side.runtime.send(a_call(url=server.url))
        await side.runtime.aclose()
        await side.runtime.aclose()
        await side.until_closed(server, after=1)
        await side.runtime.send(a_call(url=server.url))

    with serving(answering()) as server:
        side.run(scenario)
        assert server.accepted == 2


def test_idle_connections_are_closed_in_time(side: Side) -> None:
    """Not only when the next call comes, which may be never; then it works again."""
    side = side.over(Connection(keepalive_expiry=0.02))

    async def scenario() -> None:
        for _ in range(2):
            tasks = [side.runtime.spawn(lambda: side.runtime.send(a_call(url=server.url))) for _ in range(2)]
            for task in tasks:
                await task.join()
            await side.until_closed(server, after=1)

    with serving(answering()) as server:
        side.run(scenario)


def test_those_that_expire_later_are_closed_later(side: Side) -> None:
    """Each in its time: one that is used again and again stays."""
    if side.engine == "aiohttp":
        pytest.skip("uses those first that were idle for longest, so that all stay")
    side = side.over(Connection(keepalive_expiry=0.1))
    left = threading.Event()
    both = threading.Barrier(2)
    peers: list[Peer] = []

    def behave(peer: Peer) -> None:
        peers.append(peer)
        while (request := peer.request()) is not None:
            if b"/both" in request[0]:
                both.wait(30)
            peer.send(OK)
        left.set()

    async def scenario() -> None:
        tasks = [side.runtime.spawn(lambda: side.runtime.send(a_call(url=f"{server.url}/both"))) for _ in range(2)]
        for task in tasks:
            await task.join()
        while not left.is_set():  # one of them expires
            await side.runtime.send(a_call(url=server.url))
            await side.runtime.sleep(0.001)
        await side.runtime.send(a_call(url=server.url))
        assert len(peers) <= 3  # a busy machine may have been too slow to use the other one in time

    with serving(behave) as server:
        side.run(scenario)


def test_call_outlives_closing(side: Side) -> None:
    """A call that is under way when its engine closes ends as usual; its connection is not kept."""
    if side.engine == "aiohttp":
        pytest.skip("its session ends the calls")
    asked, release = threading.Event(), threading.Event()
    answers: list[bytes] = []

    def behave(peer: Peer) -> None:
        while peer.request() is not None:
            asked.set()
            release.wait(60)
            peer.send(OK)

    async def call() -> None:
        answers.append((await side.runtime.send(a_call(url=server.url))).content)

    async def scenario() -> None:
        if side.name == "blocking":
            thread = threading.Thread(target=lambda: drive(call()))
            thread.start()
        else:
            task = asyncio.create_task(call())
        while not asked.is_set():
            await side.runtime.sleep(0)
        await side.runtime.aclose()
        release.set()
        if side.name == "blocking":
            thread.join()
        else:
            await task
        await side.until_closed(server, after=1)

    with serving(behave) as server:
        side.run(scenario)
    assert answers == [b"ok"]


PER_LOOP = pytest.mark.parametrize("engine_class", [HttpxEngine, HttptoolsEngine, AiohttpEngine])
EngineClass: TypeAlias = type[HttpxEngine | HttptoolsEngine | AiohttpEngine]


@PER_LOOP
def test_each_loop_has_connections_of_its_own(engine_class: EngineClass) -> None:
    """One engine serves one asyncio.run after the other; the end of a loop closes what it opened."""
    engine = engine_class()
    with serving(answering()) as server:
        for number in (1, 2, 3):
            assert asyncio.run(engine.send(a_call(url=server.url))).content == b"ok"
            server.wait_until_all_closed(after=number)


@PER_LOOP
def test_loops_in_several_threads(engine_class: EngineClass) -> None:
    """Loops in threads use one engine at the same time."""
    engine = engine_class()
    answers: list[bytes] = []

    async def calls() -> None:
        answers.extend([(await engine.send(a_call(url=server.url))).content for _ in range(5)])

    with serving(answering()) as server:
        threads = [threading.Thread(target=lambda: asyncio.run(calls())) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert server.accepted == 4
    assert answers == [b"ok"] * 20


def test_loop_that_is_dropped_is_forgotten() -> None:
    """Of a loop that was closed without its shutdown nothing is kept once the next one begins."""
    engine = HttpxEngine()
    with serving(answering(OK.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))) as server:
        dropped = asyncio.new_event_loop()
        dropped.run_until_complete(engine.send(a_call(url=server.url)))
        dropped.close()
        asyncio.run(engine.send(a_call(url=server.url)))
        assert dropped not in engine._homes._loops


@pytest.mark.parametrize("engine", ["httpx", "httptools"])
def test_forked_child_opens_its_own_connections(engine: str) -> None:
    """A child does not use its parent's connections, and leaves them usable."""
    program = """
import asyncio, os, sys, warnings
warnings.simplefilter("ignore", DeprecationWarning)
from ferrule.engines.choice import choose
from ferrule.engines.connection import Connection
from ferrule.runtime.blocking import drive
from worlds import a_call
call = a_call(url=sys.argv[1])
blocking, asynchronous = (choose(sys.argv[2], Connection(), blocking=blocking).make() for blocking in (True, False))

def send_both(loop):
    assert drive(blocking.send(call)).content == b"ok"
    assert loop.run_until_complete(asynchronous.send(call)).content == b"ok"

async def close_both():
    await asynchronous.aclose()
    await blocking.aclose()

loop = asyncio.new_event_loop()
send_both(loop)
if (child := os.fork()) == 0:
    own = asyncio.new_event_loop()
    send_both(own)
    own.run_until_complete(close_both())
    own.close()
    os._exit(0)
assert os.waitpid(child, 0)[1] == 0
send_both(loop)
loop.run_until_complete(close_both())
loop.close()
"""
    with serving(answering()) as server:
        command = [sys.executable, "-W", "always", "-c", program, server.url, engine]
        ended = subprocess.run(command, timeout=120, check=False, capture_output=True, text=True, cwd="tests")
        assert (ended.returncode, ended.stderr) == (0, "")
        assert server.accepted == 4
