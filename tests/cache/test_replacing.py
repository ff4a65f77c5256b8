"""A new response takes the place of the old one, wherever that was: nothing stale is left beside it."""

from __future__ import annotations

from typing import Any

import pytest

from cached import fresh, get, status_of
from ferrule.cache.policy import CachePolicy
from ferrule.cache.settings import Cache
from ferrule.cache.stores.memory import CacheStoreMemory
from ferrule.cache.stores.tiered import Tiered
from ferrule.policies.pipeline import compose
from worlds import World, a_response


class Far:
    """A shared store, as far as the policy can tell."""

    def __init__(self) -> None:
        self.inner = CacheStoreMemory()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    def claim(self, key: bytes, owner: bytes, wall: float, seconds: float) -> bool:
        return True

    def release(self, key: bytes, owner: bytes) -> None:
        """Nothing was taken."""


def stored(*stores: CacheStoreMemory) -> list[int]:
    """How many responses each record of each store has."""
    return [len(slot.record.entries) for store in stores for slot in store._slots.values()]


@pytest.fixture(params=["memory", "shared", "tiers"])
def kept(request: pytest.FixtureRequest) -> tuple[Any, list[CacheStoreMemory]]:
    """What the settings name, and the stores in it."""
    if request.param == "memory":
        store = CacheStoreMemory()
        return store, [store]
    near, far = CacheStoreMemory(), Far()
    far_store: Any = far
    if request.param == "shared":
        return far_store, [far.inner]
    return Tiered(near=near, far=far_store), [near, far.inner]


def test_a_response_that_varies_otherwise_replaces_the_one_before(
    world: World, kept: tuple[Any, list[CacheStoreMemory]]
) -> None:
    """It would stand beside it otherwise, never to be selected again, for as long as it is kept."""
    store, parts = kept
    world.script(fresh(10, b"old", vary="x-a"), fresh(10, b"new", vary="x-b"))

    async def scenario() -> None:
        send = compose([CachePolicy(Cache(store=store))], world.runtime)
        await send(get())
        await world.runtime.sleep(20)
        assert (await send(get())).content == b"new"
        assert stored(*parts) == [1] * len(parts)

    world.run(scenario)


def test_a_response_that_becomes_public_leaves_its_callers_place(
    world: World, kept: tuple[Any, list[CacheStoreMemory]]
) -> None:
    """What is left there would be found first, and be stale for ever."""
    store, parts = kept
    public = a_response(200, b"new", cache_control="public, max-age=60", etag='"2"')
    world.script(fresh(10, b"old", etag='"1"'), public, fresh(60, b"never"))

    async def scenario() -> None:
        send = compose([CachePolicy(Cache(store=store))], world.runtime)
        await send(get(identity="me"))
        await world.runtime.sleep(20)
        await send(get(identity="me"))
        for identity in ("me", "you"):
            response = await send(get(identity=identity))
            assert (response.content, status_of(response)) == (b"new", "ferrule; hit; ttl=60")
        assert stored(*parts) == [1] * len(parts)

    world.run(scenario)


def test_a_response_that_is_public_no_more_leaves_everybodys_place(
    world: World, kept: tuple[Any, list[CacheStoreMemory]]
) -> None:
    """Nobody else is shown what it was before."""
    store, parts = kept
    public = a_response(200, b"old", cache_control="public, max-age=10", etag='"1"')
    world.script(public, fresh(60, b"mine", etag='"2"'), fresh(60, b"yours", etag='"3"'))

    async def scenario() -> None:
        send = compose([CachePolicy(Cache(store=store))], world.runtime)
        await send(get(identity="me"))
        await world.runtime.sleep(20)
        await send(get(identity="me"))
        response = await send(get(identity="you", options=get().options))
        assert (response.content, status_of(response)) == (b"yours", "ferrule; fwd=uri-miss; stored")
        assert stored(*parts) == [1, 1] * len(parts)

    world.run(scenario)


def test_variants_for_everybody_stand_side_by_side(world: World, kept: tuple[Any, list[CacheStoreMemory]]) -> None:
    """The second does not take the place of the first."""
    store, _ = kept
    control = {"cache_control": "public, max-age=60", "vary": "x-a"}
    world.script(a_response(200, b"1", **control), a_response(200, b"2", **control), 500)

    async def scenario() -> None:
        settings: dict[str, Any] = {"store": store, "neutral_headers": frozenset({"x-a"})}
        send = compose([CachePolicy(Cache(**settings))], world.runtime)
        for value in ("1", "2", "1", "2"):
            assert (await send(get(headers={"x-a": value}))).content == value.encode()

    world.run(scenario)


def test_a_variant_that_becomes_public_joins_the_others(world: World, kept: tuple[Any, list[CacheStoreMemory]]) -> None:
    """It comes from its caller's own place, and those of other callers stay."""
    store, _ = kept
    for_all = {"cache_control": "public, max-age=600", "vary": "x-a"}
    world.script(
        a_response(200, b"2", cache_control="max-age=10", vary="x-a"),
        a_response(200, b"1", **for_all),
        a_response(200, b"2", **for_all),
        500,
    )

    async def scenario() -> None:
        settings: dict[str, Any] = {"store": store, "neutral_headers": frozenset({"x-a"})}
        send = compose([CachePolicy(Cache(**settings))], world.runtime)

        async def ask(value: str, identity: str) -> bytes:
            return (await send(get(headers={"x-a": value}, identity=identity))).content

        assert await ask("2", "me") == b"2"
        assert await ask("1", "you") == b"1"
        await world.runtime.sleep(20)
        assert [await ask(value, who) for value, who in (("2", "me"), ("1", "you"), ("2", "you"))] == [b"2", b"1", b"2"]

    world.run(scenario)


def test_a_variant_that_is_out_of_date_goes_alone(world: World, kept: tuple[Any, list[CacheStoreMemory]]) -> None:
    """Where nothing takes its place, nothing is called stored, and the other variants stay."""
    store, parts = kept
    gone = a_response(404, b"gone", cache_control="no-store")
    world.script(fresh(600, b"1", vary="x-a"), fresh(10, b"2", vary="x-a", etag='"2"'), gone, 500)

    async def scenario() -> None:
        settings: dict[str, Any] = {"store": store, "neutral_headers": frozenset({"x-a"})}
        send = compose([CachePolicy(Cache(**settings))], world.runtime)
        for value in ("1", "2"):
            await send(get(headers={"x-a": value}))
        await world.runtime.sleep(20)
        assert status_of(await send(get(headers={"x-a": "2"}))) == "ferrule; fwd=stale"
        assert stored(*parts) == [1] * len(parts)
        assert (await send(get(headers={"x-a": "1"}))).content == b"1"

    world.run(scenario)
