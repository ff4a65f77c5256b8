"""Streams that are declared resumable: where they go on, after which wait, and when not."""

import io

import pytest

from ferrule import (
    CircuitOpen,
    ConfigError,
    ConnectFailed,
    InvalidResponse,
    NotFound,
    ReadFailed,
    ServiceUnavailable,
    StreamBroken,
)
from streams.conftest import deltas, numbers, reply

CUT = ReadFailed("cut")
GONE = reply(status=204, content_type=None)


def ids(site):
    """What each request said of the last event."""
    return [call.headers.get("last-event-id") for call in site.calls]


@pytest.mark.parametrize("end", [(CUT,), ()], ids=["broken", "ended"])
def test_it_goes_on_from_the_last_event_that_was_dispatched(site, end):
    """Not from one that was cut; 204 is the end."""
    site.serve(
        reply(b"id: abc\n" + deltas(1) + b"id: def\ndata: 2", *end),
        reply(b"id: def\n" + deltas(2), *end),
        GONE,
    )
    stream = site.client.feed.follow.events()
    assert numbers(site.all(stream)) == [1, 2]
    assert (ids(site), stream.end) == ([None, "abc", "def"], "no content (204)")
    assert [one.released for one in site.bodies[:2]] == [1, 1]


def test_one_that_is_cut_at_once_goes_on_from_what_it_was_opened_with(site):
    """Whoever resumed it before knows where it stands."""
    site.serve(reply(CUT), reply("id: é✓\n\n".encode(), CUT), reply(b"id\n" + deltas(1), CUT), GONE)
    stream = site.client.with_options(headers={"Last-Event-ID": "e1"}).feed.follow.events()
    assert numbers(site.all(stream)) == [1]
    assert ids(site) == ["e1", "e1", "é✓", None]


def test_it_waits_as_the_stream_says(site):
    """Three seconds where it does not; the latest one holds, also on later connections."""
    site.serve(
        reply(deltas(1), CUT),
        reply(b"retry: 500\n", CUT),
        reply(deltas(2), CUT),
        reply(b"retry: 9\nretry: x\n", CUT),
        GONE,
    )
    site.all(site.client.feed.follow.events())
    assert site.at == [0, 3, 3.5, 4, 4.009]


def test_attempts_are_counted_from_the_last_event_on(site):
    """Five connections without one are the end; the error is that of the first break."""
    breaks = [reply(CUT) for _ in range(4)]
    site.serve(reply(CUT), *breaks, reply(deltas(1), ReadFailed("late")), *breaks, reply(CUT))
    got = []
    stream = site.client.feed.follow.events()
    with pytest.raises(StreamBroken) as caught:
        site.run(lambda: site.drain(stream, got))
    assert (numbers(got), len(site.calls), caught.value.events) == ([1], 11, 1)


def test_connections_that_fail_are_attempts_as_well(site):
    """And so are errors of the server; what lasts is raised at once."""
    site.serve(
        reply(deltas(1), CUT), ConnectFailed("refused"), reply(status=503, content_type=None), reply(deltas(2), CUT),
        reply(b"{}", status=404, content_type="application/json"),
    )  # fmt: skip
    got = []
    with pytest.raises(NotFound):
        site.run(lambda: site.drain(site.client.feed.follow.events(), got))
    assert numbers(got) == [1, 2]
    site.serve(reply(deltas(1), CUT), *[ConnectFailed("refused"), CircuitOpen("open")] * 2, ConnectFailed("refused"))
    with pytest.raises(StreamBroken) as caught:
        site.all(site.client.feed.follow.events())
    assert isinstance(caught.value.__cause__, ConnectFailed)
    site.serve(reply(deltas(1), CUT), reply(b"<p>", content_type="text/html"))
    with pytest.raises(InvalidResponse):
        site.all(site.client.feed.follow.events())


def test_the_first_connection_is_a_call_like_any_other(site):
    """Nothing is to be resumed yet."""
    site.serve(reply(status=503, content_type=None))
    with pytest.raises(ServiceUnavailable):
        site.all(site.client.feed.follow.events())


def test_within_bounds_the_waits_too(site):
    """It ends in the middle of one."""
    site.serve(reply(b"retry: 60000\n" + deltas(1), CUT))
    stream = site.client.feed.follow.events().within(10)
    assert (numbers(site.all(stream)), stream.end, site.world.runtime.now()) == ([1], "10 s are over", 10)


def test_a_terminator_ends_it_for_good(site):
    """Before that, its end is none; a POST that is declared resumable is sent again."""
    site.serve(reply(b"id: 1\n" + deltas(1)), reply(deltas(2) + b"data: [DONE]\n\n"))
    stream = site.client.chat.told.events(body=b"question")
    assert (numbers(site.all(stream)), stream.end, ids(site)) == ([1, 2], "terminator", [None, "1"])


def test_the_same_body_is_sent_again(site, streams):
    """Also that of a file, which has been read by then."""
    site.serve(reply(deltas(1), CUT), reply(deltas(2) + b"data: [DONE]\n\n"))
    stream = site.client.chat.told.events(body=streams.types.File(io.BytesIO(b"question")))
    assert numbers(site.all(stream)) == [1, 2]
    assert [call.body["content"] for call in site.calls] == [b"question", b"question"]


def test_numbers_and_skipped_ones_go_on(site):
    """What was passed over on all connections is counted together."""
    site.serve(reply(b"data: {\n\n" + deltas(1), CUT), reply(b"data: {\n\n", CUT), GONE)
    stream = site.client.feed.follow.events().skip_broken()
    assert (numbers(site.all(stream)), stream.skipped) == ([1], 2)


def test_a_redirect_takes_the_id_along(site):
    """To another host, too: the stream would begin again there, and nobody would notice."""
    moved = reply(status=307, content_type=None, location="https://elsewhere.example/feed")
    site.serve(moved, reply(b"id: a\n" + deltas(1), CUT), moved, reply(deltas(2), CUT), GONE)
    assert numbers(site.all(site.client.feed.follow.events())) == [1, 2]
    assert [(call.url.partition("/feed")[0], call.headers.get("last-event-id")) for call in site.calls] == [
        ("https://streams.example/v1", None),
        ("https://elsewhere.example", None),
        ("https://streams.example/v1", "a"),
        ("https://elsewhere.example", "a"),
        ("https://streams.example/v1", "a"),
    ]
    assert [("x-key" in call.headers) for call in site.calls] == [True, False, True, False, True]


@pytest.mark.parametrize("unfit", ["a\x01b", "a\x7f"])
def test_an_id_that_no_header_can_hold_ends_it(site, unfit):
    """What had been delivered is told, as with any break; the request for more is not sent."""
    site.serve(reply(f"id: {unfit}\n".encode() + deltas(1), CUT))
    answer = site.world.handler

    async def strict(call):  # as engines are
        if call.headers.get("last-event-id"):
            raise ConfigError("the request holds characters that HTTP does not allow")
        return await answer(call)

    site.world.handler = strict
    got = []
    with pytest.raises(StreamBroken) as caught:
        site.run(lambda: site.drain(site.client.feed.follow.events(), got))
    assert (numbers(got), caught.value.events, caught.value.last_event_id) == ([1], 1, unfit)
    assert isinstance(caught.value.__cause__, ConfigError)


def test_one_that_is_closed_meanwhile_is_not_asked_for_again(site):
    """Another task or thread may close it while it is read: that is its end, and no break."""

    async def leave():
        await site.close(stream)

    site.serve(reply(b"retry: 1\n" + deltas(1), leave, CUT))
    stream = site.client.feed.follow.events()
    assert (numbers(site.all(stream)), stream.end, len(site.calls)) == ([1], "closed", 1)


@pytest.mark.parametrize("tries", [0, 1], ids=["first", "again"])
def test_a_connection_that_comes_after_the_close_is_given_back(site, tries):
    """It was on its way then."""
    site.serve(*[reply(CUT) for _ in range(tries)], reply(deltas(1), 60.0))
    stream = site.client.feed.follow.events()
    answer = site.world.handler

    async def leave(call):
        response = await answer(call)
        if len(site.calls) > tries:
            await site.close(stream)
        return response

    site.world.handler = leave
    assert (site.all(stream), stream.end, len(site.calls)) == ([], "closed", tries + 1)
    assert [one.released for one in site.bodies] == [1] * (tries + 1)


def test_one_that_is_closed_while_it_waits_connects_no_more(site):
    """The wait ends at once, which the server may have made an hour long, and nothing is sent."""
    site.serve(reply(b"retry: 3600000\n" + deltas(1), CUT))
    stream = site.client.feed.follow.events()
    runtime = site.world.runtime

    async def leave():
        await runtime.sleep(5)
        await site.close(stream)

    async def scenario():
        task = runtime.spawn(leave)
        got = []
        await site.drain(stream, got)
        await task.join()
        return numbers(got), runtime.now()

    assert (site.run(scenario), stream.end, len(site.calls)) == (([1], 5), "closed", 1)
