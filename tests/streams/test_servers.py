"""Streams from real servers, through each engine that serves both worlds."""

from __future__ import annotations

import asyncio
import threading
import zlib
from collections.abc import Callable
from typing import Any

import pytest

from engines.server import OK, Peer, Server, serving
from ferrule import ApiKey, Concurrency, Connection, InternalServerError, Policies, StreamBroken
from streams.conftest import deltas, numbers

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n%b\r\n"
ENGINES = ["httpx", "httptools"]


def chunk(data: bytes) -> bytes:
    """A chunk of a chunked body."""
    return b"%x\r\n%b\r\n" % (len(data), data)


def client(streams: Any, server: Server, engine: str, world: str, **settings: Any) -> Any:
    """A client of either world, over one connection."""
    facade = streams.Streams if world == "sync" else streams.AsyncStreams
    connection = Connection(max_connections=1, **settings)
    policies = Policies(deadline=10.0, retry=None, breaker=None, concurrency=Concurrency(limit=1))
    return facade(base_url=server.url, auth=ApiKey("key"), engine=engine, connection=connection, policies=policies)


class Feed:
    """Sends `first`, then each of `rest` when it is told to; a part that is None cuts the connection."""

    def __init__(self, first: bytes, *rest: bytes | None, head: bytes = HEAD % b"") -> None:
        self.go = threading.Semaphore(0)
        self._first, self._rest, self._head = first, rest, head
        self.heads: list[bytes] = []

    def __call__(self, peer: Peer) -> None:
        while (request := peer.request()) is not None:
            self.heads.append(request[0])
            peer.send(self._head + chunk(self._first))
            for part in self._rest:
                assert self.go.acquire(timeout=60)
                if part is None:
                    return
                peer.send(chunk(part))
            peer.send(b"0\r\n\r\n")


def check(world: str, made: Any, blocking: Callable[[Any], None], asynchronous: Callable[[Any], Any]) -> None:
    """Run the scenario of the world."""
    if world == "sync":
        with made:
            blocking(made)
        return

    async def main() -> None:
        async with made:
            await asynchronous(made)

    asyncio.run(main())


@pytest.mark.parametrize("world", ["sync", "async"])
@pytest.mark.parametrize("engine", ENGINES)
def test_compressed_events_are_delivered_when_they_come(streams: Any, engine: str, world: str) -> None:
    """Each is flushed by the server; none waits for the next."""
    packer = zlib.compressobj(wbits=31)
    parts = [packer.compress(deltas(number)) + packer.flush(zlib.Z_SYNC_FLUSH) for number in (1, 2)]
    feed = Feed(*parts, packer.flush(), head=HEAD % b"Content-Encoding: gzip\r\n")

    def blocking(made: Any) -> None:
        events = made.feed.once.events()
        got = [next(events)]
        feed.go.release()
        got.append(next(events))
        feed.go.release()
        assert (numbers(got), next(events, None)) == ([1, 2], None)

    async def asynchronous(made: Any) -> None:
        events = made.feed.once.events()
        got = [await anext(events)]
        feed.go.release()
        got.append(await anext(events))
        feed.go.release()
        assert (numbers(got), await anext(events, None)) == ([1, 2], None)

    with serving(feed) as server:
        check(world, client(streams, server, engine, world), blocking, asynchronous)


@pytest.mark.parametrize("world", ["sync", "async"])
@pytest.mark.parametrize("engine", ENGINES)
def test_a_stream_that_is_cut_is_no_end(streams: Any, engine: str, world: str) -> None:
    """What was delivered is told, and it is not asked for again."""
    feed = Feed(deltas(1), None)
    feed.go.release()
    got: list[Any] = []

    def blocking(made: Any) -> None:
        got.extend([*made.feed.once.events()])

    async def asynchronous(made: Any) -> None:
        got.extend([one async for one in made.feed.once.events()])

    with serving(feed) as server:
        with pytest.raises(StreamBroken) as caught:
            check(world, client(streams, server, engine, world), blocking, asynchronous)
        assert (caught.value.events, server.accepted) == (1, 1)


@pytest.mark.parametrize("world", ["sync", "async"])
@pytest.mark.parametrize("engine", ENGINES)
def test_a_resumable_stream_goes_on_on_another_connection(streams: Any, engine: str, world: str) -> None:
    """With the id of the last event; 204 ends it."""
    heads: list[bytes] = []

    def behave(peer: Peer) -> None:
        while (request := peer.request()) is not None:
            heads.append(request[0].lower())
            if len(heads) == 3:
                peer.send(b"HTTP/1.1 204 No Content\r\n\r\n")
                continue
            number = len(heads)
            peer.send(HEAD % b"" + chunk(f"retry: 1\nid: é{number}\n".encode() + deltas(number) + b"data: {"))
            return

    def blocking(made: Any) -> None:
        assert numbers([*made.feed.follow.events()]) == [1, 2]

    async def asynchronous(made: Any) -> None:
        assert numbers([one async for one in made.feed.follow.events()]) == [1, 2]

    with serving(behave) as server:
        check(world, client(streams, server, engine, world), blocking, asynchronous)
    assert [b"last-event-id: " in head for head in heads] == [False, True, True]
    assert "last-event-id: é2".encode() in heads[2]


def rounds(peer: Peer) -> None:
    """An endless stream, an error, or a small answer, as the path says."""
    while (request := peer.request()) is not None:
        path = request[0].split(b" ")[1]
        if path.startswith(b"/file"):
            peer.send(b"HTTP/1.1 500 No\r\nContent-Length: 2\r\n\r\nno")
        elif path.startswith(b"/once"):
            peer.send(HEAD % b"" + chunk(deltas(1)))
            peer.receive()  # until the client has closed it
            return
        else:
            peer.send(OK)


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("engine", ENGINES)
def test_a_pool_of_one_serves_the_next_call_however_a_stream_was_left(streams: Any, engine: str) -> None:
    """By break, by an exception, by an error status, by closing: in a blocking client."""
    with serving(rounds) as server, client(streams, server, engine, "sync") as made:
        for number in range(100):
            match number % 4:
                case 0:
                    for _ in made.feed.once.events():
                        break
                case 1:
                    with pytest.raises(KeyError), made.feed.once.events() as events:
                        for _ in events:
                            raise KeyError
                case 2:
                    with pytest.raises(InternalServerError), made.files.get.stream():
                        pass
                case _:
                    events = made.feed.once.events()
                    next(events)
                    events.close()
            assert made.rows.untyped() == b"ok"


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("engine", [*ENGINES, "aiohttp"])
def test_a_pool_of_one_serves_the_next_call_in_a_loop_as_well(streams: Any, engine: str) -> None:
    """By break, by cancelling a read, by an error status, by an exception."""

    async def main() -> None:
        async with client(streams, server, engine, "async") as made:
            for number in range(100):
                match number % 4:
                    case 0:
                        async for _ in made.feed.once.events():
                            break
                    case 1:
                        await cancelled(made.feed.once.events())
                    case 2:
                        with pytest.raises(InternalServerError):
                            async with made.files.get.stream():
                                pass
                    case _:
                        with pytest.raises(KeyError):
                            async with made.feed.once.events() as events:
                                async for _ in events:
                                    raise KeyError
                assert await made.rows.untyped() == b"ok"

    with serving(rounds) as server:
        asyncio.run(main())


async def cancelled(events: Any) -> None:
    """Cancel the second read, which waits."""
    await anext(events)
    task = asyncio.ensure_future(anext(events))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert events.end == "failed: CancelledError"
