"""Where each microsecond of a typed call goes, by measured differences.

A step is what a call with it takes beyond one without.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from contextlib import ExitStack
from itertools import pairwise
from typing import Any

import server
from measure import Spread, Timing, Work, interleave, micros, repeat
from report import Report

from engines import a_call
from ferrule.call import Response
from ferrule.engines.choice import choose
from ferrule.engines.connection import Connection
from ferrule.engines.http1 import Incoming, head, split
from ferrule.engines.wire import prepare
from ferrule.policies.pipeline import compose
from ferrule.runtime.aio import AsyncRuntime
from ferrule.runtime.blocking import BlockingRuntime, drive
from ferrule_apis.github import AsyncGitHub, GitHub
from ferrule_apis.github.api.users import get_by_username as module
from policies import NullEngine

_ENGINE = "httptools"
_ARGUMENTS, _MODEL = "arguments to path, query and body", "JSON to model"
_REQUEST, _RESPONSE = "engine: call to bytes", "engine: bytes to response"
_NULL, _BARE = "null engine", "no policies"
_ALONE, _WHOLE = "engine", "whole"


def turns(*, quick: bool) -> int:
    """Turns in all, for the progress bar."""
    return 2 * _size(quick)[0] * (6 + len(GitHub()._session.core.seats) + 2)


def run(*, quick: bool, tick: Callable[[], None]) -> list[Report]:
    """Measure."""
    rounds, times = _size(quick)
    with server.running() as port, asyncio.Runner() as runner, ExitStack() as stack:
        url = f"http://127.0.0.1:{port}"
        worlds = []
        for world in (_Async(runner), _Blocking()):
            how = "blocking" if world.blocking else "async"
            inside = interleave(
                _steps(world), rounds=rounds, times=times, tick=tick, clock=time.process_time, label=how
            )
            sends = _sends(world, url, stack)
            outside = interleave(sends, rounds=rounds, times=times, tick=tick, label=f"{how}, to a server")
            worlds.append(_column(inside, outside))
    rows: list[list[str | float | Spread]] = [[name, *(column[name] for column in worlds)] for name in worlds[0]]
    return [
        Report(
            "steps: where the microseconds of a typed call go",
            ["step, from the engine outwards", "async µs", "blocking µs"],
            rows,
            [
                f"One GET of a GitHub profile with all default policies on the {_ENGINE} engine, 1 in flight; medians of {rounds} rounds of {times} calls.",
                "Measured by themselves, without a network and in processor time, but for the rows on the engine's connection and the typed call.",
                "A policy is what it adds to those within it. Between real sends the processor's caches are cold: the last row but one.",
            ],
        )
    ]


def _size(quick: bool) -> tuple[int, int]:
    return (5, 100) if quick else (21, 300)


def _column(inside: Timing, outside: Timing) -> dict[str, Spread | float]:
    """Microseconds by step."""
    chain = [_BARE, *(name for name in inside.seconds if name.startswith("policy: "))]
    bytes_ = {name: inside.spread(name) for name in (_REQUEST, _RESPONSE)}
    policies = {name: inside.above(name, before) for before, name in pairwise(chain)}
    outermost = {name: inside.spread(name) for name in (_ARGUMENTS, _MODEL)}
    objects = inside.spread(_BARE).median - inside.spread(_NULL).median - outermost[_ARGUMENTS].median
    engine, whole = outside.spread(_ALONE), outside.spread(_WHOLE)
    waits = engine.median - sum(step.median for step in bytes_.values())
    cold = whole.median - engine.median - objects - sum(step.median for step in (policies | outermost).values())
    return {
        **{name: micros(step) for name, step in bytes_.items()},
        "engine: connection, event loop, sockets, the server": waits * 1e6,
        **{name: micros(step) for name, step in policies.items()},
        "look-ups, the call and the result objects": objects * 1e6,
        **{name: micros(step) for name, step in outermost.items()},
        "what all above the engine takes more between real sends": cold * 1e6,
        "a typed call": micros(whole),
    }


class _Async:
    """How work is done in an event loop."""

    blocking = False

    def __init__(self, runner: asyncio.Runner) -> None:
        self._runner = runner

    def client(self, **settings: Any) -> AsyncGitHub:
        return AsyncGitHub(**settings)

    def runtime(self) -> AsyncRuntime:
        return AsyncRuntime(NullEngine())

    def work(self, call: Callable[[], Awaitable[object]]) -> Work:
        async def many(times: int) -> None:
            for _ in range(times):
                await call()

        return lambda times: self._runner.run(many(times))

    def finish(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self._runner.run(work)


class _Blocking:
    """How work is done in a thread."""

    blocking = True

    def client(self, **settings: Any) -> GitHub:
        return GitHub(**settings)

    def runtime(self) -> BlockingRuntime:
        return BlockingRuntime(NullEngine())

    def work(self, call: Callable[[], Any]) -> Work:
        def one() -> None:
            made = call()
            if isinstance(made, Coroutine):
                drive(made)

        return repeat(one)

    def finish(self, work: Coroutine[Any, Any, Any]) -> Any:
        return drive(work)


def _steps(world: Any) -> dict[str, Work]:
    """What waits for nothing."""
    client = world.client(runtime=world.runtime())
    call = a_call(client)
    null = NullEngine()
    response = drive(null.send(call))

    def read() -> Response:
        incoming = Incoming("GET")
        incoming.feed(server._FOUND)
        return incoming.response()

    def to_bytes() -> bytes:
        wire = prepare(call)
        return head(wire, *split(wire.url))

    works = {
        _ARGUMENTS: repeat(lambda: module._get_kwargs("octocat")),
        _MODEL: repeat(lambda: module._parse_success(response, [])),
        _REQUEST: repeat(to_bytes),
        _RESPONSE: repeat(read),
        _NULL: world.work(lambda: null.send(call)),
        _BARE: _within(world, []),
    }
    seats = client._session.core.seats
    for index in reversed(range(len(seats))):
        works[f"policy: {seats[index].name}"] = _within(world, [seat.name for seat in seats[index:]])
    return works


def _within(world: Any, names: Iterable[str]) -> Work:
    """A raw call through some of the policies, over an engine that answers at once."""
    client = world.client(runtime=world.runtime())
    core, kept = client._session.core, set(names)
    core.handler = compose([seat.policy for seat in core.seats if seat.name in kept], core.runtime)
    work: Work = world.work(lambda: client.users.get_by_username.raw("octocat"))
    return work


def _sends(world: Any, url: str, stack: ExitStack) -> dict[str, Work]:
    """What goes to the server and back."""
    client = world.client(base_url=url, engine=_ENGINE)
    engine = choose(_ENGINE, Connection(), blocking=world.blocking).make()
    stack.callback(lambda: world.finish(client._session.core.aclose()))
    stack.callback(lambda: world.finish(engine.aclose()))
    call = a_call(client)
    return {
        _ALONE: world.work(lambda: engine.send(call)),
        _WHOLE: world.work(lambda: client.users.get_by_username("octocat")),
    }
