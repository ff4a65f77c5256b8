"""Sleeping, deadlines and events, alike in every world."""

from __future__ import annotations

import math
from asyncio import CancelledError

import pytest

from worlds import EPOCH, World


def test_sleep_takes_its_time(world: World) -> None:
    """Sleeping moves both clocks by the seconds asked for; nothing, or less, does not."""

    async def scenario() -> None:
        await world.runtime.sleep(1.5)
        await world.runtime.sleep(0)
        await world.runtime.sleep(-1)
        assert (world.runtime.now(), world.runtime.wall()) == (1.5, EPOCH + 1.5)

    world.run(scenario)


def test_timeout_interrupts_a_wait(world: World) -> None:
    """A block whose time comes is left by TimeoutError, at that time."""

    async def scenario() -> None:
        with pytest.raises(TimeoutError):
            with world.runtime.timeout(2.0):
                await world.runtime.sleep(10)
        assert world.runtime.now() == 2.0
        await world.runtime.sleep(5)  # nothing of it is left

    world.run(scenario)


def test_timeout_beats_a_wait_that_ends_with_it(world: World) -> None:
    """Where a wait ends at the very moment the time does, the time is up."""

    async def scenario() -> None:
        with pytest.raises(TimeoutError):
            with world.runtime.timeout(2.0):
                await world.runtime.sleep(2.0)

    world.run(scenario)


def test_block_that_ends_in_time_is_left_alone(world: World) -> None:
    """A block that ends before its time is not interrupted, nor is what follows it."""

    async def scenario() -> None:
        with world.runtime.timeout(2.0):
            await world.runtime.sleep(1)
        await world.runtime.sleep(5)
        assert world.runtime.now() == 6.0

    world.run(scenario)


def test_no_timeout_is_free(world: World) -> None:
    """An infinite timeout never interrupts."""

    async def scenario() -> None:
        with world.runtime.timeout(math.inf):
            await world.runtime.sleep(1e6)

    world.run(scenario)


def test_timeout_in_the_past_interrupts_the_first_wait(world: World) -> None:
    """A time already over stops a block at its first wait; a block that never waits completes."""

    async def scenario() -> None:
        await world.runtime.sleep(5)
        with world.runtime.timeout(1.0):
            pass
        with pytest.raises(TimeoutError):
            with world.runtime.timeout(1.0):
                await world.runtime.sleep(1)
        assert world.runtime.now() == 5.0

    world.run(scenario)


def test_inner_timeout_is_converted_by_the_inner_block_alone(world: World) -> None:
    """The inner block's time comes first: it alone ends, and the outer one goes on."""

    async def scenario() -> None:
        with world.runtime.timeout(10.0):
            with pytest.raises(TimeoutError):
                with world.runtime.timeout(1.0):
                    await world.runtime.sleep(5)
            await world.runtime.sleep(3)
        assert world.runtime.now() == 4.0

    world.run(scenario)


@pytest.mark.parametrize("inner", [2.0, 3.0, math.inf], ids=["same", "later", "never"])
def test_outer_timeout_passes_through_the_inner_block(world: World, inner: float) -> None:
    """The outer block's time comes first, or together: the inner block lets the interruption pass, unconverted."""
    seen: list[str] = []

    async def scenario() -> None:
        with pytest.raises(TimeoutError):
            with world.runtime.timeout(2.0):
                try:
                    with world.runtime.timeout(inner):
                        await world.runtime.sleep(10)
                except TimeoutError:
                    seen.append("leaked")
                except CancelledError:
                    seen.append("passed")
                    raise
        assert (seen, world.runtime.now()) == (["passed"], 2.0)

    world.run(scenario)


def test_inner_time_that_comes_while_the_outer_unwinds_stays_unconverted(world: World) -> None:
    """Clean-up after the outer deadline may outlast the inner one; no TimeoutError leaks from the inner block."""

    async def scenario() -> None:
        with pytest.raises(TimeoutError):
            with world.runtime.timeout(1.0):
                try:
                    with world.runtime.timeout(2.0):
                        try:
                            await world.runtime.sleep(10)
                        finally:
                            await world.runtime.sleep(5)
                except TimeoutError:
                    pytest.fail("leaked from the inner block")
        assert world.runtime.now() == 2.0

    world.run(scenario)


def test_interruption_comes_once(world: World) -> None:
    """What a block does to clean up after its time is not interrupted again."""

    async def scenario() -> None:
        with pytest.raises(TimeoutError):
            with world.runtime.timeout(1.0):
                try:
                    await world.runtime.sleep(10)
                finally:
                    await world.runtime.sleep(2)
        assert world.runtime.now() == 3.0

    world.run(scenario)


def test_foreign_timeout_error_passes(world: World) -> None:
    """A TimeoutError, or any error, raised inside a block leaves it as it is."""

    async def scenario() -> None:
        mine = TimeoutError("mine")
        with pytest.raises(TimeoutError) as caught:
            with world.runtime.timeout(1.0):
                raise mine
        assert caught.value is mine

    world.run(scenario)


def test_event_wakes_all_who_wait(world: World) -> None:
    """Setting an event wakes those who wait, and lets later ones pass at once."""
    woken: list[float] = []

    async def scenario() -> None:
        event = world.runtime.event()

        async def wait() -> None:
            await event.wait()
            woken.append(world.runtime.now())

        tasks = [world.runtime.spawn(wait) for _ in range(3)]
        await world.runtime.sleep(1)
        assert not event.is_set()
        event.set()
        event.set()
        for task in tasks:
            await task.join()
        await event.wait()
        assert event.is_set()
        assert woken == [1.0, 1.0, 1.0]

    world.run(scenario)


def test_event_wait_is_bounded_by_a_timeout(world: World) -> None:
    """Waiting for an event ends with a surrounding timeout, and leaves nothing behind."""

    async def scenario() -> None:
        event = world.runtime.event()
        with pytest.raises(TimeoutError):
            with world.runtime.timeout(1.0):
                await event.wait()
        event.set()
        await event.wait()

    world.run(scenario)
