"""The cache in the pipeline, in every world."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

import ferrule
from ferrule.cache.policy import CachePolicy
from ferrule.cache.settings import Cache
from ferrule.call import Call, Facts, Options, Response
from ferrule.errors import CircuitOpen, DeadlineExceeded, ReadFailed
from ferrule.policies.deadline import DeadlinePolicy
from ferrule.policies.pipeline import compose
from ferrule.policies.redirect import RedirectPolicy
from worlds import World, a_call, a_response

Handler = Callable[[Call], Awaitable[Response]]


def handler(world: World, **settings: Any) -> Handler:
    """A pipeline of a deadline and a cache."""
    return compose([DeadlinePolicy(), CachePolicy(Cache(**settings))], world.runtime)


def options(**changes: Any) -> Options:
    """Options without a deadline, unless the test gives one."""
    return Options(**{"deadline": None, **changes})


def get(url: str = "https://api.shop.test/orders", **changes: Any) -> Call:
    """A GET."""
    return a_call(url=url, **{"options": options(), **changes})


def status_of(response: Response) -> str:
    """What the cache says it did."""
    return response.headers["cache-status"]


def fresh(seconds: int = 60, content: bytes = b"v1", **headers: str) -> Response:
    """A response that says how long it is fresh."""
    return a_response(200, content, cache_control=f"max-age={seconds}", **headers)


def test_a_fresh_response_is_served_without_asking(world: World) -> None:
    """A response is reused while it says it is fresh, with its age, and asked for again afterwards."""
    world.script(fresh(60), fresh(60, b"v2"))

    async def scenario() -> None:
        send = handler(world)
        assert status_of(await send(get())) == "ferrule; fwd=uri-miss; stored"
        await world.runtime.sleep(59)
        response = await send(get())
        assert (response.content, response.headers["age"]) == (b"v1", "59")
        assert status_of(response) == "ferrule; hit; ttl=1"
        await world.runtime.sleep(1)
        assert (await send(get())).content == b"v2"
        assert len(world.sent) == 2

    world.run(scenario)


def test_silence_is_not_freshness(world: World) -> None:
    """Responses without explicit freshness are asked for each time, also with a Last-Modified."""
    world.script(a_response(200, b"x", last_modified="Mon, 01 Jan 2024 00:00:00 GMT"))

    async def scenario() -> None:
        send = handler(world)
        await send(get())
        await send(get())
        assert len(world.sent) == 2

    world.run(scenario)


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


def test_a_stale_response_is_validated(world: World) -> None:
    """A stale response with validators is asked about; a 304 renews it, and the caller gets the stored body."""
    world.script(
        fresh(10, etag='"a"', x_version="1"), a_response(304, etag='"a"', cache_control="max-age=50", x_version="2")
    )

    async def scenario() -> None:
        send = handler(world)
        await send(get())
        await world.runtime.sleep(20)
        response = await send(get())
        assert world.sent[1].headers["if-none-match"] == '"a"'
        assert (response.status_code, response.content, response.headers["x-version"]) == (200, b"v1", "2")
        assert status_of(response) == "ferrule; fwd=stale; fwd-status=304; stored"
        await world.runtime.sleep(49)
        assert status_of(await send(get())) == "ferrule; hit; ttl=1"
        assert len(world.sent) == 2

    world.run(scenario)


def test_a_304_about_another_response_is_not_believed(world: World) -> None:
    """A 304 with another strong validator cannot be about what is stored: the call is sent once more, unconditionally."""
    world.script(fresh(1, etag='"a"'), a_response(304, etag='"b"'), fresh(1, b"v2", etag='"b"'))

    async def scenario() -> None:
        send = handler(world)
        await send(get())
        await world.runtime.sleep(5)
        assert (await send(get())).content == b"v2"
        assert "if-none-match" not in world.sent[2].headers

    world.run(scenario)


@pytest.mark.parametrize(
    ("response", "why"),
    [
        (a_response(200, b"x", cache_control="no-store, max-age=60"), "no-store"),
        (a_response(206, b"p", cache_control="max-age=60"), "part"),
        (a_response(200, b"x", cache_control="max-age=60", vary="*"), "varies"),
        (a_response(503, b"x"), "503"),
        (a_response(200, b"x" * 11, cache_control="max-age=60"), "largest_body"),
    ],
)
def test_what_must_not_be_stored_is_not(world: World, response: Response, why: str) -> None:
    """What the rules forbid to store is asked for each time, and the trace says why."""
    world.script(response)

    async def scenario() -> None:
        send = handler(world, largest_body=10)
        call = get()
        await send(call)
        await send(get())
        assert len(world.sent) == 2
        assert any(note.startswith("cache: not stored:") and why in note for note in call.trace.notes)

    world.run(scenario)


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
    """Within stale-if-error, server errors, wire errors and refusals are answered from the store; later they are not."""
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
    """When the call that others wait for fails, each of them makes its own at once, instead of queueing to fail in turn."""
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


def test_head_is_answered_by_a_stored_get(world: World) -> None:
    """A HEAD gets the stored headers without the body; one that disagrees with what is stored drops it."""
    world.script(fresh(60, b"v1", etag='"a"'), a_response(200, etag='"b"'), fresh(60, b"v2", etag='"b"'))

    async def scenario() -> None:
        send = handler(world)
        await send(get())
        response = await send(a_call("HEAD", options=options()))
        assert (response.content, response.headers["etag"], len(world.sent)) == (b"", '"a"', 1)
        await send(a_call("HEAD", options=options(cache="reload")))
        assert (await send(get())).content == b"v2"

    world.run(scenario)


def test_head_takes_no_parts(world: World) -> None:
    """A HEAD with a Range is answered as if it had none (RFC 9110 §14.2)."""
    world.script(fresh(60, b"0123456789"))

    async def scenario() -> None:
        send = handler(world)
        await send(get())
        response = await send(a_call("HEAD", headers={"range": "bytes=2-4"}, options=options()))
        assert (response.status_code, response.content, len(world.sent)) == (200, b"", 1)

    world.run(scenario)


def test_head_never_has_a_body(world: World) -> None:
    """A HEAD for a stale response is sent on without conditions, and an error to it stays one."""
    world.script(fresh(1, b"v1", etag='"a"'), a_response(200, etag='"a"'), 503)

    async def scenario() -> None:
        send = handler(world, stale_if_error=99)
        await send(get())
        await world.runtime.sleep(5)
        response = await send(a_call("HEAD", options=options()))
        assert (response.content, "if-none-match" in world.sent[1].headers) == (b"", False)
        assert (await send(a_call("HEAD", options=options()))).status_code == 503

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


def test_conditions_of_the_caller(world: World) -> None:
    """A fresh stored response answers the caller's own condition: 304 when it matches, all of it when it does not."""
    world.script(fresh(60, b"v1", etag='"a"'))

    async def scenario() -> None:
        send = handler(world)
        await send(get())
        matching = await send(get(headers={"if-none-match": 'W/"x", "a"'}))
        other = await send(get(headers={"If-None-Match": '"b"'}))
        assert (matching.status_code, matching.content) == (304, b"")
        assert (other.status_code, other.content, len(world.sent)) == (200, b"v1", 1)

    world.run(scenario)


def test_parts_of_a_stored_response(world: World) -> None:
    """A range of a fresh stored response is cut from it; whatever it cannot give is asked for."""
    world.script(fresh(60, b"0123456789"), a_response(416))

    async def scenario() -> None:
        send = handler(world)
        await send(get())
        part = await send(get(headers={"range": "bytes=2-4"}))
        assert (part.status_code, part.content, part.headers["content-range"]) == (206, b"234", "bytes 2-4/10")
        assert (await send(get(headers={"range": "bytes=-3"}))).content == b"789"
        assert (await send(get(headers={"range": "bytes=10-"}))).status_code == 416

    world.run(scenario)


def test_a_part_is_served_to_who_asks_for_just_that_part(world: World) -> None:
    """A 206 answers a repeat of its own Range; neither other ranges, nor conditions on it, nor the whole."""

    async def answer(call: Call) -> Response:
        if "range" not in call.headers:
            return fresh(60, b"whole")
        return a_response(206, call.headers["range"].encode(), cache_control="max-age=60")

    world.handler = answer

    async def scenario() -> None:
        send = handler(world)
        for wanted in ("bytes=0-4", "bytes=5-9", "bytes=0-4", "bytes=5-9"):
            part = await send(get(headers={"range": wanted}))
            assert (part.status_code, part.content) == (206, wanted.encode())
        assert len(world.sent) == 2
        await send(get(headers={"range": "bytes=0-4", "if-range": '"a"'}))
        assert len(world.sent) == 3
        assert (await send(get())).content == b"whole"
        assert (await send(get())).content == b"whole"
        assert len(world.sent) == 4

    world.run(scenario)


@pytest.mark.parametrize(
    ("content_range", "wanted", "served"),
    [
        ("bytes 4-9/10", "bytes=6-8", (b"678", "bytes 6-8/10")),
        ("bytes 4-9/10", "bytes=6-", (b"6789", "bytes 6-9/10")),
        ("bytes 4-9/10", "bytes=6-99", (b"6789", "bytes 6-9/10")),
        ("bytes 4-9/10", "bytes=-2", (b"89", "bytes 8-9/10")),
        ("bytes 4-9/10", "bytes=3-8", None),
        ("bytes 4-9/10", "bytes=-7", None),
        ("bytes 4-9/10", "bytes=4-5,8-9", None),
        ("bytes 4-9/20", "bytes=5-6", (b"56", "bytes 5-6/20")),
        ("bytes 4-9/20", "bytes=6-12", None),
        ("bytes 4-9/20", "bytes=6-", None),
        ("bytes 4-9/20", "bytes=-2", None),
        ("bytes 4-9/*", "bytes=5-6", (b"56", "bytes 5-6/*")),
        ("bytes 4-9/*", "bytes=-2", None),
        ("bytes four", "bytes=5-6", None),
        ("", "bytes=5-6", None),
    ],
)
def test_a_smaller_part_is_cut_from_a_stored_part(
    world: World, content_range: str, wanted: str, served: tuple[bytes, str] | None
) -> None:
    """A stored part serves the parts within it; what reaches beyond, or ends where it does not end, is asked for."""
    fields = {"content_range": content_range} if content_range else {}
    world.script(a_response(206, b"456789", cache_control="max-age=60", **fields), a_response(416))

    async def scenario() -> None:
        send = handler(world)
        await send(get(headers={"range": "bytes=4-9"}))
        part = await send(get(headers={"range": wanted}))
        if served is None:
            assert part.status_code == 416
        else:
            assert (part.status_code, part.content, part.headers["content-range"]) == (206, *served)
            assert len(world.sent) == 1

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


def test_a_part_leaves_the_stale_whole_to_be_validated(world: World) -> None:
    """A 206 is stored beside a stale response to the whole, which can still be validated."""
    world.script(
        fresh(1, b"whole", etag='"a"'),
        a_response(206, b"part", cache_control="max-age=60"),
        a_response(304, etag='"a"'),
    )

    async def scenario() -> None:
        send = handler(world)
        await send(get())
        await world.runtime.sleep(5)
        assert (await send(get(headers={"range": "bytes=0-3"}))).content == b"part"
        assert (await send(get())).content == b"whole"
        assert world.sent[2].headers["if-none-match"] == '"a"'

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
    """A POST's response that says how long it is fresh and is at its own URL is what a GET would bring (RFC 9110 §9.3.3)."""
    world.script(a_response(200, b"v1", **fields), fresh(60, b"v2"))

    async def scenario() -> None:
        send = handler(world)
        await send(a_call("POST", **({"options": options(), "body": {"json": {}}} | changes)))
        assert (await send(get())).content == (b"v1" if reused else b"v2")
        assert len(world.sent) == (1 if reused else 2)

    world.run(scenario)


def test_the_order_of_languages_says_nothing(world: World) -> None:
    """Languages in another order select the same response; other weights do not."""
    world.script(fresh(60, vary="Accept-Language"))

    async def scenario() -> None:
        send = handler(world, neutral_headers=["Accept-Language"])
        for languages in ("en, de;q=0.5", "de;q=0.5,EN", "en;q=0.5, de"):
            await send(get(headers={"accept-language": languages}))
        assert len(world.sent) == 2

    world.run(scenario)


def test_responses_vary(world: World) -> None:
    """A response that varies is served only to requests with the same values; several are kept side by side."""

    async def answer(call: Call) -> Response:
        return fresh(60, call.headers.get("user-agent", "none").encode(), vary="User-Agent")

    world.handler = answer

    async def scenario() -> None:
        send = handler(world)
        for agent in ("a", "b", "a", "b"):
            assert (await send(get(headers={"user-agent": agent}))).content == agent.encode()
        response = await send(get())
        assert (response.content, status_of(response)) == (b"none", "ferrule; fwd=vary-miss; stored")
        assert len(world.sent) == 3

    world.run(scenario)


def test_what_a_redirect_led_to_is_not_stored(world: World) -> None:
    """A response that was reached through a redirect says nothing about the URL that was asked for."""

    async def answer(call: Call) -> Response:
        return fresh(60) if call.url.endswith("/new") else a_response(302, location="/new")

    world.handler = answer

    async def scenario() -> None:
        send = compose([CachePolicy(Cache()), RedirectPolicy()], world.runtime)
        for _ in range(2):
            assert (await send(get())).content == b"v1"
        assert len(world.sent) == 4

    world.run(scenario)


def test_stored_responses_are_not_touched_by_readers(world: World) -> None:
    """The response that a test double or an engine handed out is not changed, nor can a reader change the stored one."""
    original = fresh(60)
    world.script(original)

    async def scenario() -> None:
        send = handler(world)
        first = await send(get())
        first.raw_headers.append((b"x-mine", b"1"))
        (await send(get())).raw_headers.clear()
        assert original.raw_headers == [(b"cache-control", b"max-age=60")]
        assert "x-mine" not in (await send(get())).headers

    world.run(scenario)


def test_a_body_makes_a_get_uncacheable(world: World) -> None:
    """A GET with a body is passed on: what it means is between caller and server."""
    world.script(fresh(60))

    async def scenario() -> None:
        send = handler(world)
        await send(get(body={"json": {"q": 1}}))
        await send(get(body={"json": {"q": 2}}))
        assert len(world.sent) == 2

    world.run(scenario)


def test_errors_that_say_so_are_kept(world: World) -> None:
    """An error status with explicit freshness is reused, and still an error."""
    world.script(a_response(502, b"down", cache_control="max-age=5"))

    async def scenario() -> None:
        send = handler(world)
        await send(get())
        assert (await send(get())).status_code == 502
        assert len(world.sent) == 1

    world.run(scenario)
