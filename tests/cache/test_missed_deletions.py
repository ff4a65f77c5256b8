"""What was to be forgotten is not served again, whatever the shared store did at that moment."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import attrs
import pytest

from cached import fresh, get, options, status_of
from ferrule.cache.invalidations import Invalidations
from ferrule.cache.owed import Owed
from ferrule.cache.policy import CachePolicy
from ferrule.cache.settings import Cache
from ferrule.cache.stores.memory import CacheStoreMemory
from ferrule.cache.stores.tiered import Tiered
from ferrule.call import Call, Response
from ferrule.policies.pipeline import compose
from worlds import AsyncWorld, World, a_call


class Far:
    """A shared store that fails when it is told to, and can be looked into at each use."""

    def __init__(self) -> None:
        self.inner = CacheStoreMemory()
        self.down = False
        self.before: Callable[[str], None] = lambda name: None
        self.used: list[str] = []

    def __getattr__(self, name: str) -> Any:
        def method(*arguments: Any) -> Any:
            self.before(name)
            self.used.append(name)
            if self.down:
                raise OSError("refused")
            return True if name in ("claim", "release") else getattr(self.inner, name)(*arguments)

        return method


def put(url: str = "https://api.shop.test/orders") -> Call:
    """An unsafe call."""
    return a_call("PUT", url, options=options(), body={"json": {}})


def versions(world: World) -> None:
    """The server answers a GET with its version, which each PUT raises."""
    version = 1

    async def server(call: Call) -> Response:
        nonlocal version
        version += call.method == "PUT"
        return fresh(600, b"v%d" % version) if call.method == "GET" else fresh(0)

    world.handler = server


@pytest.mark.parametrize("tiered", [False, True])
@pytest.mark.parametrize("forget", ["put", "tag", "clear"])
def test_a_missed_deletion_is_made_up_for(world: World, tiered: bool, forget: str) -> None:
    """A store that failed a moment ago is left alone; what it was to forget then is gone once it is asked again."""
    far: Any = Far()
    versions(world)

    async def scenario() -> None:
        store = Tiered(near=CacheStoreMemory(), far=far) if tiered else far
        policy = CachePolicy(Cache(store=store))
        send = compose([policy], world.runtime)
        await send(get())
        far.down = True
        await send(get("https://api.shop.test/other"))  # it fails, and is left alone
        await send(put())
        if forget == "tag":
            await policy.guard.delete_tagged(world.runtime, ["operation:orders.get"])
        elif forget == "clear":
            await policy.guard.clear(world.runtime)
        far.down = False
        await world.runtime.sleep(10)
        assert (await send(get())).content == b"v2"
        assert status_of(await send(get())).startswith("ferrule; hit")

    world.run(scenario)


def test_an_entry_of_another_client_from_before_an_invalidation_is_a_miss(world: World) -> None:
    """Another client may store what it asked for before; who has made the change does not get that back."""
    far: Any = Far()
    versions(world)

    async def scenario() -> None:
        mine, other = (compose([CachePolicy(Cache(store=far))], world.runtime) for _ in range(2))
        await other(get())
        ((key, slot),) = far.inner._slots.items()
        await world.runtime.sleep(1)
        await mine(put())
        far.inner.put(key, slot.record, world.runtime.wall())  # it was on its way
        assert (await mine(get())).content == b"v2"
        assert status_of(await mine(get())).startswith("ferrule; hit")

    world.run(scenario)


def test_an_aged_response_from_after_an_invalidation_is_a_hit(world: World) -> None:
    """What counts is when it was asked for, and not the age that a cache on the way gives it."""
    far: Any = Far()

    async def server(call: Call) -> Response:
        return fresh(600, b"x", age="300")

    world.handler = server

    async def scenario() -> None:
        send = compose([CachePolicy(Cache(store=far))], world.runtime)
        await send(put())
        await world.runtime.sleep(1)
        await send(get())
        assert status_of(await send(get())).startswith("ferrule; hit")

    world.run(scenario)


def test_a_copy_that_arrives_after_the_deletion_is_dropped() -> None:
    """A response may reach the store after what was to forget its like."""
    world, far = AsyncWorld(), Far()
    versions(world)
    store: Any = far

    async def scenario() -> None:
        policy = CachePolicy(Cache(store=store, coalesce=False))
        send = compose([policy], world.runtime)
        far.before = lambda name: (
            policy.guard.invalidations.add(["operation:orders.get"], 0.0) if name == "put" else None
        )
        await send(get())
        far.before = lambda name: None
        assert status_of(await send(get())).startswith("ferrule; fwd=uri-miss")

    world.run(scenario)


def test_what_is_read_during_an_invalidation_is_not_served() -> None:
    """A copy that was on its way out of the store when it was forgotten does not come back into memory."""
    world, far = AsyncWorld(), Far()
    versions(world)
    store: Any = far

    async def scenario() -> None:
        policy = CachePolicy(Cache(store=Tiered(near=CacheStoreMemory(), far=store, trust=1.0), coalesce=False))
        send = compose([policy], world.runtime)
        await send(get())
        await world.runtime.sleep(2)
        far.before = lambda name: (
            policy.guard.invalidations.add(["operation:orders.get"], 0.0) if name == "get" else None
        )
        assert status_of(await send(get())).startswith("ferrule; fwd=uri-miss")

    world.run(scenario)


def test_a_call_that_is_ended_before_the_store_is_told_still_counts() -> None:
    """Its change has been made: the deletion is made up for by whoever uses the store next."""
    world, far = AsyncWorld(), Far()
    versions(world)
    store: Any = far

    async def scenario() -> None:
        send = compose([CachePolicy(Cache(store=store))], world.runtime)
        await send(get())
        runtime: Any = world.runtime
        offload = runtime.offload

        async def ended(work: Any) -> Any:
            raise asyncio.CancelledError

        runtime.offload = ended
        with pytest.raises(asyncio.CancelledError):
            await send(put())
        runtime.offload = offload
        assert (await send(get())).content == b"v2"

    world.run(scenario)


def test_too_many_missed_deletions_are_one_of_everything() -> None:
    """What is owed is bounded; a deletion that is added while it is being made is made again."""
    owed, far = Owed(), Far()
    store: Any = far
    owed.add([f"t{number}" for number in range(10_001)])
    owed.settle(store)
    assert far.used == ["clear"]
    owed.add(["a"])
    again = iter([True])
    far.before = lambda name: owed.add(["a"]) if next(again, False) else None
    owed.settle(store)
    owed.settle(store)
    assert far.used == ["clear", "delete_tagged", "delete_tagged"]


def test_what_was_asked_for_before_and_came_after_is_from_before(world: World) -> None:
    """An invalidation while a response is under way makes it one from before."""
    far: Any = Far()
    answer = fresh(600, b"v1")

    async def server(call: Call) -> Response:
        await world.runtime.sleep(2)
        return answer

    world.handler = server

    async def scenario() -> None:
        mine, other = (compose([CachePolicy(Cache(store=far))], world.runtime) for _ in range(2))
        slow = world.runtime.spawn(lambda: other(get()))
        await world.runtime.sleep(1)
        policy = CachePolicy(Cache(store=far))
        await policy.guard.delete_tagged(world.runtime, ["operation:orders.get"])
        await slow.join()
        assert status_of(await compose([policy], world.runtime)(get())).startswith("ferrule; fwd=uri-miss")
        assert status_of(await mine(get())).startswith("ferrule; hit")

    world.run(scenario)


def test_entries_know_when_they_were_asked_for(world: World) -> None:
    """Also those that a 304 has confirmed."""
    world.script(fresh(10, b"x", etag='"1"'), attrs.evolve(fresh(10, b"", etag='"1"'), status_code=304))
    policy = CachePolicy(Cache())

    async def scenario() -> None:
        send = compose([policy], world.runtime)
        assert policy.guard.near is not None
        for seconds in (0.0, 20.0):
            await world.runtime.sleep(seconds)
            await send(get())
            ((_, slot),) = policy.guard.near._slots.items()
            (entry,) = slot.record.entries
            assert entry.asked == world.runtime.wall()

    world.run(scenario)


def test_what_is_known_of_invalidations() -> None:
    """What was asked for at the very moment, or counted with it, is not from before; too many are one of everything."""
    known = Invalidations()
    known.add(["a"], 10.0)
    since = known.count
    assert (known.concern(["a"], since - 1), known.concern(["a"], since), known.concern(["b"], since - 1)) == (
        True, False, False,
    )  # fmt: skip
    known.add(["b"], 11.0)
    assert (known.concern(["a"], since), known.concern(["b"], since)) == (False, True)
    assert [known.outdate(["a"], asked, known.count) for asked in (9.9, 10.0)] == [True, False]
    known.add_all(20.0)
    assert [known.outdate(["c"], asked, known.count) for asked in (19.9, 20.0)] == [True, False]
    assert (known.concern(["c"], known.count - 1), known.concern(["c"], known.count)) == (True, False)
    known.add([f"t{number}" for number in range(10_001)], 30.0)
    assert known.outdate(["c"], 29.9, known.count)
    assert known._latest == {}


def test_nothing_is_outdated_before_the_first_invalidation() -> None:
    """Whatever the clock says."""
    assert not Invalidations().outdate(["a"], float("-inf"), 0)
