"""A server that restarts behind a balancer: the kept connections are dead, and the next call gets through."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from engines.server import OK, Peer, Server, serving
from engines.sides import Side
from engines.sides import side as side
from ferrule.call import Trace
from ferrule.engines.connection import Connection
from ferrule.errors import ReadFailed, WireError, WriteFailed
from worlds import a_call

_KEPT = 4


class Restarting:
    """Keeps so many connections, until it restarts: then each ends when it is used, in its own way."""

    def __init__(self, end: Callable[[Peer], None]) -> None:
        self._end = end
        self._all = threading.Barrier(_KEPT)
        self.restarted = threading.Event()
        self.served: list[bytes] = []

    def behave(self, peer: Peer) -> None:
        """One connection."""
        old = not self.restarted.is_set()
        while (request := peer.request()) is not None:
            if not self.restarted.is_set():
                self._all.wait(30)
            elif old:
                self._end(peer)
                return
            self.served.append(request[0].partition(b" ")[0] + b" " + request[1])
            peer.send(OK)


def silent(peer: Peer) -> None:
    """Read, and say nothing."""
    peer.until_closed()


@contextmanager
def restarted(side: Side, end: Callable[[Peer], None]) -> Iterator[tuple[Server, Restarting]]:
    """A server, to be used after `keep`."""
    made = Restarting(end)
    with serving(made.behave) as server:
        yield server, made


async def keep(side: Side, server: Server, made: Restarting) -> None:
    """Have so many idle connections, and the server restart."""
    tasks = [side.runtime.spawn(lambda: side.runtime.send(a_call(url=server.url))) for _ in range(_KEPT)]
    for task in tasks:
        await task.join()
    assert server.accepted == _KEPT
    made.restarted.set()
    made.served.clear()


@pytest.mark.parametrize("end", [Peer.reset, lambda peer: None], ids=["reset", "closed"])
@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_a_call_that_may_be_repeated_gets_through(side: Side, end: Callable[[Peer], None], method: str) -> None:
    """It goes over a fresh connection at once, in the same send; the trace says so."""
    trace, body = Trace(), {} if method == "GET" else {"content": b"body"}

    async def scenario() -> None:
        await keep(side, server, made)
        response = await side.runtime.send(a_call(method, server.url, body=body, trace=trace))
        assert response.content == b"ok"

    with restarted(side, end) as (server, made):
        side.run(scenario)
        assert made.served == [b"GET " if method == "GET" else b"PUT body"]
    assert [note for note in trace.notes if "sent again" in note]
    assert trace.may_have_acted


def test_a_call_that_may_not_be_repeated_spoils_none_after_it(side: Side) -> None:
    """A POST fails, as the server may have acted; the one after it gets a fresh connection, however many were kept."""

    async def scenario() -> None:
        await keep(side, server, made)
        with pytest.raises((ReadFailed, WriteFailed)) as caught:
            await side.runtime.send(a_call("POST", server.url, body={"content": b"x"}))
        assert caught.value.may_have_acted
        assert (await side.runtime.send(a_call("POST", server.url, body={"content": b"x"}))).content == b"ok"

    with restarted(side, Peer.reset) as (server, made):
        side.run(scenario)
        assert made.served == [b"POST x"]


def test_a_file_is_left_to_the_next_attempt(side: Side) -> None:
    """Only who knows where it stood can send it again; the attempt that follows gets a fresh connection."""

    async def scenario() -> None:
        await keep(side, server, made)
        with pytest.raises((ReadFailed, WriteFailed)):
            await side.runtime.send(a_call("PUT", server.url, body={"content": io.BytesIO(b"body")}))
        await side.runtime.send(a_call("PUT", server.url, body={"content": io.BytesIO(b"body")}))

    with restarted(side, Peer.reset) as (server, made):
        side.run(scenario)
        assert made.served == [b"PUT body"]


def test_silent_ones_cost_one_time_limit(side: Side) -> None:
    """Where kept connections swallow what is sent, one call ends at its time limit, and the next gets through."""

    async def scenario() -> None:
        await keep(side, server, made)
        with pytest.raises(TimeoutError):
            await side.within(0.05, a_call(url=server.url))
        assert (await side.within(30, a_call(url=server.url))).content == b"ok"

    with restarted(side, silent) as (server, made):
        side.run(scenario)


def test_a_call_is_repeated_once(side: Side) -> None:
    """A server that drops each connection is not asked for ever: the second failure is the call's."""
    seen: list[bytes] = []

    def behave(peer: Peer) -> None:
        peer.request()
        peer.send(OK)
        while (request := peer.request()) is not None:
            seen.append(request[0])
            return

    async def scenario() -> None:
        await side.runtime.send(a_call(url=server.url))
        await side.runtime.send(a_call(url=server.url))  # over a connection made for it
        assert len(seen) == 1

    with serving(behave) as server:
        side.run(scenario)


def test_a_fresh_connection_that_breaks_is_a_failure(side: Side) -> None:
    """Nobody kept it, so nothing says that the server had closed it long before."""
    requests: list[bytes] = []

    def behave(peer: Peer) -> None:
        requests.append((peer.request() or (b"", b""))[0])

    with serving(behave) as server, pytest.raises(WireError):
        side.send(server.url)
    assert len(requests) == 1


def test_connections_that_others_used_meanwhile_are_kept(side: Side) -> None:
    """A kept connection that broke says nothing against one that has carried a call since."""
    side = side.over(Connection(max_connections=2))
    both, go_on = threading.Barrier(2), threading.Event()
    connections: list[Peer] = []

    def behave(peer: Peer) -> None:
        connections.append(peer)
        while (request := peer.request()) is not None:
            if b"/both" in request[0]:
                both.wait(30)
            if b"/broken" in request[0]:
                go_on.wait(30)
                peer.reset()
                return
            peer.send(OK)
            if b"/alive" in request[0]:
                go_on.set()

    async def scenario() -> None:
        runtime = side.runtime
        tasks = [runtime.spawn(lambda: runtime.send(a_call(url=f"{server.url}/both"))) for _ in range(2)]
        for task in tasks:
            await task.join()
        broken = runtime.spawn(lambda: runtime.send(a_call("POST", url=f"{server.url}/broken")))
        await runtime.send(a_call(url=f"{server.url}/alive"))
        await broken.join()
        await runtime.send(a_call(url=server.url))

    with serving(behave) as server:
        side.run(scenario)
        assert len(connections) == 2


@pytest.mark.parametrize(
    "answer",
    [b"HTTP/1.1 200 OK\r\nContent-Le", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"],
    ids=["head", "body"],
)
def test_a_kept_connection_on_which_an_answer_began_was_not_dead(side: Side, answer: bytes) -> None:
    """The server had the request, so it is not sent again at once."""
    if side.engine != "httptools" and b"\r\n\r\n" not in answer:
        pytest.skip("it does not tell half of a head from none")
    requests: list[bytes] = []

    def behave(peer: Peer) -> None:
        while (request := peer.request()) is not None:
            requests.append(request[0])
            peer.send(OK if len(requests) == 1 else answer)
            if len(requests) > 1:
                return

    async def scenario() -> None:
        await side.runtime.send(a_call(url=server.url))
        with pytest.raises(WireError):
            await side.runtime.send(a_call(url=server.url))

    with serving(behave) as server:
        side.run(scenario)
    assert len(requests) == 2
