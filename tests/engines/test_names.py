"""Names are looked up apart from everything else, and the first address that answers is taken."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from engines.server import answering, serving
from engines.sides import Side
from engines.sides import side as side
from ferrule.engines import names
from ferrule.engines.connection import Connection
from ferrule.engines.names import look_up, look_up_blocking
from ferrule.errors import ConnectFailed
from worlds import a_call

_SOON = 0.03
_real = socket.getaddrinfo


class Resolver:
    """In place of the system's: names of `.test` are known here, or never answered."""

    def __init__(self) -> None:
        self.known: dict[str, list[tuple[str, int]]] = {}
        self.asked: list[str] = []
        self.answer = threading.Event()

    def __call__(self, host: Any, port: Any, *args: Any, **settings: Any) -> Any:
        if settings.get("flags", 0) & socket.AI_NUMERICHOST or not str(host).endswith(".test"):
            return _real(host, port, *args, **settings)
        self.asked.append(host)
        if host.startswith("hangs"):
            self.answer.wait(60)
        if host not in self.known:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", address) for address in self.known[host]]


@pytest.fixture
def resolver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Resolver]:
    """The system's lookups, replaced."""
    made = Resolver()
    monkeypatch.setattr(socket, "getaddrinfo", made)
    yield made
    made.answer.set()


@contextmanager
def black_hole(host: str, port: int) -> Iterator[None]:
    """An address at which connections are neither taken nor refused."""
    with socket.socket() as listener:
        listener.bind((host, port))
        listener.listen(0)
        fillers = []
        for _ in range(4):  # the queue of the kernel is full: further connections are not answered
            fillers.append(socket.socket())
            fillers[-1].setblocking(False)
            fillers[-1].connect_ex((host, port))
        try:
            yield
        finally:
            for filler in fillers:
                filler.close()


def test_names_that_are_not_answered_hold_up_nobody(side: Side, resolver: Resolver) -> None:
    """Calls to them end with their deadlines, however many. Others go on, and so does the end of the loop."""
    hosts = [f"hangs{number}-{side.name}-{side.engine}.test" for number in range(3)]  # lookups outlive the test

    async def scenario() -> None:
        for number in range(40):
            with pytest.raises(TimeoutError):
                await side.within(_SOON / 10, a_call(url=f"http://{hosts[number % 3]}/"))
        assert (await side.within(30, a_call(url=server.url))).content == b"ok"
        assert (await side.within(30, a_call(url=server.url.replace("127.0.0.1", "localhost")))).content == b"ok"
        await side.runtime.offload(lambda: None)

    began = time.monotonic()
    with serving(answering()) as server:
        side.run(scenario)
    assert time.monotonic() - began < 20
    assert sorted(resolver.asked) == hosts  # one lookup for all who ask


def test_a_name_is_looked_up_beside_one_that_hangs(side: Side, resolver: Resolver) -> None:
    """A name server that does not answer for one name does not hold up the others."""

    async def scenario() -> None:
        with pytest.raises(TimeoutError):
            await side.within(_SOON, a_call(url=f"http://hangs-{side.name}-{side.engine}.test/"))
        assert (await side.within(30, a_call(url=f"http://shop.test:{server.address[1]}/"))).content == b"ok"

    with serving(answering()) as server:
        resolver.known["shop.test"] = [server.address]
        side.run(scenario)


def test_addresses_are_not_looked_up(side: Side, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address needs no thread, and no answer of anybody."""

    def forbidden(*_: Any) -> None:
        raise AssertionError

    monkeypatch.setattr(names._Lookups, "begin", forbidden)
    with serving(answering()) as server:
        assert side.send(server.url).content == b"ok"
    with serving(answering(), family=socket.AF_INET6, address=("::1", 0)) as server:
        assert side.send(server.url).content == b"ok"


def test_a_name_that_nobody_knows_is_told(side: Side, resolver: Resolver) -> None:
    """In the system's words."""
    with pytest.raises(ConnectFailed, match="Name or service not known"):
        side.send("http://nobody.test/")
    assert resolver.asked == ["nobody.test"]


def test_a_silent_address_does_not_keep_from_the_next(side: Side, resolver: Resolver) -> None:
    """While the first address of a host does not answer, the second is tried (RFC 8305 §5)."""

    async def scenario() -> None:
        assert (await side.within(30, a_call(url=f"http://shop.test:{port}/"))).content == b"ok"

    with serving(answering()) as server:
        port = server.address[1]
        resolver.known["shop.test"] = [("127.0.0.2", port), server.address]
        with black_hole("127.0.0.2", port):
            began = time.monotonic()
            side.run(scenario)
            assert 0.1 < time.monotonic() - began < 20


def test_an_address_that_refuses_is_passed_at_once(side: Side, resolver: Resolver) -> None:
    """The next is tried without a pause."""
    with serving(answering()) as server:
        port = server.address[1]
        resolver.known["shop.test"] = [("127.0.0.2", port), ("127.0.0.3", port), server.address]
        assert side.send(f"http://shop.test:{port}/").content == b"ok"


def test_where_no_address_answers_the_reason_is_told(side: Side, resolver: Resolver) -> None:
    """The system's, of an address."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port = bound.getsockname()[1]
        resolver.known["shop.test"] = [("127.0.0.2", port), ("127.0.0.3", port)]
        with pytest.raises(ConnectFailed, match="refused") as caught:
            side.send(f"http://shop.test:{port}/")
    assert isinstance(caught.value.__cause__, ConnectionRefusedError)


def test_a_local_address_holds_for_each(side: Side, resolver: Resolver) -> None:
    """Also for the second address of a host."""
    seen: list[str] = []

    def behave(peer: Any) -> None:
        seen.append(peer.sock.getpeername()[0])
        answering()(peer)

    side = side.over(Connection(local_address="127.0.0.5"))
    with serving(behave) as server:
        port = server.address[1]
        resolver.known["shop.test"] = [("127.0.0.2", port), server.address]
        assert side.send(f"http://shop.test:{port}/").content == b"ok"
    assert seen == ["127.0.0.5"]


def test_only_so_many_names_are_looked_up_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The others follow as threads get free; threads that have nothing to do end, and make room for new ones."""
    go, lock, running, most = threading.Event(), threading.Lock(), [0], [0]

    def getaddrinfo(*_: Any, **__: Any) -> Any:
        with lock:
            running[0] += 1
            most[0] = max(most[0], running[0])
        go.wait(60)
        with lock:
            running[0] -= 1
        return []

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    lookups = names._Lookups()
    for round_ in range(3):
        found = [lookups.begin(f"h{number}.test", round_) for number in range(names._MOST_THREADS + 4)]
        assert lookups._threads == names._MOST_THREADS
        assert lookups.begin("h0.test", round_) is found[0]
        go.set()
        assert [one.result(60) for one in found] == [[]] * len(found)
        for thread in threading.enumerate():
            if thread.name == "ferrule-names":
                thread.join(60)
        go.clear()
        assert (lookups._threads, lookups._under_way, len(lookups._queue)) == (0, {}, 0)
    assert most[0] <= names._MOST_THREADS


def _in_a_loop(host: str, port: int) -> list[Any]:
    return asyncio.run(look_up(host, port))


@pytest.mark.parametrize("how", [_in_a_loop, look_up_blocking])
def test_kinds_of_addresses_take_turns(how: Callable[[str, int], list[Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    """The first is the one that the system prefers (RFC 8305 §4)."""
    six, four = socket.AF_INET6, socket.AF_INET
    found = [(six, 1, 6, "", "a"), (six, 1, 6, "", "b"), (six, 1, 6, "", "c"), (four, 1, 6, "", "d")]

    def getaddrinfo(*_: Any, flags: int = 0, **__: Any) -> Any:
        if flags:
            raise socket.gaierror
        return found

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    assert [address[4] for address in how("both.test", 80)] == ["a", "d", "b", "c"]
