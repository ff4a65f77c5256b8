"""Parts of stored responses (RFC 9110 §14), in every world."""

from __future__ import annotations

import pytest

from cached import fresh, get, handler
from ferrule.call import Call, Response
from worlds import World, a_response


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
