"""What the default policies cost: a call over an engine that answers at once, with and without them, and each by itself."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

import samples
from measure import Spread, Timing, Work, interleave, micros, repeat
from report import Budget, Report

from ferrule.call import Call, Response
from ferrule.pipeline import compose
from ferrule.runtime.aio import AsyncRuntime
from ferrule.runtime.blocking import BlockingRuntime
from ferrule_apis.github import AsyncGitHub, GitHub

_FIVE = frozenset({"observe", "deadline", "retry", "breaker", "concurrency"})  # those that the target names
_NONE, _SOME, _ALL = "no policies", "the five of the target", "all default policies"


def turns(*, quick: bool) -> int:
    """Turns in all, for the progress bar."""
    return 2 * _size(quick)[0] * (3 + 2 * len(_default_policies()))


def run(*, quick: bool, tick: Callable[[], None]) -> list[Report]:
    """Measure."""
    rounds, times = _size(quick)
    names = _default_policies()
    with asyncio.Runner() as runner:
        in_async = _interleave(lambda keep: _async_work(runner, keep), rounds, times, tick)
    blocking = _interleave(_blocking_work, rounds, times, tick)
    worlds = (in_async, blocking)
    totals: list[list[str | float | Spread]] = [
        [
            name,
            *(micros(timing.spread(name)) for timing in worlds),
            *(micros(timing.above(name, _NONE)) for timing in worlds),
        ]
        for name in (_NONE, _SOME, _ALL)
    ]
    each: list[list[str | float | Spread]] = [
        [name, *_marginal(in_async, name), *_marginal(blocking, name)] for name in names
    ]
    return [
        Report(
            "policies: a raw call over an engine that answers at once",
            ["", "async µs", "blocking µs", "async, above none", "blocking, above none"],
            totals,
            [
                f"{rounds} rounds of {times} calls, variants in turns, in processor time. Medians, quartiles in brackets; `above none` is taken round by round."
            ],
            [
                Budget(f"{name}, async, above none", "µs", 60.0, in_async.above(name, _NONE).median * 1e6)
                for name in (_SOME, _ALL)
            ],
        ),
        Report(
            "policies: what each costs",
            [
                "policy",
                "async: alone adds",
                "async: leaving it out saves",
                "blocking: alone adds",
                "blocking: leaving it out saves",
            ],
            each,
            ["µs a call. The columns differ where policies work together: no deadline is no timer to set."],
        ),
    ]


def _size(quick: bool) -> tuple[int, int]:
    return (5, 100) if quick else (31, 300)


def _marginal(timing: Timing, name: str) -> list[str | float | Spread]:
    return [micros(timing.above(f"{name} alone", _NONE)), micros(timing.above(_ALL, f"without {name}"))]


def _default_policies() -> list[str]:
    return [seat.name for seat in GitHub()._core.seats]


class NullEngine:
    """Answers at once, with a new response each time."""

    def __init__(self) -> None:
        self._body = samples.profile()
        fields = [*samples.HEADERS, ("Cache-Control", "no-store")]
        self._headers = [(name.encode(), value.encode()) for name, value in fields]

    async def send(self, call: Call) -> Response:
        return Response(200, self._headers, self._body)

    async def aclose(self) -> None:
        pass


Keep = Callable[[str], bool]
"""Whether a policy stays, by name."""


def _interleave(work: Callable[[Keep], Work], rounds: int, times: int, tick: Callable[[], None]) -> Timing:
    found = {
        _NONE: work(lambda policy: False),
        _SOME: work(lambda policy: policy in _FIVE),
        _ALL: work(lambda policy: True),
    }
    for name in _default_policies():
        found[f"{name} alone"] = work(lambda policy, name=name: policy == name)  # type: ignore[misc]
        found[f"without {name}"] = work(lambda policy, name=name: policy != name)  # type: ignore[misc]
    return interleave(found, rounds=rounds, times=times, tick=tick, clock=time.process_time)


def _async_work(runner: asyncio.Runner, keep: Keep) -> Work:
    client = AsyncGitHub(runtime=AsyncRuntime(NullEngine()))
    _leave(client, keep)
    call = client.users.get_by_username.raw

    async def repeat_async(times: int) -> None:
        for _ in range(times):
            await call("octocat")

    return lambda times: runner.run(repeat_async(times))


def _blocking_work(keep: Keep) -> Work:
    client = GitHub(runtime=BlockingRuntime(NullEngine()))
    _leave(client, keep)
    return repeat(lambda: client.users.get_by_username.raw("octocat"))


def _leave(client: AsyncGitHub | GitHub, keep: Keep) -> None:
    """Some of the policies: settings can take out few of them, as calls need most to be right."""
    core = client._core
    core.handler = compose([seat.policy for seat in core.seats if keep(seat.name)], core.runtime)
