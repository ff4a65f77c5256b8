"""What else every runtime does, whichever world it waits in."""

from __future__ import annotations

from contextvars import ContextVar

import pytest

from ferrule.runtime.sim import Deadlock
from worlds import World, a_call


def test_random_is_uniform(world: World) -> None:
    """Random numbers lie in [0, 1) and differ."""
    numbers = [world.runtime.random() for _ in range(50)]
    assert all(0 <= number < 1 for number in numbers)
    assert len(set(numbers)) == 50


def test_send_reaches_the_engine(world: World) -> None:
    """Sending returns the engine's response and raises its errors; a timeout bounds it."""
    world.script(204, LookupError("lost"), world.after(5.0, 200))

    async def scenario() -> None:
        assert (await world.runtime.send(a_call())).status_code == 204
        with pytest.raises(LookupError):
            await world.runtime.send(a_call())
        with pytest.raises(TimeoutError):
            with world.runtime.timeout(1.0):
                await world.runtime.send(a_call())

    world.run(scenario)


def test_closing_stops_spawned_work(world: World) -> None:
    """Closing cancels what still runs beside, and may be repeated."""
    seen: list[str] = []

    async def scenario() -> None:
        async def work() -> None:
            try:
                await world.runtime.sleep(50)
            finally:
                seen.append("stopped")

        world.runtime.spawn(work)
        await world.runtime.sleep(1)
        await world.runtime.aclose()
        await world.runtime.aclose()

    world.run(scenario)
    assert seen == ["stopped"]
    assert world.runtime.now() == 1.0


def test_one_runtime_serves_several_runs(world: World) -> None:
    """Time and events live on from one run (one asyncio loop) to the next."""
    event = world.runtime.event()

    async def first() -> None:
        await world.runtime.sleep(1)
        with pytest.raises(TimeoutError):
            with world.runtime.timeout(2.0):
                await event.wait()

    async def second() -> float:
        event.set()
        await event.wait()
        await world.runtime.sleep(1)
        return world.runtime.now()

    world.run(first)
    assert world.run(second) == 3.0


def test_a_wait_that_nothing_can_end_is_reported(world: World) -> None:
    """The test worlds raise where a program would hang."""

    async def scenario() -> None:
        await world.runtime.event().wait()

    with pytest.raises(Deadlock):
        world.run(scenario)


def test_offloaded_work_returns_and_raises(world: World) -> None:
    """Work that blocks gives back what it returns or raises, and sees the context of its caller."""
    variable: ContextVar[str] = ContextVar("variable")

    async def scenario() -> None:
        variable.set("mine")
        assert await world.runtime.offload(variable.get) == "mine"
        with pytest.raises(KeyError):
            await world.runtime.offload(lambda: {}["missing"])
        assert world.runtime.now() == 0

    world.run(scenario)
