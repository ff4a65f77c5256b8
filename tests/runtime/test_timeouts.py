"""Many timeouts share one timer: none is early or late, and those that end in time leave nothing behind."""

from __future__ import annotations

import asyncio
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ferrule.runtime.aio import AsyncRuntime
from ferrule.runtime.timeouts import Timeouts
from worlds import World


class Loop:
    """An event loop's timers, on virtual time that only `advance` moves."""

    def __init__(self) -> None:
        self.now = 0.0
        self.fired = 0
        self.timers: list[Timer] = []

    def call_later(self, seconds: float, act: Any) -> Timer:
        timer = Timer(self, self.now + seconds, act)
        self.timers.append(timer)
        return timer

    def advance(self, to: float) -> None:
        while due := [timer for timer in self.timers if timer.at <= to]:
            first = min(due, key=lambda timer: timer.at)
            self.timers.remove(first)
            self.now = max(self.now, first.at)
            self.fired += 1
            first.act()
        self.now = to


class Timer:
    """What `call_later` returns."""

    def __init__(self, loop: Loop, at: float, act: Any) -> None:
        self.loop, self.at, self.act = loop, at, act

    def cancel(self) -> None:
        self.loop.timers.remove(self)


class Expiring:
    """A timeout that notes when it expired."""

    def __init__(self, loop: Loop, at: float) -> None:
        self.loop, self.at, self.expired = loop, at, math.inf

    def expire(self) -> None:
        assert self.expired == math.inf, "expired twice"
        self.expired = self.loop.now


@given(st.lists(st.tuples(st.floats(0, 10), st.floats(0, 10), st.booleans()), max_size=30))
def test_each_expires_at_its_time(plan: list[tuple[float, float, bool]]) -> None:
    """Whatever is added and taken out when, what stays expires within a millisecond of its time, and nothing else."""
    loop = Loop()
    timeouts = Timeouts(loop, lambda: loop.now)  # type: ignore[arg-type]
    stays, over = [], []
    for pause, seconds, ends in plan:
        loop.advance(loop.now + pause)
        one = Expiring(loop, loop.now + seconds)
        timeouts.add(one)  # type: ignore[arg-type]
        if ends:
            timeouts.discard(one)  # type: ignore[arg-type]
            over.append(one)
        else:
            stays.append(one)
    loop.advance(loop.now + 30)
    assert all(abs(one.expired - one.at) <= 0.001 + 1e-9 for one in stays)
    assert all(one.expired == math.inf for one in over)
    assert not loop.timers


def test_calls_one_after_the_other_share_a_timer() -> None:
    """A thousand calls a second, each well within ten seconds, make the loop look after them once in ten seconds."""
    loop = Loop()
    timeouts = Timeouts(loop, lambda: loop.now)  # type: ignore[arg-type]
    for turn in range(30_000):
        one = Expiring(loop, loop.now + 10)
        timeouts.add(one)  # type: ignore[arg-type]
        loop.advance(turn / 1000)
        timeouts.discard(one)  # type: ignore[arg-type]
        assert len(loop.timers) == 1
    assert loop.fired <= 3


def test_a_herd_that_times_out_is_not_looked_through_for_each() -> None:
    """Ten thousand timeouts within a tenth of a second take about a hundred looks, not ten thousand."""
    loop = Loop()
    timeouts = Timeouts(loop, lambda: loop.now)  # type: ignore[arg-type]
    herd = [Expiring(loop, 1 + place / 100_000) for place in range(10_000)]
    for one in herd:
        timeouts.add(one)  # type: ignore[arg-type]
    loop.advance(2)
    assert all(one.expired < math.inf for one in herd)
    assert loop.fired <= 101


def test_each_loop_has_its_own() -> None:
    """A runtime used in one loop after the other keeps time in each."""
    runtime = AsyncRuntime(World())

    async def main() -> None:
        with pytest.raises(TimeoutError), runtime.timeout(runtime.now()):
            await asyncio.sleep(60)

    asyncio.run(main())
    asyncio.run(main())


def test_a_timeout_needs_a_task() -> None:
    """In a callback of the loop there is nothing to interrupt, and the error says so."""
    runtime, loop = AsyncRuntime(World()), asyncio.new_event_loop()
    said: list[str] = []

    def callback() -> None:
        try:
            with runtime.timeout(runtime.now() + 60):
                said.append("entered")
        except RuntimeError as error:
            said.append(str(error))
        loop.stop()

    loop.call_soon(callback)
    loop.run_forever()
    loop.close()
    assert said == ["a timeout needs a task to interrupt"]
