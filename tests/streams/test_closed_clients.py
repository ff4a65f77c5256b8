"""A client that is closed ends its open streams, with an error that says so, on each engine."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest

from engines.server import Peer, serving
from ferrule import StreamBroken
from streams.conftest import deltas, numbers, reply
from streams.test_resuming import CUT
from streams.test_servers import HEAD, chunk, client

BLOCKING = ["httpx", "httptools"]


def one_event(peer: Peer) -> None:
    """An event, and then silence until the client leaves."""
    while peer.request() is not None:
        peer.send(HEAD % b"" + chunk(deltas(1)) + chunk(b": waiting\n"))
        if not peer.receive():
            return


@pytest.mark.parametrize("engine", BLOCKING)
def test_a_thread_that_waits_for_an_event_gets_the_error(streams: Any, engine: str) -> None:
    """At once, and what it had is told."""
    caught: list[BaseException] = []
    first = threading.Event()

    def read(events: Any) -> None:
        try:
            for _ in events:
                first.set()
        except StreamBroken as error:
            caught.append(error)

    with serving(one_event) as server:
        made = client(streams, server, engine, "sync")
        events = made.feed.once.events()
        reader = threading.Thread(target=read, args=(events,))
        reader.start()
        assert first.wait(60)
        made.close()
        reader.join(60)
        server.wait_until_all_closed(after=1)
    (error,) = caught
    assert isinstance(error, StreamBroken)
    assert "the client was closed, after 26 bytes of the body; 1 event had been delivered" in str(error)
    assert (error.events, events.end) == (1, "failed: StreamBroken")


@pytest.mark.parametrize("engine", [*BLOCKING, "aiohttp"])
def test_a_task_that_waits_for_an_event_gets_the_error(streams: Any, engine: str) -> None:
    """At once, and what it had is told."""

    async def main() -> None:
        made = client(streams, server, engine, "async")
        events, first = made.feed.once.events(), asyncio.Event()

        async def read() -> None:
            async for _ in events:
                first.set()

        reader = asyncio.create_task(read())
        await first.wait()
        await asyncio.sleep(0)
        await made.aclose()
        with pytest.raises(StreamBroken, match="the client was closed, after ") as caught:
            await reader
        assert (caught.value.events, events.end) == (1, "failed: StreamBroken")

    with serving(one_event) as server:
        asyncio.run(main())
        server.wait_until_all_closed(after=1)


@pytest.mark.parametrize("engine", BLOCKING)
def test_who_reads_on_later_gets_the_error(streams: Any, engine: str) -> None:
    """Not the end of the stream."""
    with serving(one_event) as server:
        with client(streams, server, engine, "sync") as made:
            events = made.feed.once.events()
            assert numbers([next(events)]) == [1]
        server.wait_until_all_closed(after=1)
        with pytest.raises(StreamBroken, match="the client was closed"):
            next(events)


@pytest.mark.parametrize("engine", BLOCKING)
def test_a_body_through_the_generated_client_ends_too(streams: Any, engine: str) -> None:
    """It is the same connection."""
    with serving(one_event) as server:
        made = client(streams, server, engine, "sync")
        with made.generated.get_httpx_client().stream("GET", "/once") as response:
            parts = response.iter_raw()
            assert next(parts).startswith(deltas(1))
            made.close()
            with pytest.raises(StreamBroken, match="the client was closed"):
                [*parts]
        server.wait_until_all_closed(after=1)


def test_a_stream_that_waits_to_connect_again_ends_at_once(site: Any) -> None:
    """It does not wait out the hour that the server named, and says why it broke."""
    site.serve(reply(b"retry: 3600000\n" + deltas(1), CUT))
    events, runtime = site.client.feed.follow.events(), site.world.runtime
    got: list[Any] = []
    caught: list[StreamBroken] = []

    async def read() -> None:
        try:
            await site.drain(events, got)
        except StreamBroken as error:
            caught.append(error)

    async def scenario() -> None:
        runtime.spawn(read, grace=60.0)
        await runtime.sleep(5)
        await site.client._session.core.aclose()

    site.run(scenario)
    assert (numbers(got), runtime.now(), len(site.calls)) == ([1], 5, 1)
    assert "client is closed" in str(caught[0].__cause__)


def test_a_resumable_stream_of_a_closed_client_is_not_asked_for_again(site: Any) -> None:
    """It ends with the error at once."""

    async def leave() -> None:
        await site.client._session.core.aclose()

    site.serve(reply(deltas(1), leave, CUT))
    events, got = site.client.feed.follow.events(), list[Any]()
    with pytest.raises(StreamBroken, match="the client was closed"):
        site.run(lambda: site.drain(events, got))
    assert (numbers(got), site.world.runtime.now(), len(site.calls)) == ([1], 0, 1)


def test_a_stream_that_opens_while_its_client_is_closed_ends_with_the_error(site: Any) -> None:
    """And gives its connection back."""
    site.serve(reply(deltas(1), 60.0))
    answer = site.world.handler

    async def late(call: Any) -> Any:
        response = await answer(call)
        await site.client._session.core.aclose()
        return response

    site.world.handler = late
    with pytest.raises(StreamBroken, match="the client was closed, after 0 bytes"):
        site.all(site.client.feed.once.events())
    assert site.bodies[0].released == 1


def test_a_stream_that_was_dropped_is_not_held(site: Any) -> None:
    """Neither is one that came to its end."""
    site.serve(reply(deltas(1)), reply(deltas(1), 60.0))
    assert numbers(site.all(site.client.feed.once.events())) == [1]
    core = site.client._session.core
    assert core._streams._open == {}
    with pytest.warns(ResourceWarning):
        site.run(lambda: site.drain(site.client.feed.once.events(), [], 1))
    assert core._streams._open == {}
