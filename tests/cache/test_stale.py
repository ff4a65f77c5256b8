"""What may be served stale, while it is refreshed or instead of an error (RFC 5861), in every world."""

from __future__ import annotations

from typing import Any

import pytest

import ferrule
from cached import fresh, get, handler, options, status_of
from ferrule.errors import CircuitOpen, DeadlineExceeded, ReadFailed
from worlds import World, a_response


def test_stale_while_revalidate_answers_at_once(world: World) -> None:
    """Within the window the stale response is served and one call refreshes it behind; after it the caller waits."""
    world.script(a_response(200, b"v1", cache_control="max-age=10, stale-while-revalidate=30"))

    async def scenario() -> None:
        send = handler(world)
        await send(get())
        await world.runtime.sleep(20)
        world.handler = world.after(2, fresh(60, b"v2"))
        began = world.runtime.now()
        first, second = await send(get()), await send(get())
        assert (first.content, second.content, world.runtime.now()) == (b"v1", b"v1", began)
        assert status_of(first) == "ferrule; hit; ttl=-10; detail=stale-while-revalidate"
        await world.runtime.sleep(3)
        assert (await send(get())).content == b"v2"
        assert len(world.sent) == 2

    world.run(scenario)


def test_must_revalidate_beats_every_stale_use(world: World) -> None:
    """A response that says must-revalidate is never served stale, whatever else allows it."""
    stale = a_response(200, cache_control="max-age=1, must-revalidate, stale-if-error=99, stale-while-revalidate=99")
    world.script(stale, ReadFailed("broken"))

    async def scenario() -> None:
        send = handler(world, stale_if_error=99, stale_while_revalidate=99)
        await send(get())
        await world.runtime.sleep(2)
        with pytest.raises(ReadFailed):
            await send(get(headers={"cache-control": "max-stale=99"}))

    world.run(scenario)


@pytest.mark.parametrize(
    "failure", [503, ReadFailed("broken"), CircuitOpen("open"), ferrule.QueueFull("full")], ids=repr
)
def test_a_stale_response_stands_in_for_an_error(world: World, failure: Any) -> None:
    """Within stale-if-error, server errors, wire errors and refusals are answered from the store, but not later."""
    world.script(a_response(200, b"v1", cache_control="max-age=1, stale-if-error=100"), failure)

    async def scenario() -> None:
        send = handler(world)
        await send(get())
        await world.runtime.sleep(50)
        call = get()
        assert (await send(call)).content == b"v1"
        assert "served stale instead of an error" in call.trace.notes[-1]
        await world.runtime.sleep(100)
        if failure == 503:
            assert (await send(get())).status_code == 503
        else:
            with pytest.raises(type(failure)):
                await send(get())

    world.run(scenario)


def test_a_stale_response_is_served_just_before_the_deadline(world: World) -> None:
    """Where a stale response may stand in, a call that would run out of time gets it in time."""
    world.script(a_response(200, b"v1", cache_control="max-age=1, stale-if-error=100"), world.after(60, 200))

    async def scenario() -> None:
        send = handler(world)
        await send(get())
        await world.runtime.sleep(5)
        began = world.runtime.now()
        assert (await send(get(options=options(deadline=2.0)))).content == b"v1"
        assert began + 1.9 < world.runtime.now() < began + 2.0
        with pytest.raises(DeadlineExceeded):
            await send(get("https://api.shop.test/other", options=options(deadline=2.0)))

    world.run(scenario)


def test_a_stale_response_that_expires_before_the_deadline_is_not_waited_for(world: World) -> None:
    """Where what is stored may not be served any more when the deadline is near, the deadline passes as without it."""
    world.script(a_response(200, b"v1", cache_control="max-age=1, stale-if-error=10"), world.after(60, 200))

    async def scenario() -> None:
        send = handler(world)
        await send(get())
        await world.runtime.sleep(5)
        began = world.runtime.now()
        with pytest.raises(DeadlineExceeded):
            await send(get(options=options(deadline=20.0)))
        assert world.runtime.now() == pytest.approx(began + 20.0)

    world.run(scenario)


def test_a_reload_wants_the_truth(world: World) -> None:
    """With `reload` no stale response stands in for an error."""
    world.script(fresh(60), 503)

    async def scenario() -> None:
        send = handler(world, stale_if_error=99)
        await send(get())
        assert (await send(get(options=options(cache="reload")))).status_code == 503
        assert (await send(get())).content == b"v1"

    world.run(scenario)


def test_a_stale_part_stands_in_for_an_error(world: World) -> None:
    """What is served instead of an error is the part that was asked for, too."""
    world.script(a_response(200, b"0123456789", cache_control="max-age=1, stale-if-error=60"), ReadFailed("broken"))

    async def scenario() -> None:
        send = handler(world)
        await send(get())
        await world.runtime.sleep(5)
        part = await send(get(headers={"range": "bytes=2-4"}))
        assert (part.status_code, part.content, part.headers["content-range"]) == (206, b"234", "bytes 2-4/10")

    world.run(scenario)
