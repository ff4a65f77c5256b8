"""The cache in the pipeline, in every world."""

from __future__ import annotations

import pytest

from cached import fresh, get, handler, options, status_of
from ferrule.cache.policy import CachePolicy
from ferrule.cache.settings import Cache
from ferrule.call import Call, Response
from ferrule.policies.pipeline import compose
from ferrule.policies.redirect import RedirectPolicy
from worlds import World, a_call, a_response


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
    """A 304 with another strong validator is not about what is stored: the call is sent again, without conditions."""
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
    """The response that an engine or a test double gave is not changed, and no reader can change the stored one."""
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


def test_each_way_of_answering_is_counted(world: World) -> None:
    """Fresh and stale hits, misses, validations, errors that a stored response stood in for, and refusals."""
    policy = CachePolicy(Cache())
    stale = {"cache_control": "max-age=10, stale-while-revalidate=20, stale-if-error=1000", "etag": '"a"'}

    async def scenario() -> None:
        send = compose([policy], world.runtime)
        told: dict[str, int] = {}

        async def counted(call: Call, *names: str) -> None:
            await send(call)
            now = policy.counts.read()
            assert sorted(name for name in now if now[name] > told.get(name, 0)) == sorted(names)
            told.update(now)

        told = dict.fromkeys(policy.counts.read(), 0)
        world.script(a_response(200, b"v1", **stale))
        await counted(get(), "miss", "stored")
        await counted(get(), "hit")
        await world.runtime.sleep(9.5)
        await counted(get(), "hit")
        await counted(get(headers={"cache-control": "only-if-cached"}), "hit")
        await world.runtime.sleep(50.0)
        world.script(503)
        await counted(get(), "stale")
        world.script(a_response(304, etag='"a"'))
        await counted(get(), "validated", "stored")
        world.script(200)
        await counted(get("https://api.shop.test/other"), "miss")
        await counted(get("https://api.shop.test/third", headers={"cache-control": "only-if-cached"}), "refused")

    world.run(scenario)


def test_a_response_at_its_very_end_is_stale(world: World) -> None:
    """And is counted so, where it is served all the same."""
    policy = CachePolicy(Cache())
    world.script(a_response(200, b"v1", cache_control="max-age=10, stale-while-revalidate=20"))

    async def scenario() -> None:
        send = compose([policy], world.runtime)
        await send(get())
        await world.runtime.sleep(10.0)
        await send(get())
        assert (policy.counts.read()["hit"], policy.counts.read()["stale"]) == (0, 1)

    world.run(scenario)
