"""Many callers at once for the same, in every world."""

from __future__ import annotations

import pytest

from cached import fresh, get, handler, options
from ferrule.cache.policy import CachePolicy
from ferrule.cache.settings import Cache
from ferrule.errors import DeadlineExceeded, ReadFailed
from ferrule.runtime import forks
from worlds import World, a_response


def test_concurrent_misses_make_one_call(world: World) -> None:
    """Ten calls for the same at once make one upstream call; each gets the response."""
    world.handler = world.after(1, fresh(60, b"shared"))

    async def scenario() -> None:
        send, got = handler(world), []

        async def one() -> None:
            got.append((await send(get())).content)

        for task in [world.runtime.spawn(one) for _ in range(10)]:
            await task.join()
        assert (got, len(world.sent)) == ([b"shared"] * 10, 1)

    world.run(scenario)


def test_responses_for_one_caller_are_not_handed_to_others(world: World) -> None:
    """Callers who waited for a response that may not be reused fetch their own, at once, and later ones do not wait."""
    world.handler = world.after(1, a_response(200, b"x", cache_control="no-store"))

    async def scenario() -> None:
        send = handler(world)

        async def one() -> None:
            await send(get())

        for task in [world.runtime.spawn(one) for _ in range(3)]:
            await task.join()
        assert (len(world.sent), world.runtime.now()) == (3, 2.0)
        for task in [world.runtime.spawn(one) for _ in range(3)]:
            await task.join()
        assert (len(world.sent), world.runtime.now()) == (6, 3.0)

    world.run(scenario)


def test_a_failing_leader_fails_alone(world: World) -> None:
    """When the call that others wait for fails, each of them makes its own at once, and they do not fail in turn."""
    world.script(world.after(1, ReadFailed("broken")), world.after(1, fresh(60)))

    async def scenario() -> None:
        send, got = handler(world), []

        async def one() -> None:
            try:
                got.append((await send(get())).status_code)
            except ReadFailed:
                got.append(0)

        for task in [world.runtime.spawn(one) for _ in range(4)]:
            await task.join()
        assert (sorted(got), len(world.sent), world.runtime.now()) == ([0, 200, 200, 200], 4, 2.0)

    world.run(scenario)


def test_a_cancelled_leader_harms_nobody(world: World) -> None:
    """When the caller that others wait for gives up, one of them takes over: still one more call, not one each."""
    world.handler = world.after(2, fresh(60, b"v1"))

    async def scenario() -> None:
        send, got = handler(world), []

        async def one() -> None:
            got.append((await send(get())).content)

        leader = world.runtime.spawn(one)
        await world.runtime.sleep(0.5)
        others = [world.runtime.spawn(one) for _ in range(5)]
        await world.runtime.sleep(0.5)
        leader.cancel()
        for task in others:
            await task.join()
        assert (got, len(world.sent)) == ([b"v1"] * 5, 2)

    world.run(scenario)


def test_a_waiting_caller_keeps_its_own_deadline(world: World) -> None:
    """Whoever waits for another's call waits no longer than its own deadline."""
    world.handler = world.after(10, fresh(60))

    async def scenario() -> None:
        send = handler(world)

        async def leader() -> None:
            await send(get())

        task = world.runtime.spawn(leader)
        await world.runtime.sleep(1)
        with pytest.raises(DeadlineExceeded, match="waiting for a call under way"):
            await send(get(options=options(deadline=2.0)))
        assert world.runtime.now() == pytest.approx(3.0)
        await task.join()

    world.run(scenario)


def test_a_child_starts_with_free_locks() -> None:
    """What a thread of the parent holds at a fork holds up nobody in the child."""
    policy = CachePolicy(Cache())
    parts = (policy.counts, policy._coalescer, policy._refresher, policy.guard.invalidations, policy.guard._owed)
    for part in parts:
        part._lock.acquire()
    forks._reset_all()  # what the child runs
    assert not any(part._lock.locked() for part in parts)
