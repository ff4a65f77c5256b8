"""What a signal handler raises, such as Ctrl-C, goes on at once from wherever it was raised, and leaves no trace."""

from __future__ import annotations

import gc
import sys
from types import FrameType
from typing import Any

import pytest

from engines.server import Peer, serving
from engines.sides import Side, undisturbed
from ferrule.engines.connection import Connection
from ferrule.errors import WireError
from worlds import a_call

# Python looks for signals where a function begins and where one has returned. Here it does where functions begin, and
# where a block is entered: what that did is to be undone.
_LOOKS = ("ferrule", "httpcore", "httpx", "h11", "anyio")


class Stop(BaseException):
    """As `KeyboardInterrupt`, and nobody else's."""


class Interrupt:
    """Raises at the so manieth function that begins."""

    def __init__(self, at: int) -> None:
        self._left = at
        self.where = ""
        self.done = False

    def __enter__(self) -> None:
        self._before = sys.gettrace()  # whoever measures coverage goes on to
        sys.settrace(self._trace)

    def __exit__(self, *_: object) -> None:
        sys.settrace(self._before)

    def _trace(self, frame: FrameType, event: str, _: Any) -> Any:
        name, code = frame.f_globals.get("__name__", ""), frame.f_code
        if self.done or name.partition(".")[0] not in _LOOKS or code.co_name == "exponential_backoff":
            return None  # that one is closed by Python, which lets nothing out of it
        if event == "call" or (event == "return" and code.co_name == "__enter__"):
            self._left -= 1
            if not self._left:
                self.done, self.where = True, f"{name}.{code.co_qualname}"
                raise Stop
        return self._trace


def behave(peer: Peer) -> None:
    """Two header fields and two chunks, then keep the connection."""
    while peer.request() is not None:
        chunks = b"2\r\nok\r\n2\r\nok\r\n0\r\n\r\n"
        peer.send(b"HTTP/1.1 200 OK\r\nX-One: 1\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks)


def refuse(peer: Peer) -> None:
    """Break the answer of whoever asks for it."""
    while (request := peer.request()) is not None:
        if b"/broken" in request[0]:
            peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")
            return
        peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nokok")


# What was interrupted before it could be closed is closed by Python, which says so.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore:coroutine:RuntimeWarning")
@pytest.mark.parametrize("fresh", [True, False], ids=["fresh", "kept"])
@pytest.mark.parametrize("engine", ["httpx", "httptools"])
def test_it_goes_on_from_everywhere(engine: str, fresh: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """It comes out of the call as it is, wherever it was raised, and the next call is answered in the only place."""
    undisturbed(monkeypatch)
    side = Side("blocking", Connection(max_connections=1), engine)

    def call() -> bytes:
        return side.run(lambda: side.within(30, a_call(url=server.url)), close=False).content

    with serving(behave) as server:
        for at in range(1, 3000):
            if fresh:
                side.run(side.runtime.aclose, close=False)
            else:
                call()
            interrupt, outcome = Interrupt(at), None
            try:
                with interrupt:
                    outcome = call()
            except Stop:
                pass
            else:
                assert not interrupt.done, f"swallowed in {interrupt.where}"
            if not interrupt.done:
                assert outcome == b"okok"
                break
            assert call() == b"okok"
        assert at > 50, "where are the functions?"
        side.run(side.runtime.aclose, close=False)
    gc.collect()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore:coroutine:RuntimeWarning")
@pytest.mark.parametrize("engine", ["httpx", "httptools"])
def test_it_goes_on_from_a_call_that_is_failing(engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the failure has left to do is done all the same: the next call gets the only place."""
    undisturbed(monkeypatch)
    side = Side("blocking", Connection(max_connections=1), engine)

    def call(path: str = "") -> bytes:
        url = f"{server.url}{path}"
        return side.run(lambda: side.within(30, a_call(url=url)), close=False).content

    with serving(refuse) as server:
        for at in range(1, 3000):
            interrupt = Interrupt(at)
            with pytest.raises((Stop, WireError)), interrupt:
                call("/broken")
            assert call() == b"okok"
            if not interrupt.done:
                break
        assert at > 50, "where are the functions?"
        side.run(side.runtime.aclose, close=False)
    gc.collect()
