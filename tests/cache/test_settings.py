"""What settings, the overlay and options of a call say about reuse, in every world."""

from __future__ import annotations

import pytest

import ferrule
from cached import fresh, get, handler, options, status_of
from ferrule.call import Facts, Response
from worlds import World, a_response


def test_guessed_freshness_is_for_anonymous_calls(world: World) -> None:
    """With `heuristic`, a response is fresh for a part of its age; never for a call with an identity."""
    world.script(a_response(200, b"x", last_modified="Mon, 01 Jan 2024 00:00:00 GMT"))

    async def scenario() -> None:
        send = handler(world, heuristic=0.1)
        await send(get())
        assert status_of(await send(get())).startswith("ferrule; hit")
        await send(get(identity="me"))
        await send(get(identity="me"))
        assert len(world.sent) == 3

    world.run(scenario)


def test_modes(world: World) -> None:
    """`no-store`, `reload`, `only-if-cached` and `force` do what they say."""
    world.script(fresh(10, b"v1"), fresh(10, b"v2"), fresh(10, b"v3"))

    async def scenario() -> None:
        send = handler(world)

        async def ask(mode: str) -> Response:
            return await send(get(options=options(cache=mode)))

        assert (await ask("only-if-cached")).status_code == 504
        assert (await ask("force")).content == b"v1"
        assert (await ask("no-store")).content == b"v2"
        assert (await ask("default")).content == b"v1"
        assert (await ask("reload")).content == b"v3"
        assert world.sent[-1].headers["cache-control"] == "no-cache"
        assert (await ask("only-if-cached")).content == b"v3"
        await world.runtime.sleep(100)
        assert (await ask("only-if-cached")).status_code == 504
        assert (await ask("force")).content == b"v3"
        assert len(world.sent) == 3

    world.run(scenario)


def test_ttls_of_operations(world: World) -> None:
    """A ttl in settings holds against the response's own words, one in the overlay only where the response has none."""
    world.script(a_response(200, b"x", cache_control="private, max-age=0, no-cache"))

    async def scenario() -> None:
        send = handler(world, ttl={"orders.*": 30})
        await send(get())
        assert status_of(await send(get())) == "ferrule; hit; ttl=30"
        operation = ferrule.Operation(
            "shop", "o", "users.get", "GET", "/users", facts=Facts.decode({"cache": {"ttl": 20}})
        )
        await send(get(operation=operation, url="https://api.shop.test/users"))
        await send(get(operation=operation, url="https://api.shop.test/users"))
        assert len(world.sent) == 3
        world.script(a_response(200, b"x"))
        await send(get(operation=operation, url="https://api.shop.test/silent"))
        assert (
            status_of(await send(get(operation=operation, url="https://api.shop.test/silent")))
            == "ferrule; hit; ttl=20"
        )

    world.run(scenario)


def test_no_store_beats_a_ttl(world: World) -> None:
    """No setting stores what says no-store."""
    world.script(a_response(200, b"x", cache_control="no-store"))

    async def scenario() -> None:
        send = handler(world, ttl={"*": 30})
        await send(get())
        await send(get())
        assert len(world.sent) == 2

    world.run(scenario)


@pytest.mark.parametrize("status", [404, 410])
def test_negative_caching(world: World, status: int) -> None:
    """A 404 or 410 is remembered only when asked for, and no longer than that."""
    world.script(status)

    async def scenario() -> None:
        send = handler(world, negative=5)
        await send(get())
        assert (await send(get())).status_code == status
        assert len(world.sent) == 1
        await world.runtime.sleep(5)
        await send(get())
        assert len(world.sent) == 2
        plain = handler(world)
        await plain(get())
        await plain(get())
        assert len(world.sent) == 4

    world.run(scenario)
