"""What every runtime does, whichever world it waits in."""

from __future__ import annotations

import math
from asyncio import CancelledError
from contextvars import ContextVar
from functools import partial

import pytest
from ferrule.runtime.sim import Deadlock
from worlds import EPOCH, World, a_call


def test_sleep_takes_its_time(world: World) -> None:
    """Sleeping moves both clocks by the seconds asked for; nothing, or less, does not."""

    async def scenario() -> None:
        await world.runtime.sleep(1.5)
        await world.runtime.sleep(0)
        await world.runtime.sleep(-1)
        assert (world.runtime.now(), world.runtime.wall()) == (1.5, EPOCH + 1.5)

    world.run(scenario)


def test_random_is_uniform(world: World) -> None:
    """Random numbers lie in [0, 1) and differ."""
    numbers = [world.runtime.random() for _ in range(50)]
    assert all(0 <= number < 1 for number in numbers)
    assert len(set(numbers)) == 50


def test_timeout_interrupts_a_wait(world: World) -> None:
    """A block whose time comes is left by TimeoutError, at that time."""

    async def scenario() -> None:
        with pytest.raises(TimeoutError):
            async with world.runtime.timeout(2.0):
                await world.runtime.sleep(10)
        assert world.runtime.now() == 2.0
        await world.runtime.sleep(5)  # nothing of it is left

    world.run(scenario)


def test_timeout_beats_a_wait_that_ends_with_it(world: World) -> None:
    """Where a wait ends at the very moment the time does, the time is up."""

    async def scenario() -> None:
        with pytest.raises(TimeoutError):
            async with world.runtime.timeout(2.0):
                await world.runtime.sleep(2.0)

    world.run(scenario)


def test_block_that_ends_in_time_is_left_alone(world: World) -> None:
    """A block that ends before its time is not interrupted, nor is what follows it."""

    async def scenario() -> None:
        async with world.runtime.timeout(2.0):
            await world.runtime.sleep(1)
        await world.runtime.sleep(5)
        assert world.runtime.now() == 6.0

    world.run(scenario)


def test_no_timeout_is_free(world: World) -> None:
    """An infinite timeout never interrupts."""

    async def scenario() -> None:
        async with world.runtime.timeout(math.inf):
            await world.runtime.sleep(1e6)

    world.run(scenario)


def test_timeout_in_the_past_interrupts_the_first_wait(world: World) -> None:
    """A time already over stops a block at its first wait; a block that never waits completes."""

    async def scenario() -> None:
        await world.runtime.sleep(5)
        async with world.runtime.timeout(1.0):
            pass
        with pytest.raises(TimeoutError):
            async with world.runtime.timeout(1.0):
                await world.runtime.sleep(1)
        assert world.runtime.now() == 5.0

    world.run(scenario)


def test_inner_timeout_is_converted_by_the_inner_block_alone(world: World) -> None:
    """The inner block's time comes first: it alone ends, and the outer one goes on."""

    async def scenario() -> None:
        async with world.runtime.timeout(10.0):
            with pytest.raises(TimeoutError):
                async with world.runtime.timeout(1.0):
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
            async with world.runtime.timeout(2.0):
                try:
                    async with world.runtime.timeout(inner):
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
            async with world.runtime.timeout(1.0):
                try:
                    async with world.runtime.timeout(2.0):
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
            async with world.runtime.timeout(1.0):
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
            async with world.runtime.timeout(1.0):
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
            async with world.runtime.timeout(1.0):
                await event.wait()
        event.set()
        await event.wait()

    world.run(scenario)


def test_spawned_work_runs_beside_its_starter(world: World) -> None:
    """Spawned works wait at the same time; join returns when each has ended."""
    ended: list[tuple[int, float]] = []

    async def scenario() -> None:
        async def work(seconds: int) -> None:
            await world.runtime.sleep(seconds)
            ended.append((seconds, world.runtime.now()))

        tasks = [world.runtime.spawn(partial(work, seconds)) for seconds in (3, 1, 2)]
        for task in tasks:
            await task.join()
            await task.join()
        assert ended == [(1, 1.0), (2, 2.0), (3, 3.0)]

    world.run(scenario)


def test_join_does_not_raise_what_the_work_raised(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """Spawned work that fails is logged, as nobody receives its error."""

    async def scenario() -> None:
        async def work() -> None:
            raise LookupError("lost")

        await world.runtime.spawn(work).join()

    world.run(scenario)
    assert [(record.name, record.getMessage()) for record in caplog.records] == [("ferrule", "background work failed")]
    assert "LookupError: lost" in caplog.text


def test_cancel_interrupts_at_the_wait_once(world: World) -> None:
    """Cancelled work is interrupted by CancelledError where it waits, may clean up in its own time, and then has ended."""
    seen: list[str] = []

    async def scenario() -> None:
        async def work() -> None:
            try:
                await world.runtime.event().wait()
            except CancelledError:
                seen.append("interrupted")
                raise
            finally:
                await world.runtime.sleep(1)
                seen.append("cleaned up")

        task = world.runtime.spawn(work)
        await world.runtime.sleep(1)
        task.cancel()
        await task.join()
        task.cancel()
        assert (seen, world.runtime.now()) == (["interrupted", "cleaned up"], 2.0)

    world.run(scenario)


def test_work_cancelled_before_it_began_never_runs(world: World) -> None:
    """Cancelling right after spawning leaves no trace of the work."""
    seen: list[str] = []

    async def scenario() -> None:
        async def work() -> None:
            seen.append("ran")

        task = world.runtime.spawn(work)
        task.cancel()
        await task.join()
        assert seen == []

    world.run(scenario)


def test_cancellation_is_not_a_timeout(world: World) -> None:
    """A timeout block inside cancelled work lets the cancellation pass."""
    seen: list[str] = []

    async def scenario() -> None:
        async def work() -> None:
            try:
                async with world.runtime.timeout(10.0):
                    await world.runtime.sleep(20)
            except BaseException as error:
                seen.append(type(error).__name__)
                raise

        task = world.runtime.spawn(work)
        await world.runtime.sleep(1)
        task.cancel()
        await task.join()
        assert seen == ["CancelledError"]

    world.run(scenario)


def test_timeout_in_the_clean_up_of_cancelled_work_is_its_own(world: World) -> None:
    """A timeout begun after the cancellation was delivered works as ever."""
    seen: list[float] = []

    async def scenario() -> None:
        async def work() -> None:
            try:
                await world.runtime.sleep(20)
            finally:
                with pytest.raises(TimeoutError):
                    async with world.runtime.timeout(3.0):
                        await world.runtime.sleep(20)
                seen.append(world.runtime.now())

        task = world.runtime.spawn(work)
        await world.runtime.sleep(1)
        task.cancel()
        await task.join()
        assert seen == [3.0]

    world.run(scenario)


def test_spawned_work_outlives_the_deadline_of_its_starter(world: World) -> None:
    """A timeout around spawn does not bound what was spawned."""
    seen: list[float] = []

    async def scenario() -> None:
        async def work() -> None:
            await world.runtime.sleep(5)
            seen.append(world.runtime.now())

        with pytest.raises(TimeoutError):
            async with world.runtime.timeout(1.0):
                task = world.runtime.spawn(work)
                await world.runtime.sleep(9)
        await task.join()
        assert seen == [5.0]

    world.run(scenario)


def test_joining_is_bounded_by_a_timeout(world: World) -> None:
    """A timeout ends a join, not the work that is joined."""
    seen: list[float] = []

    async def scenario() -> None:
        async def work() -> None:
            await world.runtime.sleep(5)
            seen.append(world.runtime.now())

        task = world.runtime.spawn(work)
        with pytest.raises(TimeoutError):
            async with world.runtime.timeout(1.0):
                await task.join()
        await task.join()
        assert seen == [5.0]

    world.run(scenario)


def test_spawned_work_sees_a_copy_of_the_context(world: World) -> None:
    """Context variables arrive in spawned work; what it sets stays there."""
    variable: ContextVar[str] = ContextVar("variable")
    seen: list[str] = []

    async def scenario() -> None:
        async def work() -> None:
            seen.append(variable.get())
            variable.set("theirs")

        variable.set("mine")
        await world.runtime.spawn(work).join()
        assert (seen, variable.get()) == (["mine"], "mine")

    world.run(scenario)


def test_race_returns_the_first_and_cancels_the_rest(world: World) -> None:
    """The first to return wins; the others are cancelled, and have cleaned up when race returns."""
    cleaned: list[int] = []

    async def scenario() -> None:
        async def work(seconds: int) -> str:
            try:
                await world.runtime.sleep(seconds)
            except CancelledError:
                cleaned.append(seconds)
                raise
            return f"after {seconds}"

        assert await world.runtime.race(partial(work, 5), partial(work, 1), partial(work, 9)) == (1, "after 1")
        assert (sorted(cleaned), world.runtime.now()) == ([5, 9], 1.0)

    world.run(scenario)


def test_race_goes_on_while_one_may_still_win(world: World) -> None:
    """A failure does not end a race; when all fail, the last failure is raised."""

    async def scenario() -> None:
        async def fail(seconds: int) -> str:
            await world.runtime.sleep(seconds)
            raise LookupError(str(seconds))

        async def win() -> str:
            await world.runtime.sleep(3)
            return "won"

        assert await world.runtime.race(partial(fail, 1), win) == (1, "won")
        with pytest.raises(LookupError, match="2"):
            await world.runtime.race(partial(fail, 2), partial(fail, 1))
        with pytest.raises(ValueError, match="at least one"):
            await world.runtime.race()

    world.run(scenario)


def test_race_is_bounded_by_a_timeout(world: World) -> None:
    """When the time of a race is over, its works are cancelled and awaited first."""
    cancelled: list[int] = []

    async def scenario() -> None:
        async def work(number: int) -> None:
            try:
                await world.runtime.sleep(50)
            except CancelledError:
                cancelled.append(number)
                raise

        with pytest.raises(TimeoutError):
            async with world.runtime.timeout(1.0):
                await world.runtime.race(partial(work, 1), partial(work, 2))
        assert (sorted(cancelled), world.runtime.now()) == ([1, 2], 1.0)

    world.run(scenario)


def test_cancelling_a_racer_cancels_the_race(world: World) -> None:
    """Cancelled work that races cancels its own works."""
    cancelled: list[float] = []

    async def scenario() -> None:
        async def inner() -> None:
            try:
                await world.runtime.sleep(50)
            finally:
                cancelled.append(world.runtime.now())

        async def outer() -> None:
            await world.runtime.race(inner, inner)

        task = world.runtime.spawn(outer)
        await world.runtime.sleep(2)
        task.cancel()
        await task.join()
        assert cancelled == [2.0, 2.0]

    world.run(scenario)


def test_send_reaches_the_engine(world: World) -> None:
    """Sending returns the engine's response and raises its errors; a timeout bounds it."""
    world.script(204, LookupError("lost"), world.after(5.0, 200))

    async def scenario() -> None:
        assert (await world.runtime.send(a_call())).status_code == 204
        with pytest.raises(LookupError):
            await world.runtime.send(a_call())
        with pytest.raises(TimeoutError):
            async with world.runtime.timeout(1.0):
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
            async with world.runtime.timeout(2.0):
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
