"""Calls that change something, and what of the store they make doubtful (RFC 9111 §4.4), in every world."""

from __future__ import annotations

from typing import Any

import pytest

from cached import fresh, get, handler, options, status_of
from ferrule.call import Call, Response
from ferrule.errors import ReadFailed
from worlds import World, a_call, a_response


@pytest.mark.parametrize("place", ["https://[shop/items/1", "https://api.shop.test:99999/", "//[::1", "\x00"])
def test_a_place_that_is_no_url_harms_nobody(world: World, place: str) -> None:
    """What a server names as the place of something new may be no URL: the response is the caller's all the same."""
    world.script(fresh(60), a_response(201, location=place, content_location=place), fresh(60, b"v2"))

    async def scenario() -> None:
        send = handler(world)
        await send(get())
        assert (await send(a_call("POST", options=options(), body={"json": {}}))).status_code == 201
        assert (await send(get())).content == b"v2"

    world.run(scenario)


@pytest.mark.parametrize("method", ["OPTIONS", "QUERY", "TRACE"])
def test_safe_calls_invalidate_nothing(world: World, method: str) -> None:
    """Calls that ask for no change (RFC 9110 §9.2.1) are passed on, and what is stored stays."""
    world.script(fresh(60), 200)

    async def scenario() -> None:
        send = handler(world)
        await send(get())
        assert (await send(a_call(method, options=options()))).status_code == 200
        assert status_of(await send(get())) == "ferrule; hit; ttl=60"

    world.run(scenario)


def test_unsafe_calls_invalidate(world: World) -> None:
    """A successful unsafe call drops its own URL, with all queries, and those it names at its origin, and no others."""
    place = "https://api.shop.test"
    urls = [
        f"{place}/orders",
        f"{place}/orders?page=2",
        f"{place}/orders/7",
        f"{place}/users",
        "https://other.test/orders",
    ]

    async def answer(call: Call) -> Response:
        if call.method == "GET":
            return fresh(600, call.url.encode())
        return a_response(201, location="/orders/7", content_location="https://other.test/orders")

    world.handler = answer

    async def scenario() -> None:
        send = handler(world)
        for url in urls:
            await send(get(url))
        await send(a_call("POST", f"{place}/orders", options=options(), body={"json": {}}))
        world.sent.clear()
        for url in urls:
            await send(get(url))
        assert [call.url for call in world.sent] == urls[:3]

    world.run(scenario)


def test_what_is_under_way_while_it_is_invalidated_is_not_stored(world: World) -> None:
    """A response that set out before its URL was changed is passed on, and not kept as news from after the change."""
    url, other = "https://api.shop.test/orders/1", "https://api.shop.test/orders/2"

    async def answer(call: Call) -> Response:
        await world.runtime.sleep(5 if call.method == "GET" else 1)
        return fresh(60, b"old") if call.method == "GET" else a_response(204)

    world.handler = answer

    async def scenario() -> None:
        send = handler(world)
        slow = world.runtime.spawn(lambda: send(get(url)))
        unconcerned = world.runtime.spawn(lambda: send(get(other)))
        await world.runtime.sleep(1)
        await send(a_call("PUT", url=url, options=options()))
        await slow.join()
        await unconcerned.join()
        assert status_of(await send(get(url))) == "ferrule; fwd=uri-miss; stored"
        assert status_of(await send(get(other))).startswith("ferrule; hit")

    world.run(scenario)


def test_failed_unsafe_calls_invalidate_only_when_they_may_have_acted(world: World) -> None:
    """An error status leaves the store alone; a broken connection leaves the resource in doubt, and drops it."""
    world.script(fresh(600), 409, ReadFailed("broken"), fresh(600, b"v2"))

    async def scenario() -> None:
        send = handler(world)
        await send(get())
        await send(a_call("PUT", options=options()))
        assert (await send(get())).content == b"v1"
        with pytest.raises(ReadFailed):
            await send(a_call("PUT", options=options()))
        assert (await send(get())).content == b"v2"

    world.run(scenario)


def test_what_a_post_brought_is_for_the_one_who_sent_it(world: World) -> None:
    """Another identity asks for itself."""
    posted = a_response(200, b"mine", cache_control="max-age=60", content_location="/orders")
    world.script(posted, fresh(60, b"theirs"))

    async def scenario() -> None:
        send = handler(world)
        await send(a_call("POST", options=options(), body={"json": {}}, identity="me"))
        assert (await send(get(identity="them"))).content == b"theirs"
        assert (await send(get(identity="me"))).content == b"mine"
        assert len(world.sent) == 2

    world.run(scenario)


@pytest.mark.parametrize(
    ("changes", "fields", "reused"),
    [
        ({}, {"cache_control": "max-age=60", "content_location": "/orders"}, True),
        ({}, {"cache_control": "max-age=60"}, False),
        ({}, {"cache_control": "max-age=60", "content_location": "/orders/1"}, False),
        ({}, {"etag": '"a"', "content_location": "/orders"}, False),
        ({}, {"cache_control": "no-store, max-age=60", "content_location": "/orders"}, False),
        ({"identity": "another"}, {"cache_control": "max-age=60", "content_location": "/orders"}, False),
        ({"body": {"json": {}, "params": {"a": "b"}}}, {"cache_control": "max-age=60", "content_location": "/orders"}, False),
        ({"options": options(cache="no-store")}, {"cache_control": "max-age=60", "content_location": "/orders"}, False),
    ],
)  # fmt: skip
def test_a_post_may_answer_a_later_get(
    world: World, changes: dict[str, Any], fields: dict[str, str], reused: bool
) -> None:
    """A POST's response that says how long it is fresh, and is at its own URL, answers a GET (RFC 9110 §9.3.3)."""
    world.script(a_response(200, b"v1", **fields), fresh(60, b"v2"))

    async def scenario() -> None:
        send = handler(world)
        await send(a_call("POST", **({"options": options(), "body": {"json": {}}} | changes)))
        assert (await send(get())).content == (b"v1" if reused else b"v2")
        assert len(world.sent) == (1 if reused else 2)

    world.run(scenario)
