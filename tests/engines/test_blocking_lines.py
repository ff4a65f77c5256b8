"""A blocking connection of our own over a scripted stream: what is read after a request that could not be sent."""

from __future__ import annotations

from typing import Any

import httpcore
import pytest

from ferrule.engines.blocking_lines import BlockingLine
from ferrule.engines.connection import Connection
from ferrule.engines.lines import Ended
from ferrule.engines.uploads import Upload
from ferrule.engines.wire import Wire

HEAD = b"HTTP/1.1 413 Content Too Large\r\nContent-Length: 6\r\n\r\n"


class Scripted(httpcore.NetworkStream):
    """Gives these parts and then its end; takes so many writes."""

    def __init__(self, *parts: bytes | Exception, writes: int = 100) -> None:
        self.parts = list(parts)
        self.written: list[bytes] = []
        self._writes = writes

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        part = self.parts.pop(0) if self.parts else b""
        if isinstance(part, Exception):
            raise part
        return part

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        if len(self.written) == self._writes:
            raise httpcore.WriteError("broken pipe")
        self.written.append(buffer)

    def close(self) -> None:
        """Nothing is held."""

    def get_extra_info(self, info: str) -> Any:
        return False


def a_line(*parts: bytes | Exception, writes: int = 100) -> tuple[BlockingLine, Scripted]:
    """A connection over such a stream."""
    stream = Scripted(*parts, writes=writes)
    return BlockingLine(Connection(), stream), stream


PUT = Wire("PUT", "http://h.test/a", "h.test", [], b"body")


def test_an_exchange_is_whole_and_the_line_says_how_far_it_came() -> None:
    """The request was sent, something of the response came, and another may follow."""
    line, stream = a_line(HEAD + b"big", b"ger")
    incoming = line.exchange(PUT, "http://h.test", "/a", stream=False)
    assert (line.sent, line.silent, incoming.done, incoming.reusable) == (True, False, True, True)
    assert stream.written == [b"PUT /a HTTP/1.1\r\nhost: h.test\r\ncontent-length: 4\r\n\r\nbody"]
    assert incoming.response().content == b"bigger"
    stream.parts = [HEAD + b"smallr"]
    assert line.exchange(PUT, "http://h.test", "/a", stream=False).response().content == b"smallr"


@pytest.mark.parametrize(("parts", "silent"), [([], True), ([HEAD], False), ([HEAD + b"b"], False)])
def test_an_end_before_the_end_says_whether_anything_came(parts: list[bytes], silent: bool) -> None:
    """A kept connection on which nothing came was most likely dead before."""
    line, stream = a_line(HEAD + b"bigger")
    line.exchange(PUT, "http://h.test", "/a", stream=False)
    stream.parts = [*parts]
    with pytest.raises(Ended):
        line.exchange(PUT, "http://h.test", "/a", stream=False)
    assert (line.sent, line.silent) == (True, silent)


@pytest.mark.parametrize("body", [b"body", Upload([b"bo", b"dy"], None)], ids=["bytes", "upload"])
def test_an_answer_to_what_could_not_be_sent_is_heard(body: bytes | Upload) -> None:
    """All of it, and no other follows on that connection."""
    wire = Wire("PUT", "http://h.test/a", "h.test", [], body)
    line, _ = a_line(HEAD, b"big", b"ger", writes=0 if isinstance(body, bytes) else 2)
    incoming = line.exchange(wire, "http://h.test", "/a", stream=False)
    assert (line.sent, incoming.done, incoming.reusable) == (False, True, False)
    assert incoming.response().content == b"bigger"


def test_of_a_stream_that_is_so_at_its_header_fields() -> None:
    """Its body is read by whoever wants it."""
    line, stream = a_line(HEAD, b"big", b"ger", writes=0)
    incoming = line.exchange(PUT, "http://h.test", "/a", stream=True)
    assert (incoming.begun, incoming.done, len(stream.parts)) == (True, False, 2)


@pytest.mark.parametrize(
    "parts", [[], [HEAD + b"big"], [httpcore.ReadError("reset")], [HEAD, httpcore.ReadError("reset")]]
)
def test_without_a_whole_answer_it_is_the_sending_that_failed(parts: list[Any]) -> None:
    """The reason why it did is the one that is told."""
    line, _ = a_line(*parts, writes=0)
    with pytest.raises(httpcore.WriteError, match="broken pipe"):
        line.exchange(PUT, "http://h.test", "/a", stream=False)
    assert not line.sent
