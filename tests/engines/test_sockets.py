"""Blocking sockets that a cancellation shuts down, or whose time is over: neither is the end of a response."""

from __future__ import annotations

import contextvars
import socket
from asyncio import CancelledError
from collections.abc import Callable, Iterator

import httpcore
import pytest

from ferrule.engines import connecting
from ferrule.engines.connecting import DeadlineBackend
from ferrule.engines.sockets import SocketStream
from ferrule.runtime.interrupts import Cancellation, TimeoutBlock, start_thread


@pytest.fixture
def pair() -> Iterator[tuple[SocketStream, socket.socket]]:
    """Both ends of a connection."""
    ours, theirs = socket.socketpair()
    stream = SocketStream(ours)
    yield stream, theirs
    stream.close()
    theirs.close()


def cancelled(work: Callable[[Cancellation], object]) -> None:
    """Work of a thread that is cancelled in the middle of it ends by that, and by nothing else."""

    def run() -> None:
        start_thread(own := Cancellation())
        with pytest.raises(CancelledError):
            work(own)
        assert own.delivered == 1

    contextvars.copy_context().run(run)


def waits(own: Cancellation) -> Callable[[float | None], object]:
    """A wait that ends as another thread cancels this one, which shuts the socket down."""
    return lambda left: own.cancel()


def test_a_read_that_is_cancelled_reads_no_end(pair: tuple[SocketStream, socket.socket]) -> None:
    """A response that ends with its connection would seem whole."""
    stream, _ = pair

    def read(own: Cancellation) -> None:
        stream._readable = waits(own)
        stream.read(100)

    cancelled(read)


def test_a_write_that_is_cancelled_is_no_broken_pipe(pair: tuple[SocketStream, socket.socket]) -> None:
    """Wherever it waits for room."""
    stream, _ = pair

    def write(own: Cancellation) -> None:
        stream._writable = waits(own)
        stream.write(b"x" * 50_000_000)

    cancelled(write)


def test_a_time_that_is_over_ends_a_read_that_breaks(pair: tuple[SocketStream, socket.socket]) -> None:
    """It is over, whatever the system says of the socket meanwhile."""
    stream, _ = pair
    clock = [0.0]

    def later(left: float | None) -> None:
        assert left == 2.0
        clock[0] = 3.0
        raise OSError("reset")

    stream._readable = stream._writable = later
    for work in (lambda: stream.read(100), lambda: stream.write(b"x" * 50_000_000)):
        clock[0] = 0.0
        with pytest.raises(TimeoutError), TimeoutBlock(2.0, lambda: clock[0]):
            work()


def test_the_end_of_the_other_side_is_an_end(pair: tuple[SocketStream, socket.socket]) -> None:
    """After what it sent; sending to it fails."""
    stream, theirs = pair
    theirs.sendall(b"last")
    theirs.close()
    assert (stream.read(100), stream.read(100)) == (b"last", b"")
    with pytest.raises(httpcore.WriteError):
        stream.write(b"x" * 50_000_000)


@pytest.mark.parametrize("when", ["before", "meanwhile"])
def test_a_connection_that_is_cancelled_is_none_that_failed(when: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where that comes first, nothing is begun."""
    tried: list[object] = []

    def connect(own: Cancellation) -> None:
        def first_of(*_: object) -> socket.socket:
            tried.append(1)
            own.cancel()
            raise OSError("shut down")

        monkeypatch.setattr(connecting, "_first_of", first_of)
        if when == "before":
            own.cancel()
        DeadlineBackend().connect_tcp("127.0.0.1", 9)

    cancelled(connect)
    assert len(tried) == (when == "meanwhile")


def test_a_connection_that_fails_is_told_in_the_systems_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """While there is time."""

    def first_of(*_: object) -> socket.socket:
        raise OSError("no route")

    monkeypatch.setattr(connecting, "_first_of", first_of)
    with pytest.raises(httpcore.ConnectError, match="no route"):
        DeadlineBackend().connect_tcp("127.0.0.1", 9)
