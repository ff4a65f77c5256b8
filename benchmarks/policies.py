"""What policies cost, by calls over an engine that answers at once.

With the default ones, without any, with each, and with each opt-in one.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from functools import partial

import samples
from measure import Spread, Timing, Work, interleave, micros, repeat
from report import Budget, Report

from ferrule import Chaos, Concurrency, Fallback, Hedge, Policies, RateLimit
from ferrule.call import Call, Response
from ferrule.policies.adaptive import Adaptive
from ferrule.policies.pipeline import Next, compose
from ferrule.runtime.aio import AsyncRuntime
from ferrule.runtime.base import Runtime
from ferrule.runtime.blocking import BlockingRuntime
from ferrule_apis.github import AsyncGitHub, GitHub

_FIVE = frozenset({"observe", "deadline", "retry", "breaker", "concurrency"})  # those that the target names
_NONE, _SOME, _ALL = "no policies", "the five of the target", "all default policies"


def turns(*, quick: bool) -> int:
    """Turns in all, for the progress bar."""
    return 2 * _size(quick)[0] * (3 + 2 * len(_default_policies()) + 1 + len(_opt_in()))


def run(*, quick: bool, tick: Callable[[], None]) -> list[Report]:
    """Measure."""
    rounds, times = _size(quick)
    names = _default_policies()
    with asyncio.Runner() as runner:
        turns = partial(interleave, rounds=rounds, times=times, tick=tick, clock=time.process_time)
        in_async = turns(_variants(lambda keep: _async_work(runner, Policies(), keep)), label="async")
        opted_async = turns(_each(lambda policies: _async_work(runner, policies)), label="async, opt-in")
    blocking = turns(_variants(lambda keep: _blocking_work(Policies(), keep)), label="blocking")
    opted_blocking = turns(_each(_blocking_work), label="blocking, opt-in")
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
        Report(
            "policies: what each opt-in one adds to all default policies",
            ["policy", "async µs", "blocking µs"],
            [
                [name, micros(opted_async.above(name, _ALL)), micros(opted_blocking.above(name, _ALL))]
                for name in _opt_in()
            ],
            ["None of them has anything to do but watch: no request is slow, none fails, no limit is reached."],
        ),
    ]


def _size(quick: bool) -> tuple[int, int]:
    return (5, 100) if quick else (31, 300)


def _marginal(timing: Timing, name: str) -> list[str | float | Spread]:
    return [micros(timing.above(f"{name} alone", _NONE)), micros(timing.above(_ALL, f"without {name}"))]


def _default_policies() -> list[str]:
    return [seat.name for seat in GitHub()._session.core.seats]


async def _hook(call: Call, next: Next, runtime: Runtime) -> Response:
    return await next(call)


def _opt_in() -> dict[str, Policies]:
    never = 1e-12
    return {
        "hedging, Hedge(after=1.0)": Policies(hedge=Hedge(after=1.0)),
        "fallback": Policies(fallback=Fallback(answer=Response(200, []))),
        "adaptive concurrency": Policies(concurrency=Concurrency(adaptive=Adaptive())),
        "a rate limit of the client's own": Policies(rate_limit=RateLimit(rate=1e6)),
        "chaos, armed and not striking": Policies(chaos=Chaos(fault_rate=never)),
        "one middleware": Policies(middleware=(_hook,)),
    }


class NullEngine:
    """Answers at once, with a new response each time."""

    def __init__(self, cache_control: str = "no-store") -> None:
        self._body = samples.profile()
        fields = [*samples.HEADERS, ("Cache-Control", cache_control)]
        self._headers = [(name.encode(), value.encode()) for name, value in fields]

    async def send(self, call: Call) -> Response:
        return Response(200, self._headers, self._body)

    async def aclose(self) -> None:
        pass


Keep = Callable[[str], bool]
"""Whether a policy stays, by name."""


def _variants(work: Callable[[Keep], Work]) -> dict[str, Work]:
    found = {
        _NONE: work(lambda policy: False),
        _SOME: work(lambda policy: policy in _FIVE),
        _ALL: work(lambda policy: True),
    }
    for name in _default_policies():
        found[f"{name} alone"] = work(lambda policy, name=name: policy == name)  # type: ignore[misc]
        found[f"without {name}"] = work(lambda policy, name=name: policy != name)  # type: ignore[misc]
    return found


def _each(work: Callable[[Policies], Work]) -> dict[str, Work]:
    return {_ALL: work(Policies())} | {name: work(policies) for name, policies in _opt_in().items()}


def _async_work(runner: asyncio.Runner, policies: Policies, keep: Keep = lambda policy: True) -> Work:
    client = AsyncGitHub(policies=policies, runtime=AsyncRuntime(NullEngine()))
    _leave(client, keep)
    call = client.users.get_by_username.raw

    async def repeat_async(times: int) -> None:
        for _ in range(times):
            await call("octocat")

    return lambda times: runner.run(repeat_async(times))


def _blocking_work(policies: Policies, keep: Keep = lambda policy: True) -> Work:
    client = GitHub(policies=policies, runtime=BlockingRuntime(NullEngine()))
    _leave(client, keep)
    return repeat(lambda: client.users.get_by_username.raw("octocat"))


def _leave(client: AsyncGitHub | GitHub, keep: Keep) -> None:
    """Some of the policies: settings can take out few of them, as calls need most to be right."""
    core = client._session.core
    core.handler = compose([seat.policy for seat in core.seats if keep(seat.name)], core.runtime)
