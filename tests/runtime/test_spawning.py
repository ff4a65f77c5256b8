"""Spawning, cancelling and racing, alike in every world."""

from __future__ import annotations

from asyncio import CancelledError
from contextvars import ContextVar
from functools import partial
from typing import Any

import pytest

from ferrule.errors import Refused
from worlds import World


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
    """Cancelled work is interrupted by CancelledError where it waits, may clean up in its own time, and then ends."""
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
                with world.runtime.timeout(10.0):
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
                    with world.runtime.timeout(3.0):
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
            with world.runtime.timeout(1.0):
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
            with world.runtime.timeout(1.0):
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
            with world.runtime.timeout(1.0):
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


def left_behind(world: World, seconds: float, grace: float) -> tuple[list[str], float]:
    """The outcome of work of some seconds, when its scenario ends a second after it began, and when all is over."""
    seen: list[str] = []

    async def work() -> None:
        try:
            await world.runtime.sleep(seconds)
            seen.append("done")
        finally:
            seen.append("over")

    async def scenario() -> None:
        world.runtime.spawn(work, grace=grace)
        await world.runtime.sleep(1)

    world.run(scenario)
    return seen, world.runtime.now()


def test_work_with_grace_ends_by_itself(world: World) -> None:
    """The end of a loop, of a run and of a blocking runtime wait for it, as long as it takes."""
    assert left_behind(world, 3.0, 5.0) == (["done", "over"], 3.0)


def test_grace_has_an_end(world: World) -> None:
    """Then the work is cancelled like any other."""
    assert left_behind(world, 1000.0, 5.0) == (["over"], 6.0)


def test_without_grace_nothing_is_waited_for(world: World) -> None:
    """Work is cancelled at once."""
    assert left_behind(world, 3.0, 0.0) == (["over"], 1.0)


def test_closing_waits_for_work_with_grace(world: World) -> None:
    """All of it together no longer than for the one that takes longest; other work is cancelled meanwhile."""
    if world.name == "sim":
        pytest.skip("its clients share one runtime, which ends with the run")
    seen: list[tuple[str, float]] = []

    async def work(name: str, seconds: float) -> None:
        try:
            await world.runtime.sleep(seconds)
        finally:
            seen.append((name, world.runtime.now()))

    async def scenario() -> None:
        for name, seconds, grace in (("a", 3.0, 5.0), ("b", 1000.0, 5.0), ("c", 4.0, 5.0), ("d", 2.0, 0.0)):
            world.runtime.spawn(partial(work, name, seconds), grace=grace)
        await world.runtime.sleep(1)
        await world.runtime.aclose()
        assert seen == [("d", 1.0), ("a", 3.0), ("c", 4.0), ("b", 6.0)]

    world.run(scenario)


def _cancelling_at_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cancel all work before its first step, as closing in the same moment does."""
    runtime: Any = world.runtime
    spawn = runtime.spawn

    def at_once(work: Any, **settings: Any) -> Any:
        task = spawn(work, **settings)
        task.cancel()
        return task

    monkeypatch.setattr(runtime, "spawn", at_once)


def test_every_end_is_reported(world: World) -> None:
    """Once each: of work that returns, fails, is cancelled, or is cancelled before its first step."""
    ended: list[str] = []

    async def scenario() -> None:
        async def work(name: str) -> None:
            await world.runtime.sleep(1)
            if name == "fails":
                raise ValueError(name)
            await world.runtime.sleep(1 if name == "returns" else 20)

        tasks = {
            name: world.runtime.spawn(partial(work, name), then=partial(ended.append, name))
            for name in ("returns", "fails", "cancelled", "never began")
        }
        tasks["never began"].cancel()
        await world.runtime.sleep(3)
        tasks["cancelled"].cancel()
        for task in tasks.values():
            await task.join()
        assert ended == ["never began", "fails", "returns", "cancelled"]

    world.run(scenario)


def test_a_race_of_work_that_never_began_ends(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for ever for works that cannot report."""
    _cancelling_at_once(world, monkeypatch)

    async def scenario() -> None:
        async def work() -> None:
            await world.runtime.sleep(1)

        with pytest.raises(Refused, match="client was closed"):
            await world.runtime.race(work, work)

    world.run(scenario)


def test_a_race_that_somebody_ends_is_a_refusal(world: World) -> None:
    """Whoever waits for it was not cancelled, so it gets no `CancelledError`, which would pass `except Exception`."""

    async def scenario() -> None:
        async def work() -> None:
            raise CancelledError

        with pytest.raises(Refused, match="client was closed"):
            await world.runtime.race(work, work)

    world.run(scenario)
